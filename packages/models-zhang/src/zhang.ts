import { type Colorizer, createRgbImage, ensureImage, type RgbImage, sizeOf, toContiguous } from '@havc/core';
import type { InferenceSession, NetworkDefinition, Tensors } from '@havc/onnx';
import {
  type CheckpointModelOptions,
  checkpointSession,
  ensureModelOptions,
  ensureWholeOption,
  type PlacedModel,
} from '@havc/weights';
import { eccv16Network } from './eccv16-network.ts';
import { type ColorHints, drawHints } from './hints.ts';
import { siggraph17Network } from './siggraph17-network.ts';
import type { ZhangProcessorOptions } from './zhang-processor.ts';

/** What {@link eccv16} and {@link siggraph17} take. */
export interface ZhangOptions extends CheckpointModelOptions {
  /**
   * Side of the square that the network sees, in units of 16 pixels, 4..64, of which an odd one counts as the even one
   * below. Default 16: 256 pixels, for which both were trained.
   */
  readonly renderFactor?: number;
}

/** A Zhang model, ready to colour. */
export interface ZhangColorizer extends Colorizer, PlacedModel {
  [Symbol.asyncDispose](): Promise<void>;
}

/** {@link siggraph17}, ready to colour. */
export interface HintedColorizer extends ZhangColorizer {
  /**
   * Colours one picture, led by hints where there are some.
   *
   * @throws HavcError `OPTION_INVALID`, `SHAPE_INVALID` for hints that don't fit the picture, and as `siggraph17` says.
   */
  colorize(
    image: RgbImage,
    options?: { readonly signal?: AbortSignal; readonly hints?: ColorHints },
  ): Promise<RgbImage>;
}

const DEFAULT_RENDER_FACTOR = 16;

/**
 * Loads the model of "Colorful Image Colorization" (ECCV 2016) from its official weights: strong colours, unsteady from
 * frame to frame.
 *
 * Its `colorize` keeps the picture's lightness (CIELAB, D65). Calls may overlap; the picture must not change before the
 * result is there. All work is done in a process of its own.
 *
 * @throws HavcError `OPTION_INVALID`; `MODEL_MISSING` where the file of weights isn't there; `WEIGHTS_REFUSED` where it
 * isn't the model's; `DEVICE_UNAVAILABLE`, `INFERENCE_FAILED`, `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`. `colorize`
 * throws `SHAPE_INVALID`, `INFERENCE_FAILED` (the next call starts afresh) and `ABORTED`.
 *
 * Source: richzhang/colorization, demo_release.py; HAVC for the sizes.
 */
export async function eccv16(options: ZhangOptions): Promise<ZhangColorizer> {
  const size = sizeFor(options);
  const session = await openSession('eccv16', eccv16Network(size), size, false, options);
  return colorizerOf(session, () => ({}));
}

/**
 * Loads the model of "Real-Time User-Guided Image Colorization" (SIGGRAPH 2017) from its official weights. It colours by
 * itself, or led by hints: colours that a person has put on spots of the picture.
 *
 * @throws HavcError as {@link eccv16} does.
 *
 * Source: richzhang/colorization, demo_release.py and colorizers/siggraph17.py; HAVC for the sizes.
 */
export async function siggraph17(options: ZhangOptions): Promise<HintedColorizer> {
  const size = sizeFor(options);
  const session = await openSession('siggraph17', siggraph17Network(size), size, true, options);
  return colorizerOf(session, (width, height, hints) => {
    if (!hints) return {};
    const { ab, mask } = drawHints(hints, width, height, size);
    return {
      hint_ab: { data: ab, shape: [1, 2, size, size] },
      hint_mask: { data: mask, shape: [1, 1, size, size] },
    };
  });
}

function colorizerOf(
  session: InferenceSession,
  hintFeeds: (width: number, height: number, hints: ColorHints | undefined) => Tensors,
): HintedColorizer {
  const dispose = () => session.dispose();
  return {
    device: session.device,
    attempts: session.attempts,
    async colorize(image, { signal, hints } = {}) {
      ensureImage(image, 'image');
      const { width, height } = sizeOf(image);
      const rgb = { data: toContiguous(image), shape: [height, width, 3] };
      const result = await session.run({ rgb, ...hintFeeds(width, height, hints) }, signal ? { signal } : {});
      return createRgbImage(width, height, result['rgb']!.data as Uint8Array);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function openSession(
  name: string,
  network: NetworkDefinition,
  size: number,
  takesHints: boolean,
  options: ZhangOptions,
): Promise<InferenceSession> {
  const session = {
    ...{ name, network },
    variant: `${size}x${size}`,
    warmUp: { rgb: { data: new Uint8Array(16 * 16 * 3).fill(128), shape: [16, 16, 3] } },
    processor: {
      module: new URL('../dist/zhang-processor.js', import.meta.url).href,
      options: { size, takesHints } satisfies ZhangProcessorOptions,
    },
  };
  return checkpointSession(session, options);
}

function sizeFor(options: ZhangOptions): number {
  const { renderFactor = DEFAULT_RENDER_FACTOR } = options;
  ensureWholeOption(renderFactor, 'renderFactor', [4, 64]);
  ensureModelOptions(options);
  return Math.trunc(renderFactor / 2) * 32;
}
