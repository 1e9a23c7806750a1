import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Frame, type Stage, throwIfAborted } from '@havc/core';
import { RUN_TIMES_CHANNEL, type RunTimes } from '@havc/onnx';
import { framesOf } from './frame-stream.ts';
import type { ModelRecorder } from './recorder.ts';
import { type Span, startClock, without } from './span.ts';

/** What recorded pictures may take in memory. */
const MOST_BYTES = 300e6;
/** So many are recorded however long they take. */
const LEAST_FRAMES = 2;

/**
 * Lets frames through a recipe, and records what its models see and give.
 *
 * @param seconds - after which no further frame begins.
 * @returns how many frames went through.
 */
export async function recordModels(
  recorder: ModelRecorder,
  stage: Stage,
  frames: readonly Frame[],
  seconds: number,
): Promise<number> {
  let count = 0;
  const startedAt = performance.now();
  async function* some(): AsyncGenerator<Frame> {
    for (const frame of frames) {
      const bytes = recorder.models.reduce((sum, model) => sum + model.bytes, 0);
      const isOver = performance.now() - startedAt > 1000 * seconds || bytes > MOST_BYTES;
      if (isOver && count >= LEAST_FRAMES) return;
      count++;
      yield frame;
    }
  }
  recorder.record(true);
  await framesOf(stage(some()));
  recorder.record(false);
  return count;
}

/** What calls of models took: in the networks, and around them. */
export interface ModelSpans {
  readonly infer: Span;
  readonly prepare: Span;
}

/**
 * Gives the recorded models their pictures again, one at a time, and takes the time of the networks, as their own
 * processes have measured it, apart from the rest.
 *
 * @param frames - how many frames the pictures belong to: tiles make several of one.
 * @throws HavcError as the models do, `ABORTED`.
 */
export async function timeModels(
  recorder: ModelRecorder,
  frames: number,
  signal: AbortSignal | undefined,
): Promise<ModelSpans> {
  let [seconds, cpuSeconds] = [0, 0];
  const listen = (message: unknown) => {
    const times = message as RunTimes;
    seconds += times.modelSeconds;
    cpuSeconds += times.modelCpuSeconds;
  };
  const clock = startClock();
  subscribe(RUN_TIMES_CHANNEL, listen);
  try {
    for (const { model, pictures } of recorder.models) {
      for (const { input } of pictures) {
        throwIfAborted(signal);
        await model.colorizer.colorize(input, signal && { signal });
      }
    }
  } finally {
    unsubscribe(RUN_TIMES_CHANNEL, listen);
  }
  const all = { ...clock(), frames };
  const infer = { seconds, cpuSeconds: all.cpuSeconds === undefined ? undefined : cpuSeconds, frames };
  return { infer, prepare: without(all, infer) };
}
