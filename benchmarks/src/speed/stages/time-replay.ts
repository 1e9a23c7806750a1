import { type Frame, sizeOf } from '@havc/core';
import { compile, createModelPool, type Recipe, recipeFileReader } from '@havc/presets';
import { framesOf, streamOf } from './frame-stream.ts';
import type { ModelRecorder } from './recorder.ts';
import { type Span, startClock } from './span.ts';

/** A recipe that runs with recorded pictures instead of models. */
export interface Replay {
  readonly recipe: Recipe;
  /** Where files are that it names. */
  readonly folder: string | undefined;
  readonly frames: readonly Frame[];
  /** How many of these frames were recorded. */
  readonly recorded: number;
}

/**
 * What a recipe takes besides its models.
 *
 * @throws HavcError as `compile` does, `ABORTED`.
 */
export async function timeReplay(
  recorder: ModelRecorder,
  { recipe, folder, frames, recorded }: Replay,
  signal: AbortSignal | undefined,
): Promise<{ readonly span: Span; readonly frames: readonly Frame[] }> {
  await using models = createModelPool({ load: recorder.replay(frames.length / recorded) });
  const [first] = frames;
  const size = first && sizeOf(first.image);
  await using ready = await compile(recipe, { models, size, readFile: recipeFileReader(folder), signal });
  const clock = startClock();
  const colored = await framesOf(ready.stage(streamOf(frames)));
  return { span: { ...clock(), frames: frames.length }, frames: colored };
}
