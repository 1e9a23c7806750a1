import type { RgbImage } from '@havc/core';
import type { FilterContest } from './filter-contests.ts';

/**
 * Whether a filter and its peer have computed the same, and if not, how far they are apart, in words.
 *
 * @param theirs - the bytes of a picture, or one 64-bit float.
 */
export function differenceOf(ours: RgbImage | number, theirs: Buffer, tolerance: FilterContest['tolerance']) {
  if (typeof ours === 'number') {
    const distance = Math.abs(ours - theirs.readDoubleLE(0));
    return distance <= tolerance.mean ? undefined : `${ours} instead of ${theirs.readDoubleLE(0)}`;
  }
  if (ours.data.length !== theirs.length) return `${ours.data.length} samples instead of ${theirs.length}`;
  let sum = 0;
  let beyond = 0;
  for (const [n, code] of theirs.entries()) {
    const distance = Math.abs(code - ours.data[n]!);
    sum += distance;
    if (distance > tolerance.most) beyond++;
  }
  const [mean, rest] = [sum / theirs.length, beyond / theirs.length];
  if (mean <= tolerance.mean && rest <= tolerance.rest) return undefined;
  return `codes differ by ${mean.toFixed(2)} on average, ${(100 * rest).toFixed(2)} % of them by more than ${tolerance.most}`;
}
