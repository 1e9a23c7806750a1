// The program that measures one method on one film: a process of its own, so that memory and processor time are those
// of the run and of nothing else. It is started by `measureThroughput` and by nothing else.
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { frameTimes } from '@havc/media';
import { compile, createModelPool, recipeFileReader } from '@havc/presets';
import { openEnergyMeter } from '../../machine/energy.ts';
import { transcode } from '../pipeline/pipelines.ts';
import { measureStages } from '../stages/measure-stages.ts';
import { createModelRecorder } from '../stages/recorder.ts';
import { startClock } from '../stages/span.ts';
import { planFrames } from './plan-frames.ts';
import { runFilm } from './run-film.ts';
import type { ThroughputEvent, ThroughputJob, ThroughputRun } from './throughput-job.ts';

/** The first run: enough to see how slow the method is. */
const FIRST_FRAMES = 4;
/** Slower methods have seen enough by then; for others a second run goes on until the compiler has settled. */
const SLOW_SECONDS = 1;
const SETTLING_FRAMES = 25;

process.once('message', (job) => {
  measure(job as ThroughputJob)
    .catch((error: unknown) => {
      const code = HavcError.is(error) ? error.code : undefined;
      tell({ event: 'failed', code, message: error instanceof Error ? error.message : String(error) });
    })
    .finally(() => process.disconnect());
});
// Without the one who asked, there is nobody to measure for.
process.once('disconnect', () => process.exit());

async function measure(job: ThroughputJob): Promise<void> {
  const { recipe, folder, film, weights, scratch } = job;
  const recorder = createModelRecorder();
  let isBuilding = false;
  await using models = createModelPool({
    ...{ device: job.device, precision: job.precision, threads: job.threads, film: true, load: recorder.load },
    store: { home: weights.home, path: async (id) => weights.paths[id]! },
    onNotice: () => {
      isBuilding = true;
    },
  });
  let loadedAt = 0;
  const stageFor = async (size: { readonly width: number; readonly height: number }) => {
    const { stage } = await compile(recipe, { models, size, readFile: recipeFileReader(folder) });
    loadedAt = performance.now();
    return stage;
  };
  const times = await frameTimes(film);
  const output = join(scratch, 'throughput.mp4');
  const run = (frames: number, onFirstFrame?: () => void) =>
    runFilm({ film, frames, times, size: recipe.size, stageFor, output, ...(onFirstFrame && { onFirstFrame }) });

  let warm = await run(Math.min(FIRST_FRAMES, job.frames), () => {
    tell({ event: isBuilding ? 'graphs-built' : 'first-frame' });
    const devices = [...new Set(models.loaded.flatMap(({ device }) => device ?? []))];
    const notices = [...new Set(models.loaded.flatMap(({ notice }) => notice ?? []))];
    tell({ event: 'loaded', devices, notices });
  });
  let secondsPerFrame = (performance.now() - loadedAt) / 1000 / warm;
  if (secondsPerFrame < SLOW_SECONDS && job.frames > FIRST_FRAMES) {
    const clock = startClock();
    warm = await run(Math.min(SETTLING_FRAMES, job.frames));
    secondsPerFrame = clock().seconds / warm;
  }
  const frames = planFrames(job.frames, secondsPerFrame, job.runSeconds);
  const usesGpu = models.loaded.some(({ device }) => device !== undefined && device !== 'cpu');
  const meter = openEnergyMeter({ gpu: usesGpu });
  tell({ event: 'planned', frames, energy: { sources: meter.sources, notes: meter.notes } });
  for (let repeat = 0; repeat < job.repeats; repeat++) tell({ event: 'run-end', run: await oneRun() });
  if (job.stages) {
    const size = { film, recipe, folder, recorder, scratch };
    const setting = { ...job.stages, frames: Math.min(job.stages.frames, job.frames) };
    tell({ event: 'stages', stages: await measureStages({ ...size, ...setting, stageFor }) });
  }
  tell({ event: 'done' });

  async function oneRun(): Promise<ThroughputRun> {
    tell({ event: 'run-start' });
    const energy = meter.start();
    const clock = startClock();
    await run(frames);
    const { seconds, cpuSeconds } = clock();
    const joules = energy.stop();
    tell({ event: 'peer-start' });
    const peer = startClock();
    await transcode(film, output, frames);
    return { seconds, cpuSeconds, joules, peerSeconds: peer().seconds };
  }
}

function tell(event: ThroughputEvent): void {
  process.send?.(event);
}
