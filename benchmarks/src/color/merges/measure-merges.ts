import { setImmediate } from 'node:timers/promises';
import { createRgbImage, meanDeltaE2000, type RgbImage, replaceLuma, throwIfAborted } from '@havc/core';
import { meanScores } from '../../metrics/mean-scores.ts';
import { scoreColors } from '../../metrics/score-colors.ts';
import type { ColorScores } from '../../results/color-results.ts';
import type { PublishedPicture } from '../panels/published-picture.ts';
import { CHROMA_FACTORS, type ChromaStep, meanChroma, scalableColors } from './equal-chroma.ts';
import type { MergeTrial } from './merge-trial.ts';

/** What the loops below need of a run. */
export interface MergeRun {
  readonly pictures: readonly PublishedPicture[];
  say(text: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** Mean CIEDE2000 by picture, of each model's panel by its name and of each trial by its id. */
export type DeltaETable = ReadonlyMap<string, readonly number[]>;

/**
 * Measures models and trials on all pictures, one picture in memory at a time.
 *
 * All of them get the original's luma, as colourized film keeps its own. It also keeps merges from looking better than
 * they are: a mean of two JPEG panels has less of the noise of JPEG, most of which is in luma, than either of them.
 */
export async function measureDeltaE(
  run: MergeRun,
  models: readonly string[],
  trials: readonly MergeTrial[],
): Promise<DeltaETable> {
  const table = new Map<string, number[]>();
  const add = (id: string, value: number) => table.set(id, [...(table.get(id) ?? []), value]);
  await overPictures(run, `${trials.length} merges`, async ({ original, panels, out }) => {
    const score = (colored: RgbImage) => meanDeltaE2000(replaceLuma(original, colored, out), original);
    for (const model of models) add(model, score(panels.get(model)!));
    for (const trial of trials) {
      await breathe(run.signal);
      add(trial.id, score(trial.apply(panels, out)));
    }
  });
  return table;
}

/** All scores of each trial by its id, means over the pictures; luma as in {@link measureDeltaE}. */
export async function measureScores(
  run: MergeRun,
  trials: readonly MergeTrial[],
): Promise<ReadonlyMap<string, ColorScores>> {
  const scores = new Map<string, ColorScores[]>(trials.map(({ id }) => [id, []]));
  await overPictures(run, `all scores of ${trials.length} merges`, async ({ original, panels, out }) => {
    for (const trial of trials) {
      await breathe(run.signal);
      const colored = replaceLuma(original, trial.apply(panels, out), out);
      scores.get(trial.id)!.push(scoreColors(colored, original));
    }
  });
  return new Map([...scores].map(([id, each]) => [id, meanScores(each)]));
}

/** What each trial scores by its id with its colours turned down and up, by {@link CHROMA_FACTORS}. */
export async function measureChromaSteps(
  run: MergeRun,
  trials: readonly MergeTrial[],
): Promise<ReadonlyMap<string, readonly ChromaStep[]>> {
  const steps = new Map(
    trials.map(({ id }) => [id, CHROMA_FACTORS.map(() => ({ chroma: 0, deltaE: [] as number[] }))]),
  );
  await overPictures(run, `${trials.length} merges at other chroma`, async ({ original, panels, out }) => {
    for (const trial of trials) {
      const colors = scalableColors(trial.apply(panels, out));
      for (const [n, factor] of CHROMA_FACTORS.entries()) {
        await breathe(run.signal);
        const step = steps.get(trial.id)![n]!;
        const picture = replaceLuma(original, colors.scaled(factor), out);
        step.chroma += meanChroma(picture) / run.pictures.length;
        step.deltaE.push(meanDeltaE2000(picture, original));
      }
    }
  });
  return steps;
}

interface LoadedPicture {
  readonly original: RgbImage;
  readonly panels: ReadonlyMap<string, RgbImage>;
  /** To write merges into. */
  readonly out: RgbImage;
}

async function overPictures(run: MergeRun, what: string, measure: (picture: LoadedPicture) => Promise<void>) {
  for (const [index, picture] of run.pictures.entries()) {
    throwIfAborted(run.signal);
    run.say(`picture ${picture.name} (${index + 1} of ${run.pictures.length}): ${what}`);
    const { original, panels } = await picture.load(run.signal);
    await measure({ original, panels, out: createRgbImage(picture.width, picture.height) });
  }
}

/** Lets signals come in between: the measuring itself never waits. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  throwIfAborted(signal);
}
