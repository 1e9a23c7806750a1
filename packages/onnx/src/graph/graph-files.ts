import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { type BuiltGraph, Graph, type Initializer, type Precision } from './graph.ts';
import { encodeModel } from './model-proto.ts';
import type { Shape } from './value.ts';
import type { WeightSource } from './weight-source.ts';
import { constantBytes, type WeightPlace, weightBytes, writeWeights } from './weights-file.ts';

/** To be raised whenever the same network would be written in another way. */
const BUILDER_VERSION = 1;

/** A network that can be built from the tensors of a checkpoint. */
export interface NetworkDefinition {
  /** E.g. `deoldify-wide`. */
  readonly name: string;
  /** To be raised whenever `define` would give another graph. */
  readonly version: number;
  /** The official files that hold its weights, for messages. */
  readonly expects?: string;
  /** Adds inputs, layers and outputs. */
  define(graph: Graph): void;
}

/** What {@link graphFile} takes. */
export interface GraphFileOptions {
  /**
   * Where the files are kept. Everything in it belongs to one checkpoint: its path should hold the hash of that.
   */
  readonly folder: string;
  readonly network: NetworkDefinition;
  /** What sets this graph apart from others of the network, e.g. `256x256`: part of a file name. */
  readonly variant: string;
  readonly precision?: Precision;
  /** Opens the checkpoint. Called only where its weights haven't been written before. */
  readonly openWeights: () => Promise<WeightSource & AsyncDisposable>;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of weights that have been written. */
interface WeightsRecord {
  /** What the checkpoint was called. */
  readonly source: string;
  /** The shapes of the checkpoint's tensors, by name. */
  readonly tensors: Readonly<Record<string, readonly number[]>>;
  /** Bytes of the file of weights. */
  readonly bytes: number;
  readonly places: Readonly<Record<string, WeightPlace>>;
}

/**
 * The .onnx file of a network, built on first use and found again later. Graphs of one checkpoint for several picture
 * sizes share one file of weights, so that only the first takes long.
 *
 * Several processes may ask at once: each file appears when it's complete.
 *
 * @returns its path; the weights are beside it.
 * @throws HavcError `WEIGHTS_REFUSED` as {@link Graph.finish} and the source do; `DISK_FULL`; `OUTPUT_UNWRITABLE`;
 * `ABORTED`.
 */
export async function graphFile(options: GraphFileOptions): Promise<string> {
  const { folder, network, variant, precision = 'fp32' } = options;
  const stem = `${network.name}-${precision}-v${BUILDER_VERSION}.${network.version}`;
  const path = join(folder, `${stem}-${variant}.onnx`);
  const weightsPath = join(folder, `${stem}.weights`);
  try {
    await mkdir(folder, { recursive: true });
    const known = await readRecord(`${weightsPath}.json`, weightsPath);
    if (known && (await exists(path))) return path;
    const record = known ?? (await writeRecord(weightsPath, options));
    const graph = buildGraph(network, precision, weightsOf(record));
    await writeWhole(path, encodeGraph(graph, record, `${stem}.weights`));
    return path;
  } catch (error) {
    throw fileError(error, folder);
  }
}

/** A network's graph, checked against the tensors of a checkpoint. */
export function buildGraph(
  network: NetworkDefinition,
  precision: Precision,
  weights: Pick<WeightSource, 'name' | 'tensors'>,
): BuiltGraph {
  const graph = new Graph({
    name: network.name,
    weights,
    precision,
    ...(network.expects !== undefined && { expects: network.expects }),
  });
  network.define(graph);
  return graph.finish();
}

/** The tensors that a network is made of, by their names in its checkpoints, with their shapes. */
export function networkTensors(network: NetworkDefinition): ReadonlyMap<string, Shape> {
  const graph = new Graph({ name: network.name, weights: { name: 'none', tensors: new Map() } });
  network.define(graph);
  return graph.requiredTensors;
}

/**
 * Checks that tensors are those of a network, without reading any.
 *
 * @throws HavcError `WEIGHTS_REFUSED` that names every tensor that is missing, misshapen or left over.
 */
export function ensureNetworkTensors(
  network: NetworkDefinition,
  weights: Pick<WeightSource, 'name' | 'tensors'>,
): void {
  buildGraph(network, 'fp32', weights);
}

async function writeRecord(weightsPath: string, options: GraphFileOptions): Promise<WeightsRecord> {
  const { network, precision = 'fp32', signal } = options;
  await using source = await options.openWeights();
  const graph = buildGraph(network, precision, source);
  await ensureSpace(options.folder, graph.initializers);
  const temporary = temporaryPath(weightsPath);
  try {
    const places = await writeWeights(temporary, graph.initializers, source, signal);
    const record: WeightsRecord = {
      source: source.name,
      tensors: Object.fromEntries([...source.tensors].map(([name, { shape }]) => [name, shape])),
      bytes: (await stat(temporary)).size,
      places: Object.fromEntries(places),
    };
    await rename(temporary, weightsPath);
    await writeWhole(`${weightsPath}.json`, Buffer.from(JSON.stringify(record)));
    return record;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The record of weights that are there and have the right size. */
async function readRecord(path: string, weightsPath: string): Promise<WeightsRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as WeightsRecord;
    const { size } = await stat(weightsPath);
    return size === record.bytes ? record : undefined;
  } catch {
    return undefined; // missing or damaged: both are written anew
  }
}

function weightsOf({ source, tensors }: WeightsRecord): Pick<WeightSource, 'name' | 'tensors'> {
  return { name: source, tensors: new Map(Object.entries(tensors).map(([name, shape]) => [name, { shape }])) };
}

function encodeGraph(graph: BuiltGraph, { places }: WeightsRecord, file: string): Uint8Array {
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

async function ensureSpace(folder: string, initializers: readonly Initializer[]): Promise<void> {
  const needed = initializers.reduce((sum, initializer) => sum + weightBytes(initializer), 0) * 1.01;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
  throw new HavcError(
    'DISK_FULL',
    `Building the model takes ${megabytes(needed)} MB in ${JSON.stringify(folder)}, and ${megabytes(free)} MB are free. ` +
      'Free some, or name another folder in HAVC_HOME.',
    { details: { path: folder, needed, free } },
  );
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
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

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function fileError(error: unknown, folder: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (HavcError.is(error) || code === undefined) return error;
  const details = { path: folder, errno: code };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HavcError(
      'DISK_FULL',
      `No space is left in ${JSON.stringify(folder)} for the model's graph: free some.`,
      {
        details,
        cause: error,
      },
    );
  }
  return new HavcError(
    'OUTPUT_UNWRITABLE',
    `The model's graph can't be kept in ${JSON.stringify(folder)} (${code}): name another folder in HAVC_HOME.`,
    { details, cause: error },
  );
}
