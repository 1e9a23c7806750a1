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
import type { InferenceSession } from '@havc/onnx';
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

function openNetwork(network: DeoldifyNetwork, weights: string, options: DeoldifyOptions): Promise<InferenceSession> {
  const size = 16 * (options.renderFactor ?? DEFAULT_RENDER_FACTOR);
  const session = {
    name: `deoldify-${options.model}`,
    network: deoldifyNetwork(network, size),
    variant: `${size}x${size}`,
    warmUp: { rgb: { data: new Uint8Array(16 * 16 * 3).fill(128), shape: [16, 16, 3] } },
    processor: {
      module: new URL('../dist/deoldify-processor.js', import.meta.url).href,
      options: { size } satisfies DeoldifyProcessorOptions,
    },
  };
  return checkpointSession(session, { ...options, weights });
}

/** Checks the options, and says how much of Video goes into the result. */
function ensureOptions(options: DeoldifyOptions): number {
  const { model, renderFactor, videoBlend, videoWeights } = options;
  if (!Object.hasOwn(NETWORKS, model)) {
    throw invalid(`options.model must be video, stable or artistic, got ${JSON.stringify(model)}.`);
  }
  ensureWholeOption(renderFactor, 'renderFactor', [4, 64]);
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
