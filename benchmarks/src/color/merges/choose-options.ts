import { HavcError } from '@havc/core';

/** What choosing the best of several ways comes to. */
export interface LeaveOneOutChoice {
  /** Index of the way with the smallest mean over all pictures. */
  readonly best: number;
  /** For each picture: the score of the way that is best on all other pictures. */
  readonly values: readonly number[];
  /** For each picture: which way that was. */
  readonly chosen: readonly number[];
}

/**
 * What a choice by the smallest mean promises for pictures that it hasn't seen.
 *
 * Whoever tries many options and reports the best mean reports their luck, too. Here each picture is scored with the
 * options that are best on the others. Of equal ways the first is taken.
 *
 * @param scores - for each way the scores of all pictures, in one order; lower is better.
 * @throws HavcError `OPTION_INVALID` without a way, for fewer than two pictures, or not as many of each way.
 */
export function leaveOneOut(scores: readonly (readonly number[])[]): LeaveOneOutChoice {
  const pictures = scores[0]?.length ?? 0;
  if (pictures < 2 || scores.some(({ length }) => length !== pictures)) {
    throw new HavcError('OPTION_INVALID', 'A choice needs scores of two pictures at least, and of each way as many.');
  }
  const sumWithout = (way: readonly number[], left: number) =>
    way.reduce((sum, score, picture) => (picture === left ? sum : sum + score), 0);
  const bestWithout = (left: number) => {
    const sums = scores.map((way) => sumWithout(way, left));
    return sums.indexOf(Math.min(...sums));
  };
  const chosen = Array.from({ length: pictures }, (_, picture) => bestWithout(picture));
  return {
    best: bestWithout(-1),
    values: chosen.map((way, picture) => scores[way]![picture]!),
    chosen,
  };
}
