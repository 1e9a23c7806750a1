import { createRgbImage, type RgbImage, replaceLuma } from '@havc/core';
import { averageChroma, mergeConstrainedChroma, mergeLumaMasked, mergeWeighted, temporalWeights } from '@havc/filters';
import type { Contest } from '../speed/kernels/contests.ts';
import { createPicture } from '../speed/kernels/pictures.ts';
import {
  naiveAverageChroma,
  naiveConstrainedChroma,
  naiveLumaMasked,
  naiveReplacedLuma,
  naiveWeighted,
} from './naive-merges.ts';

/** What puts pictures together, against the plain formula. Buffers are passed in, as the pipeline does. */
export function createMergeContests(width: number, height: number): readonly Contest[] {
  const pictures = [1, 2, 3, 4, 5].map((seed) => createPicture(width, height, seed));
  const [first, second] = [pictures[0]!, pictures[1]!];
  const out = createRgbImage(width, height);
  const evenly = temporalWeights(pictures.length, 'arithmetic');
  const contest = (kernel: string, tolerance: number, ours: () => RgbImage, naive: () => RgbImage): Contest => ({
    ...{ kernel, ours, naive, tolerance },
    difference: () => largestDifference(ours().data, naive().data),
  });
  return [
    contest(
      'replaceLuma',
      3, // 8-bit U and V in between
      () => replaceLuma(first, second, out),
      () => naiveReplacedLuma(first, second),
    ),
    contest(
      'mergeWeighted',
      1, // cut off on both ways, from different sides of a whole code
      () => mergeWeighted(first, second, { weight: 0.4 }, out),
      () => naiveWeighted(first, second, 0.4),
    ),
    contest(
      'mergeConstrainedChroma',
      4, // 8-bit U and V in between: half a code of U is one of blue; and V ends at 255 there
      () => mergeConstrainedChroma(first, second, { weight: 0.5, threshold: 0.15, redFix: false, simpleShare: 0 }, out),
      () => naiveConstrainedChroma(first, second, { weight: 0.5, reach: Math.round(128 * 0.15) }),
    ),
    contest(
      'mergeLumaMasked',
      2, // bytes in between
      () => mergeLumaMasked(first, second, { weight: 0.6, dark: 0.15, white: 0.65 }, out),
      () => naiveLumaMasked(first, second, { weight: 0.6, dark: 0.15, white: 0.65 }),
    ),
    contest(
      'averageChroma of 5',
      1,
      () => averageChroma(pictures, evenly, {}, out),
      () => naiveAverageChroma(pictures),
    ),
  ];
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
