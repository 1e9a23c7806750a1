import { type Colorizer, createRgbImage, ensureImage, HavcError, sizeOf, toContiguous } from '@havc/core';
import { joinCalls, shareRuns } from '@havc/onnx';
import {
  type CheckpointModelOptions,
  checkpointSession,
  ensureModelOptions,
  ensureWholeOption,
  type PlacedModel,
} from '@havc/weights';
import { type DdcolorNetwork, ddcolorNetwork } from './ddcolor-network.ts';
import type { DdcolorProcessorOptions } from './ddcolor-processor.ts';

/** DDColor's models by the names that its authors gave them. */
export type DdcolorModel = 'modelscope' | 'artistic' | 'paper' | 'tiny';

/** What {@link ddcolor} takes. `weights` is e.g. `ddcolor_modelscope.pth`. */
export interface DdcolorOptions extends CheckpointModelOptions {
  readonly model: DdcolorModel;
  /**
   * Side of the square that the network sees, in units of 16 pixels, 2..64; it is rounded down to whole 32 pixels. More
   * means finer colour and more time. Default 24.
   */
  readonly renderFactor?: number;
  /**
   * How many pictures the network sees at once, 1..64. Calls that overlap share a run; a run with fewer pictures takes as
   * long as a full one. Default 1: on processors, more is no faster.
   */
  readonly batch?: number;
}

/** A DDColor model, ready to colour. */
export interface DdcolorColorizer extends Colorizer, PlacedModel {
  [Symbol.asyncDispose](): Promise<void>;
}

const NETWORKS: Readonly<Record<DdcolorModel, DdcolorNetwork>> = {
  modelscope: 'large',
  artistic: 'large',
  paper: 'large',
  tiny: 'tiny',
};

/** The network halves its input five times. */
const SIZE_STEP = 32;

/**
 * Loads a DDColor model from its official weights. The first use of a checkpoint builds its graph, which takes some
 * seconds and as much disk as the checkpoint.
 *
 * Its `colorize` sees the picture's lightness (CIELAB, D65), stretched to a square, and keeps it; calls may overlap, and
 * the picture must not change before the result is there. All work is done in a process of its own.
 *
 * @throws HavcError `OPTION_INVALID`; `MODEL_MISSING` where the file of weights isn't there; `WEIGHTS_REFUSED` where it
 * isn't the model's; `DEVICE_UNAVAILABLE`, `INFERENCE_FAILED`, `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`. `colorize`
 * throws `SHAPE_INVALID`, `INFERENCE_FAILED` (the next call starts afresh) and `ABORTED`.
 *
 * Source: vs-ddcolor, whose 8-bit pictures it gives; the networks are those of piddnad/DDColor.
 */
export async function ddcolor(options: DdcolorOptions): Promise<DdcolorColorizer> {
  ensureOptions(options);
  const { model, renderFactor = 24, batch = 1 } = options;
  const size = Math.floor((16 * renderFactor) / SIZE_STEP) * SIZE_STEP;
  const network = {
    name: `ddcolor-${model}`,
    network: ddcolorNetwork(NETWORKS[model], size, batch),
    variant: `${batch}x${size}x${size}`,
    warmUp: joinCalls([{ rgb: { data: new Uint8Array(16 * 16 * 3).fill(128), shape: [16, 16, 3] } }]),
    processor: {
      module: new URL('../dist/ddcolor-processor.js', import.meta.url).href,
      options: { size, batch } satisfies DdcolorProcessorOptions,
    },
  };
  const session = await checkpointSession(network, options);
  const run = shareRuns(session, batch);
  const dispose = (): Promise<void> => session.dispose();
  return {
    device: session.device,
    attempts: session.attempts,
    async colorize(image, { signal } = {}) {
      ensureImage(image, 'image');
      const { width, height } = sizeOf(image);
      const { rgb } = await run({ rgb: { data: toContiguous(image), shape: [height, width, 3] } }, signal);
      return createRgbImage(width, height, rgb!.data as Uint8Array);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function ensureOptions(options: DdcolorOptions): void {
  const { model, renderFactor, batch } = options;
  if (!Object.hasOwn(NETWORKS, model)) {
    throw new HavcError(
      'OPTION_INVALID',
      `options.model must be modelscope, artistic, paper or tiny, got ${JSON.stringify(model)}.`,
    );
  }
  ensureWholeOption(renderFactor, 'renderFactor', [2, 64]);
  ensureWholeOption(batch, 'batch', [1, 64]);
  ensureModelOptions(options);
}
