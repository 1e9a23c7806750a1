import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { throwIfAborted } from '@havc/core';
import {
  buildGraph,
  createSession,
  type Device,
  type DeviceChoice,
  graphFile,
  type NetworkDefinition,
  type Precision,
  RUN_TIMES_CHANNEL,
  type RunTimes,
  type Tensors,
} from '@havc/onnx';
import { residentPeak } from '../../machine/process-tree.ts';
import type { PythonInstallation } from '../../peers/python.ts';
import { madeWeights } from '../models/made-weights.ts';
import { startTorch, type TorchPeer } from '../models/torch-peer.ts';

/** Of a run, what is in the way of the next is over by then: pages are there, caches are warm. */
const WARM_UPS = 1;

/** What {@link timeNetwork} takes. */
export interface NetworkTiming {
  readonly device: DeviceChoice;
  readonly precision: Precision;
  /** Runs that count. */
  readonly runs: number;
  /** A folder for graphs, which are removed. */
  readonly folder: string;
  /** The peer, which runs the same graph in turns on the processor; none when absent. */
  readonly torch?: PythonInstallation | undefined;
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a network took, run by run. */
export interface NetworkTimes {
  /** The device that was taken. */
  readonly device: Device;
  /** In the network itself, without the way of its input and output between processes. */
  readonly seconds: readonly number[];
  /** The peer's; none where there is no peer, or another device than the processor. */
  readonly peerSeconds: readonly number[];
  /** Of the process that ran it, at its highest; undefined where the system doesn't tell. */
  readonly residentBytes: number | undefined;
  /** What it took to write the graph. */
  readonly buildSeconds: number;
}

/**
 * Times a network with made weights, in turns with PyTorch.
 *
 * @throws HavcError as `createSession` does, `ABORTED`.
 */
export async function timeNetwork(network: NetworkDefinition, timing: NetworkTiming): Promise<NetworkTimes> {
  const { device, precision, runs, folder, torch, threads = availableParallelism(), signal } = timing;
  const graphs = join(folder, 'graphs');
  await mkdir(graphs, { recursive: true });
  let peer: TorchPeer | undefined;
  try {
    const builtFrom = performance.now();
    const model = await graphFile({
      ...{ folder: graphs, network, precision, variant: 'measured', signal },
      openWeights: async () => madeWeights(network),
    });
    const buildSeconds = (performance.now() - builtFrom) / 1000;
    const feeds = feedsOf(network);
    await using session = await createSession({
      ...{ model, name: network.name, device, threads, warmUp: feeds },
      ...(signal && { signal }),
    });
    if (torch && session.device === 'cpu' && precision === 'fp32')
      peer = await startPeer(torch, network, model, threads);
    const [seconds, peerSeconds]: [number[], number[]] = [[], []];
    for (let run = -WARM_UPS; run < runs; run++) {
      throwIfAborted(signal);
      const own = await networkSeconds(() => session.run(feeds, signal && { signal }));
      const other = await peer?.run();
      if (run < 0) continue;
      seconds.push(own);
      if (other !== undefined) peerSeconds.push(other);
    }
    const residentBytes = session.pid === undefined ? undefined : residentPeak(session.pid);
    return { device: session.device, seconds, peerSeconds, residentBytes, buildSeconds };
  } finally {
    peer?.end();
    await rm(graphs, { recursive: true, force: true });
  }
}

/** The time in the network of what `work` runs. */
async function networkSeconds(work: () => Promise<unknown>): Promise<number> {
  let seconds = 0;
  const listen = (message: unknown) => {
    seconds += (message as RunTimes).modelSeconds;
  };
  subscribe(RUN_TIMES_CHANNEL, listen);
  try {
    await work();
  } finally {
    unsubscribe(RUN_TIMES_CHANNEL, listen);
  }
  return seconds;
}

async function startPeer(
  torch: PythonInstallation,
  network: NetworkDefinition,
  model: string,
  threads: number,
): Promise<TorchPeer> {
  const path = model.replace(/-measured\.onnx$/, '.weights');
  const { places } = JSON.parse(await readFile(`${path}.json`, 'utf8')) as Parameters<typeof startTorch>[2];
  const json = join(dirname(model), `${basename(model)}.json`);
  return startTorch(torch, buildGraph(network, 'fp32', madeWeights(network)), { path, places }, json, threads);
}

function feedsOf(network: NetworkDefinition): Tensors {
  const { inputs } = buildGraph(network, 'fp32', madeWeights(network));
  return Object.fromEntries(
    inputs.map(({ name, shape }) => {
      const data = new Float32Array(shape.reduce((product, extent) => product * extent, 1)).fill(0.3);
      return [name, { data, shape }];
    }),
  );
}
