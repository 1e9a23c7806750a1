import { fileURLToPath } from 'node:url';
import { type Colorizer, createRgbImage, ensureImage, HavcError, sizeOf, toContiguous } from '@havc/core';
import { createSession, type Device, type DeviceAttempt, type DeviceChoice } from '@havc/onnx';
import type { ColorizeOptions } from './colorize-processor.ts';

/** What every surface that shows this model's colours says of them, in one line. */
export const PREVIEW_NOTICE = 'preview colours from the built-in model; `havc models` for the full ones';

/** What {@link compact} takes. */
export interface CompactOptions {
  /** Where to run. Default `auto`: the best device that works. */
  readonly device?: DeviceChoice;
  /** Threads on the processor. Default: as many as there are cores. */
  readonly threads?: number;
  /**
   * Sides in pixels of the squares that the network sees, 64..1024; it was trained for 160..320. With several, the
   * picture is seen at each size and the colours are averaged. Default `[160, 256]`: colours that change 16 % less from
   * frame to frame than those of `[256]`, for about a quarter more time.
   */
  readonly inputSizes?: readonly number[];
  /**
   * Calms colours over time, without carrying them across cuts or onto what moves. Only for the frames of one film,
   * given in their order. Default false: each picture for itself.
   */
  readonly steady?: boolean;
  /** How long one picture may take before the inference process is taken for stuck. Default: no limit. */
  readonly timeoutMs?: number;
  /** Stops the loading; the colourizer itself isn't bound to it. */
  readonly signal?: AbortSignal;
}

/** The built-in model, ready to colour. */
export interface CompactColorizer extends Colorizer {
  /** The device that was taken. */
  readonly device: Device;
  /** What became of each device that was tried, in the order of trying. */
  readonly attempts: readonly DeviceAttempt[];
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Loads the small model that ships inside this package: preview colours before any download. Skin, sky and wood come
 * out right mostly; grass and things of free colour stay dull. Show {@link PREVIEW_NOTICE} with its results.
 *
 * Its `colorize` sees the picture's lightness (CIELAB, D65) and keeps it; calls may overlap, and the picture must not
 * change before the result is there. All work is done in a process of its own.
 *
 * @throws HavcError `OPTION_INVALID`, `DEVICE_UNAVAILABLE`, `MODEL_MISSING` when the package is damaged,
 *   `INFERENCE_FAILED`, `ABORTED`. `colorize` throws `SHAPE_INVALID`, `INFERENCE_FAILED` (the next call starts afresh)
 *   and `ABORTED`.
 */
export async function compact(options: CompactOptions = {}): Promise<CompactColorizer> {
  const { inputSizes = [160, 256], steady = false, ...sessionOptions } = options;
  ensureInputSizes(inputSizes);
  const session = await createSession({
    ...sessionOptions,
    name: 'compact',
    model: fileURLToPath(new URL('../model/compact.onnx', import.meta.url)),
    warmUp: { rgb: { data: new Uint8Array(64 * 64 * 3).fill(128), shape: [64, 64, 3] } },
    processor: {
      module: new URL('../dist/colorize-processor.js', import.meta.url).href,
      options: { inputSizes, steady } satisfies ColorizeOptions,
    },
  });
  const dispose = (): Promise<void> => session.dispose();
  return {
    device: session.device,
    attempts: session.attempts,
    async colorize(image, { signal } = {}) {
      ensureImage(image, 'image');
      const { width, height } = sizeOf(image);
      const feeds = { rgb: { data: toContiguous(image), shape: [height, width, 3] } };
      const { rgb } = await session.run(feeds, signal ? { signal } : {});
      return createRgbImage(width, height, rgb!.data as Uint8Array);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function ensureInputSizes(sizes: readonly number[]): void {
  const valid = sizes.length > 0 && sizes.every((size) => Number.isInteger(size) && size >= 64 && size <= 1024);
  if (valid) return;
  throw new HavcError(
    'OPTION_INVALID',
    `options.inputSizes must be one or more whole numbers from 64 to 1024, got [${sizes.join(', ')}].`,
  );
}
