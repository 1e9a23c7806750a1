import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from './graph.ts';
import {
  BUILDER_VERSION,
  encodeGraph,
  ensureSpace,
  exists,
  fileError,
  type WrittenWeights,
  writeWeightsWhole,
  writeWhole,
} from './model-files.ts';
import { buildGraph, type NetworkDefinition } from './network.ts';
import type { WeightSource } from './weight-source.ts';

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
  /** Called before the weights are written, which takes seconds. */
  readonly onBuild?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of weights that have been written. */
interface WeightsRecord extends WrittenWeights {
  /** What the checkpoint was called. */
  readonly source: string;
  /** The shapes of the checkpoint's tensors, by name. */
  readonly tensors: Readonly<Record<string, readonly number[]>>;
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

async function writeRecord(weightsPath: string, options: GraphFileOptions): Promise<WeightsRecord> {
  const { network, precision = 'fp32', signal } = options;
  options.onBuild?.();
  await using source = await options.openWeights();
  const graph = buildGraph(network, precision, source);
  await ensureSpace(options.folder, graph.initializers);
  const record: WeightsRecord = {
    source: source.name,
    tensors: Object.fromEntries([...source.tensors].map(([name, { shape }]) => [name, shape])),
    ...(await writeWeightsWhole(weightsPath, graph, source, signal)),
  };
  await writeWhole(`${weightsPath}.json`, Buffer.from(JSON.stringify(record)));
  return record;
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
