import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Frame } from '@havc/core';
import { compact } from '@havc/models-compact';
import { type Elapsed, measure } from '../../machine/stopwatch.ts';
import { median } from '../../statistics/median.ts';
import type { Benchmark, BenchmarkContext, Row } from '../benchmark.ts';
import { LOOKS, type Look } from './films.ts';
import { cpuRows } from './pipeline-identity.ts';
import { runCompact, runModel, samplePictures, transcode } from './pipelines.ts';

/** The built-in model over a whole film, against the larger of its two parts alone. */
export const compactEndToEnd: Benchmark = {
  name: 'compact-end-to-end',
  summary: 'a film through the built-in model, against the model alone and the encoding alone',
  async run(context) {
    const rows: Row[] = [];
    for (const look of Object.keys(LOOKS) as Look[]) {
      rows.push(...describe(this.name, look, context, await runAll(look, context)));
    }
    return rows;
  },
};

interface Runs {
  readonly whole: readonly Elapsed[];
  readonly model: readonly Elapsed[];
  readonly encoding: readonly Elapsed[];
  /** The model's processor time; that of a process shows only when it has ended. */
  readonly modelLife: Elapsed;
}

async function runAll(look: Look, { scale, films, folder, say }: BenchmarkContext): Promise<Runs> {
  const { frames } = scale;
  const film = await films.old(frames, look);
  const output = join(folder, 'compact.mp4');
  const pictures = await samplePictures(film, 10);
  const runs = { whole: [] as Elapsed[], model: [] as Elapsed[], encoding: [] as Elapsed[] };
  const colorizer = await compact();
  try {
    say(`${look}: warming up`);
    await runModel(colorizer, pictures, Math.min(25, frames));
    await transcode(film, output);
    for (let repeat = 0; repeat < scale.repeats; repeat++) {
      runs.whole.push(await measure(() => runCompact(colorizer, film, output)));
      runs.model.push(await measure(() => runModel(colorizer, pictures, frames)));
      runs.encoding.push(await measure(() => transcode(film, output)));
      const last = Object.entries(runs).map(([name, list]) => `${name} ${list.at(-1)!.seconds.toFixed(1)} s`);
      say(`${look}, round ${repeat + 1}: ${last.join(', ')}`);
    }
  } finally {
    await colorizer.dispose();
  }
  return { ...runs, modelLife: await measure(() => lifeOfModel(pictures, frames)) };
}

async function lifeOfModel(pictures: readonly Frame[], frames: number): Promise<void> {
  await using colorizer = await compact();
  await runModel(colorizer, pictures, frames);
}

function describe(benchmark: string, look: Look, { scale }: BenchmarkContext, runs: Runs): Row[] {
  const { frames, width, height } = scale;
  const seconds = (name: 'whole' | 'model' | 'encoding') => runs[name].map((run) => run.seconds);
  const row = (measureName: string, values: readonly number[], unit: string): Row => ({
    ...{ benchmark, measure: `${look}: ${measureName}`, value: median(values), unit, samples: values },
  });
  const speeds = seconds('whole').map((each) => frames / each);
  const ratios = runs.whole.map((run, at) => run.seconds / Math.max(seconds('model')[at]!, seconds('encoding')[at]!));
  const rows: Row[] = [
    { ...row('speed', speeds, 'fps'), target: { atLeast: 10 }, note: `${width}x${height}, ${frames} frames` },
    {
      ...row('whole / larger of model and encoding', ratios, 'x'),
      target: { atMost: 1.1 },
      note: 'encoding alone is a plain ffmpeg transcode with the same settings',
    },
    row('whole', seconds('whole'), 's'),
    row('model alone', seconds('model'), 's'),
    row('encoding alone', seconds('encoding'), 's'),
    ...cpuRows(benchmark, {
      [`${look}: model alone`]: [runs.modelLife],
      [`${look}: encoding alone`]: runs.encoding,
    }),
  ];
  const model = runs.modelLife.cpuSeconds;
  const encoding = median(runs.encoding.map((run) => run.cpuSeconds ?? Number.NaN));
  if (model === undefined || Number.isNaN(encoding)) return rows;
  const cores = availableParallelism();
  const least = (model + encoding) / cores;
  const shares = seconds('whole').map((each) => each / least);
  const note = `the two parts' processor time, ${(model + encoding).toFixed(1)} s, on ${cores} cores: nothing can be faster`;
  return [...rows, { ...row('whole / least possible', shares, 'x'), note }];
}
