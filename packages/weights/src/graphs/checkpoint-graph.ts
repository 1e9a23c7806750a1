import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { HavcError } from '@havc/core';
import { graphFile, type NetworkDefinition, type Precision } from '@havc/onnx';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { storeError } from '../store/store-error.ts';
import { fileFingerprint } from './file-fingerprint.ts';

/** What {@link checkpointGraph} takes. */
export interface CheckpointGraphOptions {
  /** Path of the checkpoint, official or fine-tuned. */
  readonly weights: string;
  /** Where graphs are kept: made on first use, a gigabyte for a large network, safe to delete. */
  readonly cacheFolder: string;
  readonly network: NetworkDefinition;
  /** What sets this graph apart from others of the network, e.g. `256x256`. */
  readonly variant: string;
  readonly precision?: Precision;
  /** Called before the graph is built, which takes seconds. */
  readonly onBuild?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The ONNX graph of a network with the weights of a checkpoint: built on first use, found by the hash of the weights
 * later.
 *
 * @returns the path of the .onnx file; its weights lie beside it.
 * @throws HavcError `MODEL_MISSING` where there is no such file; `WEIGHTS_REFUSED` where it holds no weights of the
 * network; `DISK_FULL`, `OUTPUT_UNWRITABLE`, `ABORTED`.
 */
export async function checkpointGraph(options: CheckpointGraphOptions): Promise<string> {
  const { weights, cacheFolder, network, variant, precision, onBuild, signal } = options;
  await ensureFile(weights, network);
  let hash: string;
  try {
    await mkdir(cacheFolder, { recursive: true });
    hash = await fileFingerprint(weights, cacheFolder, signal);
  } catch (error) {
    throw storeError(error, cacheFolder);
  }
  return graphFile({
    folder: path.join(cacheFolder, `${network.name}-${hash.slice(0, 16)}`),
    network,
    variant,
    ...(precision && { precision }),
    openWeights: async () => {
      const checkpoint = await openCheckpoint(weights, signal ? { signal } : {});
      return {
        name: path.basename(weights),
        tensors: checkpoint.tensors,
        readFloat32: (name) => checkpoint.readFloat32(name),
        [Symbol.asyncDispose]: () => checkpoint.close(),
      };
    },
    onBuild,
    signal,
  });
}

async function ensureFile(weights: string, { name, expects }: NetworkDefinition): Promise<void> {
  const stats = await stat(weights).catch(() => undefined);
  if (stats?.isFile()) return;
  const what = stats ? 'is no file' : "isn't there";
  throw new HavcError(
    'MODEL_MISSING',
    `The weights of ${name} are missing: ${JSON.stringify(weights)} ${what}.` +
      `${expects ? ` Expected is ${expects}.` : ''} \`havc models fetch\` gets the official files.`,
    { details: { network: name, path: weights } },
  );
}
