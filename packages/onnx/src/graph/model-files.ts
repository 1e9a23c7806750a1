import { randomBytes } from 'node:crypto';
import { rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import type { BuiltGraph, Initializer } from './graph.ts';
import { encodeModel } from './model-proto.ts';
import type { WeightSource } from './weight-source.ts';
import { constantBytes, type WeightPlace, weightBytes, writeWeights } from './weights-file.ts';

/** To be raised whenever the same network would be written in another way. */
export const BUILDER_VERSION = 1;

/** A file of weights. */
export interface WrittenWeights {
  readonly bytes: number;
  /** Where each initializer lies in it, by name. */
  readonly places: Readonly<Record<string, WeightPlace>>;
}

/** Writes a graph's weights into a file that appears when it's complete. */
export async function writeWeightsWhole(
  path: string,
  graph: BuiltGraph,
  source: WeightSource,
  signal: AbortSignal | undefined,
): Promise<WrittenWeights> {
  const temporary = temporaryPath(path);
  try {
    const places = await writeWeights(temporary, graph.initializers, source, signal);
    const { size: bytes } = await stat(temporary);
    await rename(temporary, path);
    return { bytes, places: Object.fromEntries(places) };
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * A graph as the bytes of an .onnx file whose weights lie in `file` beside it.
 *
 * @throws HavcError `OPTION_INVALID` where the weights are those of another version of the network.
 */
export function encodeGraph(graph: BuiltGraph, { places }: Pick<WrittenWeights, 'places'>, file: string): Uint8Array {
  const placeOf = (initializer: Initializer) => {
    const { name, data, type } = initializer;
    if (data) return { raw: constantBytes(data, type) };
    const place = Object.hasOwn(places, name) ? places[name] : undefined;
    if (place?.bytes === weightBytes(initializer)) return { file, ...place };
    throw new HavcError(
      'OPTION_INVALID',
      `The weights of ${graph.name} were written by another version of it: ${name}.`,
    );
  };
  return encodeModel(graph, placeOf, { name: 'havc', version: String(BUILDER_VERSION) });
}

/**
 * Checks that a graph's weights fit into a folder.
 *
 * @throws HavcError `DISK_FULL` that says how much they take.
 */
export async function ensureSpace(folder: string, initializers: readonly Initializer[]): Promise<void> {
  const needed = initializers.reduce((sum, initializer) => sum + weightBytes(initializer), 0) * 1.01;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
  throw new HavcError(
    'DISK_FULL',
    `The model's weights take ${megabytes(needed)} MB in ${JSON.stringify(folder)}, and ${megabytes(free)} MB are free. ` +
      'Free some, or choose another folder.',
    { details: { path: folder, needed, free } },
  );
}

/** Writes a file that appears when it's complete. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    await writeFile(temporary, bytes, { flush: true });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function temporaryPath(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.part`;
}

/** Whether there is a file of that name. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The HavcError that stands for what `node:fs` threw while a model was being written; others are given back. */
export function fileError(error: unknown, folder: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (HavcError.is(error) || code === undefined) return error;
  const details = { path: folder, errno: code };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HavcError('DISK_FULL', `No space is left in ${JSON.stringify(folder)} for the model: free some.`, {
      details,
      cause: error,
    });
  }
  return new HavcError(
    'OUTPUT_UNWRITABLE',
    `The model can't be written into ${JSON.stringify(folder)} (${code}): choose another folder, or set HAVC_HOME.`,
    { details, cause: error },
  );
}
