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
import { type InferenceSession, joinCalls, shareRuns } from '@havc/onnx';
import {
  type CheckpointModelOptions,
  checkpointSession,
  ensureModelOptions,
  ensureWholeOption,
  type PlacedModel,
} from '@havc/weights';
import { type DeoldifyNetwork, deoldifyNetwork } from './deoldify-network.ts';
import type { DeoldifyProcessorOptions } from './deoldify-processor.ts';

/** DeOldify's models by the names of their files. */
export type DeoldifyModel = 'video' | 'stable' | 'artistic';

/** What {@link deoldify} takes. `weights` is e.g. `ColorizeStable_gen.pth`. */
export interface DeoldifyOptions extends CheckpointModelOptions {
  readonly model: DeoldifyModel;
  /** Path of the Video model's checkpoint, for stable and artistic, which are blended with it. */
  readonly videoWeights?: string;
  /**
   * Share of Video in the result of stable and artistic, 0..1. Default 0.5, which is how HAVC makes them usable on film,
   * at the price of two inferences a picture; 0 gives the pure model, as for photographs.
   */
  readonly videoBlend?: number;
  /**
   * Side of the square that the network sees, in units of 16 pixels, 4..64. More means more detail, more saturated
   * mistakes and more time; 16..32 is usual. Default 24.
   */
  readonly renderFactor?: number;
  /**
   * How many pictures the network sees at once, 1..64. Calls that overlap share a run; a run with fewer pictures takes as
   * long as a full one. Default 1: on processors, more is no faster.
   */
  readonly batch?: number;
}

/** A DeOldify model, ready to colour. */
export interface DeoldifyColorizer extends Colorizer, PlacedModel {
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
  const own = await openNetwork(model, weights, options);
  if (blend === 0) return colorizerOf([own], (image, signal) => own.colorize(image, signal));
  const video = await openNetwork('video', videoWeights!, options).catch(async (error: unknown) => {
    await own.session.dispose();
    throw error;
  });
  return colorizerOf([own, video], async (image, signal) => {
    const [colored, calm] = await Promise.all([own.colorize(image, signal), video.colorize(image, signal)]);
    return blendImages(colored, calm, blend, colored);
  });
}

/** One of DeOldify's networks in a session. */
interface LoadedNetwork {
  readonly session: InferenceSession;
  colorize(image: RgbImage, signal: AbortSignal | undefined): Promise<RgbImage>;
}

function colorizerOf(
  networks: readonly [LoadedNetwork, ...LoadedNetwork[]],
  color: LoadedNetwork['colorize'],
): DeoldifyColorizer {
  const [{ session }] = networks;
  const dispose = async () => {
    await Promise.all(networks.map((network) => network.session.dispose()));
  };
  return {
    device: session.device,
    attempts: session.attempts,
    async colorize(image, { signal } = {}) {
      ensureImage(image, 'image');
      return color(image, signal);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

async function openNetwork(model: DeoldifyModel, weights: string, options: DeoldifyOptions): Promise<LoadedNetwork> {
  const { renderFactor = DEFAULT_RENDER_FACTOR, batch = 1 } = options;
  const size = 16 * renderFactor;
  const description = {
    name: `deoldify-${model}`,
    network: deoldifyNetwork(NETWORKS[model], size, batch),
    variant: `${batch}x${size}x${size}`,
    warmUp: joinCalls([{ rgb: { data: new Uint8Array(16 * 16 * 3).fill(128), shape: [16, 16, 3] } }]),
    processor: {
      module: new URL('../dist/deoldify-processor.js', import.meta.url).href,
      options: { size, batch } satisfies DeoldifyProcessorOptions,
    },
  };
  const session = await checkpointSession(description, { ...options, weights });
  const run = shareRuns(session, batch);
  return {
    session,
    async colorize(image, signal) {
      const { width, height } = sizeOf(image);
      const { rgb } = await run({ rgb: { data: toContiguous(image), shape: [height, width, 3] } }, signal);
      return createRgbImage(width, height, rgb!.data as Uint8Array);
    },
  };
}

/** Checks the options, and says how much of Video goes into the result. */
function ensureOptions(options: DeoldifyOptions): number {
  const { model, renderFactor, batch, videoBlend, videoWeights } = options;
  if (!Object.hasOwn(NETWORKS, model)) {
    throw invalid(`options.model must be video, stable or artistic, got ${JSON.stringify(model)}.`);
  }
  ensureWholeOption(renderFactor, 'renderFactor', [4, 64]);
  ensureWholeOption(batch, 'batch', [1, 64]);
  ensureModelOptions(options);
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
