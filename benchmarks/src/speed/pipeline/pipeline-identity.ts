import { join } from 'node:path';
import { type Elapsed, measure } from '../../machine/stopwatch.ts';
import { median } from '../../statistics/median.ts';
import type { Benchmark, BenchmarkContext, Row } from '../benchmark.ts';
import { LOOKS, type Look } from './films.ts';
import { runIdentity, transcode } from './pipelines.ts';

/** What the pipeline costs: with a model that does nothing, against ffmpeg alone. */
export const pipelineIdentity: Benchmark = {
  name: 'pipeline-identity',
  summary: 'decode, an identity colourizer and encode, against a plain ffmpeg transcode with the same encoder settings',
  async run(context) {
    const rows: Row[] = [];
    for (const look of Object.keys(LOOKS) as Look[]) rows.push(...(await compare(this.name, look, context)));
    return rows;
  },
};

async function compare(benchmark: string, look: Look, context: BenchmarkContext): Promise<Row[]> {
  const { scale, films, folder, say } = context;
  const film = await films.old(scale.frames, look);
  const output = join(folder, 'identity.mp4');
  const plain: Elapsed[] = [];
  const ours: Elapsed[] = [];
  say(`${look}: warming up`);
  await runIdentity(await films.old(Math.min(25, scale.frames), look), output);
  await transcode(film, output);
  // In turns, so that what else the machine does meets both.
  for (let repeat = 0; repeat < scale.repeats; repeat++) {
    ours.push(await measure(() => runIdentity(film, output)));
    plain.push(await measure(() => transcode(film, output)));
    const [own, peer] = [ours.at(-1)!.seconds, plain.at(-1)!.seconds];
    say(`${look}, pair ${repeat + 1}: havc ${own.toFixed(1)} s, ffmpeg ${peer.toFixed(1)} s`);
  }
  const ratios = ours.map((own, at) => own.seconds / plain[at]!.seconds);
  const settings = `${scale.width}x${scale.height}, ${scale.frames} frames, x264 medium crf 17`;
  const row = (measureName: string, values: readonly number[], unit: string): Row => ({
    ...{ benchmark, measure: `${look}: ${measureName}`, value: median(values), unit, samples: values },
  });
  return [
    { ...row('havc / ffmpeg', ratios, 'x'), target: { atMost: 1.15 }, note: settings },
    {
      ...row('fastest havc / fastest ffmpeg', [fastest(ours) / fastest(plain)], 'x'),
      note: 'what is least disturbed by other work on the machine',
    },
    row(
      'havc',
      ours.map((run) => run.seconds),
      's',
    ),
    row(
      'ffmpeg',
      plain.map((run) => run.seconds),
      's',
    ),
    ...cpuRows(benchmark, { [`${look}: havc`]: ours, [`${look}: ffmpeg`]: plain }),
  ];
}

function fastest(runs: readonly Elapsed[]): number {
  return Math.min(...runs.map(({ seconds }) => seconds));
}

/** Processor time of each way, where the system tells it. */
export function cpuRows(benchmark: string, runs: Readonly<Record<string, readonly Elapsed[]>>): Row[] {
  return Object.entries(runs).flatMap(([name, elapsed]) => {
    const values = elapsed.flatMap(({ cpuSeconds }) => (cpuSeconds === undefined ? [] : [cpuSeconds]));
    if (values.length === 0) return [];
    return [{ benchmark, measure: `${name}, processor time`, value: median(values), unit: 's', samples: values }];
  });
}
