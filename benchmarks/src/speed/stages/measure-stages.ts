import { join } from 'node:path';
import { type Frame, type Stage, throwIfAborted } from '@havc/core';
import type { Recipe } from '@havc/presets';
import { SPEED_STAGES, type SpeedStage, type StageTime } from '../../results/speed-results.ts';
import type { ModelRecorder } from './recorder.ts';
import { type Span, stageTime, without } from './span.ts';
import { stripFilters } from './strip-filters.ts';
import { holdFrames, timeEncoding } from './time-files.ts';
import { recordModels, timeModels } from './time-models.ts';
import { timeReplay } from './time-replay.ts';

/** What {@link measureStages} works with. */
export interface StageSetting {
  /** Path of the film. */
  readonly film: string;
  readonly recipe: Recipe;
  /** Where files are that the recipe names. */
  readonly folder: string | undefined;
  /** Colours as a run does, with models that `recorder` has loaded. */
  readonly stageFor: (size: { readonly width: number; readonly height: number }) => Promise<Stage>;
  readonly recorder: ModelRecorder;
  /** At most so many frames of the film; less where they are large. */
  readonly frames: number;
  /** How long the models may be recorded; at least two frames are. */
  readonly recordSeconds: number;
  /** How often each part is measured. */
  readonly repeats: number;
  /** A folder for the output. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What each part of a run takes when it has the machine for itself, on the first frames of a film:
 *
 * - `decode`: reading the film's frames, from the first that comes to the last;
 * - `prepare`: around the networks: pictures to other processes and back, scaled, turned into the network's numbers, and
 *   its colours put on the luma;
 * - `infer`: the networks alone, as their own processes time them; these two for pictures that came to the models in a
 *   short run, and are given to them again one at a time;
 * - `merge`: models joined (merges, means, blends, tiles): the recipe without filters, with the pictures of the short run
 *   instead of models;
 * - `filter`: the whole recipe in that way, less the former: scene detection, repairs, filters over time;
 * - `encode`: writing these frames, from the first that is given to the finished file.
 *
 * In a run the parts overlap: it takes less than their sum. Where models are slow, some of the frames were recorded, and
 * each of their coloured pictures stands for several frames in a row.
 *
 * @throws HavcError as `decode`, the models and `encode` do; `ABORTED`.
 */
export async function measureStages(setting: StageSetting): Promise<readonly StageTime[]> {
  const { film: path, recipe, folder, recorder, recordSeconds, repeats, scratch, signal } = setting;
  const hold = () => holdFrames(path, { size: recipe.size, frames: setting.frames, signal });
  const { film, frames } = await hold();
  await film.dispose();
  const recorded = await recordModels(recorder, await setting.stageFor(film), frames, recordSeconds);
  const spans = new Map<SpeedStage, Span[]>(SPEED_STAGES.map((stage) => [stage, []]));
  const keep = (parts: Readonly<Partial<Record<SpeedStage, Span>>>) => {
    for (const stage of SPEED_STAGES) if (parts[stage]) spans.get(stage)!.push(parts[stage]);
  };
  const startedAt = performance.now();
  // Slow models are calm: what takes as long as the recording isn't done again.
  for (let run = 0; run < repeats && performance.now() - startedAt < 1000 * recordSeconds; run++)
    keep(await timeModels(recorder, recorded, signal));
  const replay = (of: Recipe) => timeReplay(recorder, { recipe: of, folder, frames, recorded }, signal);
  let colored: readonly Frame[] = [];
  // Once before it counts, until the compiler has settled.
  for (let run = -1; run < repeats; run++) {
    const merge = (await replay(stripFilters(recipe))).span;
    const whole = await replay(recipe);
    colored = whole.frames;
    if (run >= 0) keep({ merge, filter: without(whole.span, merge) });
  }
  recorder.forget();
  for (let run = 0; run < repeats; run++) {
    throwIfAborted(signal);
    // A film's frames can be encoded once.
    const held = await hold();
    await using _ = held.film;
    keep({ decode: held.span, encode: await timeEncoding(held, colored, join(scratch, 'stages.mp4'), signal) });
  }
  return SPEED_STAGES.map((stage) => stageTime(stage, spans.get(stage)!));
}
