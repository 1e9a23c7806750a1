import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { compact } from '@havc/models-compact';
import type { Benchmark, Row } from './benchmark.ts';
import { cpuRows } from './pipeline-identity.ts';
import { runCompact, runModel, samplePictures, transcode } from './pipelines.ts';
import { median } from './statistics.ts';
import { type Elapsed, measure } from './stopwatch.ts';

/** The built-in model over a whole film, against the larger of its two parts alone. */
export const compactEndToEnd: Benchmark = {
  name: 'compact-end-to-end',
  summary: 'a film through the built-in model, against the model alone and the encoding alone',
  async run({ scale, films, folder, say }) {
    const { frames } = scale;
    const film = await films.grainy(frames);
    const output = join(folder, 'compact.mp4');
    const runs: Record<'whole' | 'model' | 'encoding', Elapsed[]> = { whole: [], model: [], encoding: [] };
    const colorizer = await compact();
    // Its processor time shows only when its process has ended, so it is measured in a life of its own.
    const modelCpu: Elapsed[] = [];
    const pictures = await samplePictures(film, 10);
    try {
      say('warming up');
      await runModel(colorizer, pictures, Math.min(25, frames));
      await transcode(film, output);
      for (let repeat = 0; repeat < scale.repeats; repeat++) {
        runs.whole.push(await measure(() => runCompact(colorizer, film, output)));
        runs.model.push(await measure(() => runModel(colorizer, pictures, frames)));
        runs.encoding.push(await measure(() => transcode(film, output)));
        const last = Object.entries(runs).map(([name, list]) => `${name} ${list.at(-1)!.seconds.toFixed(1)} s`);
        say(`round ${repeat + 1}: ${last.join(', ')}`);
      }
    } finally {
      await colorizer.dispose();
    }
    modelCpu.push(
      await measure(async () => {
        const fresh = await compact();
        await runModel(fresh, pictures, frames);
        await fresh.dispose();
      }),
    );
    return rows(this.name, scale, runs, modelCpu);
  },
};

function rows(
  benchmark: string,
  { frames, width, height }: { readonly frames: number; readonly width: number; readonly height: number },
  runs: Readonly<Record<'whole' | 'model' | 'encoding', readonly Elapsed[]>>,
  modelCpu: readonly Elapsed[],
): Row[] {
  const seconds = (name: keyof typeof runs) => runs[name].map((run) => run.seconds);
  const speeds = seconds('whole').map((each) => frames / each);
  const ratios = runs.whole.map(
    (run, at) => run.seconds / Math.max(runs.model[at]!.seconds, runs.encoding[at]!.seconds),
  );
  const row = (measureName: string, values: readonly number[], unit: string): Row => ({
    ...{ benchmark, measure: measureName, value: median(values), unit, samples: values },
  });
  const result: Row[] = [
    { ...row('speed', speeds, 'fps'), target: { atLeast: 10 }, note: `${width}x${height}, ${frames} frames` },
    {
      ...row('whole / larger of model and encoding', ratios, 'x'),
      target: { atMost: 1.1 },
      note: 'encoding alone is a plain ffmpeg transcode with the same settings',
    },
    row('whole', seconds('whole'), 's'),
    row('model alone', seconds('model'), 's'),
    row('encoding alone', seconds('encoding'), 's'),
    ...cpuRows(benchmark, { 'model alone': modelCpu, 'encoding alone': runs.encoding }),
  ];
  const [model, encoding] = [modelCpu[0]?.cpuSeconds, median(runs.encoding.map((run) => run.cpuSeconds ?? Number.NaN))];
  if (model === undefined || Number.isNaN(encoding)) return result;
  const cores = availableParallelism();
  const least = (model + encoding) / cores;
  const note = `processor time of both parts, ${(model + encoding).toFixed(1)} s, spread over ${cores} cores: no schedule can be faster`;
  result.push({
    ...row(
      'whole / least possible',
      seconds('whole').map((each) => each / least),
      'x',
    ),
    note,
  });
  return result;
}
