import type { Frame, Stage } from '@havc/core';
import { type FilmRange, isInRange } from '../recipe/shots.ts';

/**
 * A stage that treats ranges of a film each in its own way. Where one begins or ends, nothing looks across, as at a cut.
 *
 * @param ranges - may overlap.
 * @param stageOf - the stage for frames that lie in these ranges (their places in `ranges`, rising; none for the rest);
 * asked once for each set of ranges that occurs.
 */
export function shotStage(
  ranges: readonly FilmRange[],
  stageOf: (indexes: readonly number[]) => Promise<Stage>,
): Stage {
  const known = new Map<string, Promise<Stage>>();
  const keyOf = (frame: Frame): string => {
    const indexes = ranges.flatMap((range, index) => (isInRange(range, frame) ? [index] : []));
    return indexes.join();
  };
  const find = (key: string): Promise<Stage> => {
    const found = known.get(key) ?? stageOf(key === '' ? [] : key.split(',').map(Number));
    known.set(key, found);
    return found;
  };
  return async function* shots(frames) {
    const iterator = frames[Symbol.asyncIterator]();
    let next = await iterator.next();
    let finished = next.done === true;
    try {
      while (!finished) {
        const key = keyOf(next.value as Frame);
        const part = async function* (): AsyncGenerator<Frame, void, undefined> {
          while (!finished && keyOf(next.value as Frame) === key) {
            yield next.value as Frame;
            try {
              next = await iterator.next();
              finished = next.done === true;
            } catch (error) {
              finished = true;
              throw error;
            }
          }
        };
        const stage = await find(key);
        yield* stage(part());
      }
    } finally {
      if (!finished) await iterator.return?.();
    }
  };
}
