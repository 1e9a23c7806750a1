import { type Colorizer, createRgbImage, ensureImage, HavcError, sizeOf, toContiguous } from '@havc/core';
import { createSession, type Device, type DeviceAttempt, type DeviceChoice, type Precision } from '@havc/onnx';
import { checkpointGraph } from '@havc/weights';
import { type DdcolorNetwork, ddcolorNetwork } from './ddcolor-network.ts';
import type { DdcolorProcessorOptions } from './ddcolor-processor.ts';
import { shareRuns } from './shared-runs.ts';

/** DDColor's models by the names that its authors gave them. */
export type DdcolorModel = 'modelscope' | 'artistic' | 'paper' | 'tiny';

/** What {@link ddcolor} takes. */
export interface DdcolorOptions {
  readonly model: DdcolorModel;
  /** Path of the model's checkpoint, e.g. `ddcolor_modelscope.pth`. */
  readonly weights: string;
  /** Where built graphs are kept; made on first use, safe to delete. */
  readonly cacheFolder: string;
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
  /** Default `fp32`. */
  readonly precision?: Precision;
  /** Where to run. Default `auto`: the best device that works. */
  readonly device?: DeviceChoice;
  /** Threads on the processor. Default: as many as there are cores. */
  readonly threads?: number;
  /** How long one run may take before the inference process is taken for stuck. Default: no limit. */
  readonly timeoutMs?: number;
  /** Stops the loading; the colourizer itself isn't bound to it. */
  readonly signal?: AbortSignal | undefined;
}

/** A DDColor model, ready to colour. */
export interface DdcolorColorizer extends Colorizer {
  /** The device that was taken. */
  readonly device: Device;
  /** What became of each device that was tried, in the order of trying. */
  readonly attempts: readonly DeviceAttempt[];
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
  const { model, weights, cacheFolder, renderFactor = 24, batch = 1, precision = 'fp32' } = options;
  const { device, threads, timeoutMs, signal } = options;
  const size = Math.floor((16 * renderFactor) / SIZE_STEP) * SIZE_STEP;
  const graph = await checkpointGraph({
    ...{ weights, cacheFolder, precision, signal },
    network: ddcolorNetwork(NETWORKS[model], size, batch),
    variant: `${batch}x${size}x${size}`,
  });
  const session = await createSession({
    model: graph,
    name: `ddcolor-${model}`,
    warmUp: { 0: { data: new Uint8Array(16 * 16 * 3).fill(128), shape: [16, 16, 3] } },
    processor: {
      module: new URL('../dist/ddcolor-processor.js', import.meta.url).href,
      options: { size, batch } satisfies DdcolorProcessorOptions,
    },
    ...(device && { device }),
    ...(threads !== undefined && { threads }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal && { signal }),
  });
  const run = shareRuns(session, batch);
  const dispose = (): Promise<void> => session.dispose();
  return {
    device: session.device,
    attempts: session.attempts,
    async colorize(image, { signal } = {}) {
      ensureImage(image, 'image');
      const { width, height } = sizeOf(image);
      const colored = await run({ data: toContiguous(image), shape: [height, width, 3] }, signal);
      return createRgbImage(width, height, colored.data as Uint8Array);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function ensureOptions({ model, renderFactor, batch, precision }: DdcolorOptions): void {
  if (!Object.hasOwn(NETWORKS, model)) {
    throw invalid(`options.model must be modelscope, artistic, paper or tiny, got ${JSON.stringify(model)}.`);
  }
  ensureWhole(renderFactor, 'renderFactor', [2, 64]);
  ensureWhole(batch, 'batch', [1, 64]);
  if (precision !== undefined && precision !== 'fp32' && precision !== 'fp16') {
    throw invalid(`options.precision must be fp32 or fp16, got ${JSON.stringify(precision)}.`);
  }
}

function ensureWhole(value: number | undefined, option: string, [least, most]: readonly [number, number]): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw invalid(`options.${option} must be a whole number from ${least} to ${most}, got ${value}.`);
}

function invalid(message: string): HavcError {
  return new HavcError('OPTION_INVALID', message);
}
