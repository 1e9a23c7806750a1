import { basename } from 'node:path';
import { HavcError } from '@havc/core';
import {
  createSession,
  type Device,
  type DeviceAttempt,
  type DeviceChoice,
  type InferenceSession,
  type NetworkDefinition,
  type Precision,
  type ProcessorSource,
  type Tensors,
} from '@havc/onnx';
import { checkpointGraph } from './checkpoint-graph.ts';

/** What all models take that run from a checkpoint. */
export interface CheckpointModelOptions {
  /** Path of the model's checkpoint, official or fine-tuned. */
  readonly weights: string;
  /** Where built graphs are kept; made on first use, safe to delete. */
  readonly cacheFolder: string;
  /** Default `fp32`. */
  readonly precision?: Precision;
  /** Where to run. Default `auto`: the best device that works. */
  readonly device?: DeviceChoice;
  /** Threads on the processor. Default: as many as there are cores. */
  readonly threads?: number;
  /** How long one run may take before the inference process is taken for stuck. Default: no limit. */
  readonly timeoutMs?: number;
  /** Told, in a sentence, what takes long: building the graph of weights that are used for the first time. */
  readonly onNotice?: ((message: string) => void) | undefined;
  /** Stops the loading; the model itself isn't bound to it. */
  readonly signal?: AbortSignal | undefined;
}

/** What is known of a model that is loaded. */
export interface PlacedModel {
  /** The device that was taken. */
  readonly device: Device;
  /** What became of each device that was tried, in the order of trying. */
  readonly attempts: readonly DeviceAttempt[];
}

/** What {@link checkpointSession} takes. */
export interface CheckpointSession {
  /** The model's name in messages, e.g. `deoldify-video`. */
  readonly name: string;
  readonly network: NetworkDefinition;
  /** What sets this graph apart from others of the network, e.g. `256x256`. */
  readonly variant: string;
  readonly processor: ProcessorSource;
  /** Feeds of the first run. */
  readonly warmUp: Tensors;
}

/**
 * A session with a network and the weights of a checkpoint. The first use of a checkpoint builds its graph, which takes
 * some seconds and as much disk as the checkpoint.
 *
 * @throws HavcError as `checkpointGraph` and `createSession` do.
 */
export async function checkpointSession(
  { name, network, variant, processor, warmUp }: CheckpointSession,
  options: CheckpointModelOptions,
): Promise<InferenceSession> {
  const { weights, cacheFolder, precision = 'fp32', device, threads, timeoutMs, onNotice, signal } = options;
  const model = await checkpointGraph({
    ...{ weights, cacheFolder, network, variant, precision, signal },
    onBuild: () => onNotice?.(`Building the graph of ${name} from ${basename(weights)}, once for these weights.`),
  });
  return createSession({
    ...{ model, name, warmUp, processor },
    ...(device && { device }),
    ...(threads !== undefined && { threads }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal && { signal }),
  });
}

/**
 * Checks the options that all models share.
 *
 * @throws HavcError `OPTION_INVALID` with the option's path.
 */
export function ensureModelOptions({ precision }: Pick<CheckpointModelOptions, 'precision'>): void {
  if (precision === undefined || precision === 'fp32' || precision === 'fp16') return;
  throw new HavcError('OPTION_INVALID', `options.precision must be fp32 or fp16, got ${JSON.stringify(precision)}.`);
}

/**
 * Checks a whole number among a model's options.
 *
 * @param value - absent where the default is meant.
 * @throws HavcError `OPTION_INVALID` with the option's path and its range.
 */
export function ensureWholeOption(
  value: number | undefined,
  option: string,
  [least, most]: readonly [number, number],
): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw new HavcError(
    'OPTION_INVALID',
    `options.${option} must be a whole number from ${least} to ${most}, got ${value}.`,
  );
}
