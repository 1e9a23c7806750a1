import {
  blendImages,
  type Colorizer,
  createRgbImage,
  ensureImage,
  HavcError,
  type RgbImage,
  sizeOf,
  toContiguous,
} from '@havc/core';
import {
  createSession,
  type Device,
  type DeviceAttempt,
  type DeviceChoice,
  type InferenceSession,
  type Precision,
} from '@havc/onnx';
import { checkpointGraph } from '@havc/weights';
import { type DeoldifyNetwork, deoldifyNetwork } from './deoldify-network.ts';
import type { DeoldifyProcessorOptions } from './deoldify-processor.ts';

/** DeOldify's models by the names of their files. */
export type DeoldifyModel = 'video' | 'stable' | 'artistic';

/** What {@link deoldify} takes. */
export interface DeoldifyOptions {
  readonly model: DeoldifyModel;
  /** Path of the model's checkpoint, e.g. `ColorizeStable_gen.pth`. */
  readonly weights: string;
  /** Path of the Video model's checkpoint, for stable and artistic, which are blended with it. */
  readonly videoWeights?: string;
  /**
   * Share of Video in the result of stable and artistic, 0..1. Default 0.5, which is how HAVC makes them usable on film,
   * at the price of two inferences a picture; 0 gives the pure model, as for photographs.
   */
  readonly videoBlend?: number;
  /** Where built graphs are kept; made on first use, safe to delete. */
  readonly cacheFolder: string;
  /**
   * Side of the square that the network sees, in units of 16 pixels, 4..64. More means more detail, more saturated
   * mistakes and more time; 16..32 is usual. Default 24.
   */
  readonly renderFactor?: number;
  /** Default `fp32`. */
  readonly precision?: Precision;
  /** Where to run. Default `auto`: the best device that works. */
  readonly device?: DeviceChoice;
  /** Threads on the processor. Default: as many as there are cores. */
  readonly threads?: number;
  /** How long one picture may take before the inference process is taken for stuck. Default: no limit. */
  readonly timeoutMs?: number;
  /** Stops the loading; the colourizer itself isn't bound to it. */
  readonly signal?: AbortSignal | undefined;
}

/** A DeOldify model, ready to colour. */
export interface DeoldifyColorizer extends Colorizer {
  /** The device that was taken. */
  readonly device: Device;
  /** What became of each device that was tried, in the order of trying. */
  readonly attempts: readonly DeviceAttempt[];
  [Symbol.asyncDispose](): Promise<void>;
}

const NETWORKS: Readonly<Record<DeoldifyModel, DeoldifyNetwork>> = { video: 'wide', stable: 'wide', artistic: 'deep' };

const DEFAULT_RENDER_FACTOR = 24;
const DEFAULT_VIDEO_BLEND = 0.5;

/**
 * Loads a DeOldify model from its official weights. The first use of a checkpoint builds its graph, which takes some
 * seconds and as much disk as the checkpoint.
 *
 * Its `colorize` sees the picture in gray, stretched to a square, and puts the chroma that it proposes on the picture's
 * own luma. Calls may overlap; the picture must not change before the result is there. All work is done in a process of
 * its own.
 *
 * @throws HavcError `OPTION_INVALID`; `MODEL_MISSING` where a file of weights isn't there; `WEIGHTS_REFUSED` where it
 * isn't the model's; `DEVICE_UNAVAILABLE`, `INFERENCE_FAILED`, `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`. `colorize`
 * throws `SHAPE_INVALID`, `INFERENCE_FAILED` (the next call starts afresh) and `ABORTED`.
 *
 * Source: jantic/DeOldify, deoldify/visualize.py and filters.py; HAVC for the blend.
 */
export async function deoldify(options: DeoldifyOptions): Promise<DeoldifyColorizer> {
  const { model, weights, videoWeights } = options;
  const blend = ensureOptions(options);
  const own = await openNetwork(NETWORKS[model], weights, options);
  if (blend === 0) return colorizerOf([own], async (image, run) => run(own, image));
  const video = await openNetwork(NETWORKS.video, videoWeights!, options).catch(async (error: unknown) => {
    await own.dispose();
    throw error;
  });
  return colorizerOf([own, video], async (image, run) => {
    const [colored, calm] = await Promise.all([run(own, image), run(video, image)]);
    return blendImages(colored, calm, blend, colored);
  });
}

type Run = (session: InferenceSession, image: RgbImage) => Promise<RgbImage>;

function colorizerOf(
  sessions: readonly [InferenceSession, ...InferenceSession[]],
  color: (image: RgbImage, run: Run) => Promise<RgbImage>,
): DeoldifyColorizer {
  const dispose = async () => {
    await Promise.all(sessions.map((session) => session.dispose()));
  };
  return {
    device: sessions[0].device,
    attempts: sessions[0].attempts,
    async colorize(image, { signal } = {}) {
      ensureImage(image, 'image');
      const { width, height } = sizeOf(image);
      const feeds = { rgb: { data: toContiguous(image), shape: [height, width, 3] } };
      return color(image, async (session) => {
        const { rgb } = await session.run(feeds, signal ? { signal } : {});
        return createRgbImage(width, height, rgb!.data as Uint8Array);
      });
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

async function openNetwork(
  network: DeoldifyNetwork,
  weights: string,
  options: DeoldifyOptions,
): Promise<InferenceSession> {
  const { cacheFolder, renderFactor = DEFAULT_RENDER_FACTOR, precision = 'fp32', device, threads, timeoutMs } = options;
  const { signal } = options;
  const size = 16 * renderFactor;
  const model = await checkpointGraph({
    ...{ weights, cacheFolder, precision, signal },
    network: deoldifyNetwork(network, size),
    variant: `${size}x${size}`,
  });
  return createSession({
    model,
    name: `deoldify-${options.model}`,
    warmUp: { rgb: { data: new Uint8Array(16 * 16 * 3).fill(128), shape: [16, 16, 3] } },
    processor: {
      module: new URL('../dist/deoldify-processor.js', import.meta.url).href,
      options: { size } satisfies DeoldifyProcessorOptions,
    },
    ...(device && { device }),
    ...(threads !== undefined && { threads }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal && { signal }),
  });
}

/** Checks the options, and says how much of Video goes into the result. */
function ensureOptions({ model, renderFactor, videoBlend, videoWeights, precision }: DeoldifyOptions): number {
  if (!Object.hasOwn(NETWORKS, model)) {
    throw invalid(`options.model must be video, stable or artistic, got ${JSON.stringify(model)}.`);
  }
  if (renderFactor !== undefined && !(Number.isInteger(renderFactor) && renderFactor >= 4 && renderFactor <= 64)) {
    throw invalid(`options.renderFactor must be a whole number from 4 to 64, got ${renderFactor}.`);
  }
  if (precision !== undefined && precision !== 'fp32' && precision !== 'fp16') {
    throw invalid(`options.precision must be fp32 or fp16, got ${JSON.stringify(precision)}.`);
  }
  const blend = videoBlend ?? DEFAULT_VIDEO_BLEND;
  if (!(blend >= 0 && blend <= 1)) throw invalid(`options.videoBlend must be a number from 0 to 1, got ${videoBlend}.`);
  if (model === 'video' || blend === 0) return 0;
  if (videoWeights !== undefined) return blend;
  throw invalid(
    `options.videoWeights is missing: ${model} is blended with the Video model, whose weights must be named too. ` +
      'options.videoBlend 0 gives the pure model.',
  );
}

function invalid(message: string): HavcError {
  return new HavcError('OPTION_INVALID', message);
}
