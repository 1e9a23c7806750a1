import { type Colorizer, createRgbImage, ensureImage, type RgbImage, sizeOf, toContiguous } from '@havc/core';
import { joinCalls, type NetworkDefinition, shareRuns, type Tensors } from '@havc/onnx';
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
  /**
   * How many pictures the network sees at once, 1..64. Calls that overlap share a run; a run with fewer pictures takes as
   * long as a full one. Default 1: on processors, more is no faster.
   */
  readonly batch?: number;
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
  const { size, batch } = sizesFor(options);
  const network = { name: 'eccv16', network: eccv16Network(size, batch), takesHints: false };
  return openColorizer(network, { size, batch }, options);
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
  const { size, batch } = sizesFor(options);
  const network = { name: 'siggraph17', network: siggraph17Network(size, batch), takesHints: true };
  return openColorizer(network, { size, batch }, options);
}

interface Sizes {
  /** Side of the network's square. */
  readonly size: number;
  readonly batch: number;
}

interface ZhangNetwork {
  readonly name: string;
  readonly network: NetworkDefinition;
  readonly takesHints: boolean;
}

async function openColorizer(
  { name, network, takesHints }: ZhangNetwork,
  { size, batch }: Sizes,
  options: ZhangOptions,
): Promise<HintedColorizer> {
  const description = {
    ...{ name, network },
    variant: `${batch}x${size}x${size}`,
    warmUp: joinCalls([{ rgb: { data: new Uint8Array(16 * 16 * 3).fill(128), shape: [16, 16, 3] } }]),
    processor: {
      module: new URL('../dist/zhang-processor.js', import.meta.url).href,
      options: { size, batch, takesHints } satisfies ZhangProcessorOptions,
    },
  };
  const session = await checkpointSession(description, options);
  const run = shareRuns(session, batch);
  const dispose = () => session.dispose();
  return {
    device: session.device,
    attempts: session.attempts,
    async colorize(image, { signal, hints } = {}) {
      ensureImage(image, 'image');
      const { width, height } = sizeOf(image);
      const picture = { rgb: { data: toContiguous(image), shape: [height, width, 3] } };
      const { rgb } = await run({ ...picture, ...hintFeeds(hints, width, height, size) }, signal);
      return createRgbImage(width, height, rgb!.data as Uint8Array);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function hintFeeds(hints: ColorHints | undefined, width: number, height: number, size: number): Tensors {
  if (!hints) return {};
  const { ab, mask } = drawHints(hints, width, height, size);
  return {
    hint_ab: { data: ab, shape: [1, 2, size, size] },
    hint_mask: { data: mask, shape: [1, 1, size, size] },
  };
}

function sizesFor(options: ZhangOptions): Sizes {
  const { renderFactor = DEFAULT_RENDER_FACTOR, batch = 1 } = options;
  ensureWholeOption(renderFactor, 'renderFactor', [4, 64]);
  ensureWholeOption(batch, 'batch', [1, 64]);
  ensureModelOptions(options);
  return { size: Math.trunc(renderFactor / 2) * 32, batch };
}
