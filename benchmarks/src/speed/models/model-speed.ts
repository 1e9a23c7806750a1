import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buildGraph, createSession, graphFile, type NetworkDefinition, type Tensors } from '@havc/onnx';
import { residentPeak } from '../../machine/process-tree.ts';
import type { PythonInstallation } from '../../peers/python.ts';
import { median } from '../../statistics/median.ts';
import type { Benchmark, BenchmarkContext, Row } from '../benchmark.ts';
import { madeWeights } from './made-weights.ts';
import { multiplyAdds } from './multiply-adds.ts';
import { denseNetwork, type MeasuredNetwork, measuredNetworks } from './networks.ts';
import { findTorch, startTorch, type TorchPeer } from './torch-peer.ts';

/** Of a run, what is in the way of the next is over by then: pages are there, caches are warm. */
const WARM_UPS = 1;

/** The networks of the full models on the processor. */
export const modelSpeed: Benchmark = {
  name: 'model-speed',
  summary:
    'the networks of the full models on the processor, with made weights, against eager PyTorch where it is there',
  async run(context) {
    const torch = findTorch();
    if (!torch) context.say('PyTorch is not installed: no peer');
    const { seconds } = await time(denseNetwork(), undefined, context);
    const peak = rate(denseNetwork(), median(seconds));
    const rows: Row[] = [
      {
        benchmark: this.name,
        measure: 'dense 3x3 convolutions',
        value: peak,
        unit: 'GFLOP/s',
        note: "256 channels, 96x96: the machine's peak for what follows",
      },
    ];
    for (const measured of measuredNetworks(context.scale.allNetworks))
      rows.push(...(await measure(this.name, measured, peak, torch, context)));
    return rows;
  },
};

async function measure(
  benchmark: string,
  { network, size, atLeast }: MeasuredNetwork,
  peak: number,
  torch: PythonInstallation | undefined,
  context: BenchmarkContext,
): Promise<Row[]> {
  const { seconds, peerSeconds, megabytes } = await time(network, torch, context);
  const name = `${network.name} ${size}`;
  const reached = rate(network, median(seconds));
  const work = (2 * multiplyAddsOf(network)) / 1e9;
  context.say(`${name}: ${median(seconds).toFixed(2)} s`);
  return [
    {
      ...{ benchmark, measure: name, value: median(seconds), unit: 's', samples: seconds },
      note: `${work.toFixed(0)} GFLOP, ${reached.toFixed(0)} GFLOP/s, ${Math.round((100 * reached) / peak)} % of the peak; ${megabytes}`,
    },
    ...(peerSeconds.length === 0
      ? []
      : [
          {
            ...{ benchmark, measure: `${name}, PyTorch / ours`, unit: 'x', target: { atLeast } },
            value: median(peerSeconds.map((peer, at) => peer / seconds[at]!)),
            samples: peerSeconds.map((peer, at) => peer / seconds[at]!),
            note: `eager PyTorch ${torch!.versions}, norms folded: ${median(peerSeconds).toFixed(2)} s`,
          },
        ]),
  ];
}

/** Runs in turns with the peer, so that what else the machine does meets both. */
async function time(
  network: NetworkDefinition,
  torch: PythonInstallation | undefined,
  { folder, scale }: BenchmarkContext,
): Promise<{ seconds: number[]; peerSeconds: number[]; megabytes: string }> {
  const threads = availableParallelism();
  const graphs = join(folder, 'graphs');
  await mkdir(graphs, { recursive: true });
  const startedAt = performance.now();
  const model = await graphFile({
    folder: graphs,
    network,
    variant: 'measured',
    openWeights: async () => madeWeights(network),
  });
  const buildSeconds = (performance.now() - startedAt) / 1000;
  const feeds = feedsOf(network);
  const peer = torch && (await startPeer(torch, network, model, threads));
  try {
    await using session = await createSession({ model, name: network.name, device: 'cpu', threads, warmUp: feeds });
    const seconds: number[] = [];
    const peerSeconds: number[] = [];
    for (let run = -WARM_UPS; run < Math.max(3, scale.repeats); run++) {
      const began = performance.now();
      await session.run(feeds);
      const own = (performance.now() - began) / 1000;
      const other = await peer?.run();
      if (run < 0) continue;
      seconds.push(own);
      if (other !== undefined) peerSeconds.push(other);
    }
    const resident = session.pid === undefined ? undefined : residentPeak(session.pid);
    const megabytes = `${resident ? `${Math.round(resident / 1e6)} MB at its peak, ` : ''}built in ${buildSeconds.toFixed(1)} s`;
    return { seconds, peerSeconds, megabytes };
  } finally {
    peer?.end();
    await rm(graphs, { recursive: true, force: true });
  }
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

function multiplyAddsOf(network: NetworkDefinition): number {
  return multiplyAdds(buildGraph(network, 'fp32', madeWeights(network)));
}

function rate(network: NetworkDefinition, seconds: number): number {
  return (2 * multiplyAddsOf(network)) / seconds / 1e9;
}
