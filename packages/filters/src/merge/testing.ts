/** What the tests of merges share. Not part of the package. */
import type { RgbImage } from '@havc/core';
import { expect } from 'vitest';
import { difference, type GoldenSuite, readRgb } from '../../../core/src/testing/golden.ts';
import { noise } from '../../../core/src/testing/images.ts';
import { inRange, nearEnd } from '../hue/testing.ts';

/** The two pictures of a golden case. */
export async function readPair(golden: GoldenSuite, inputs: readonly unknown[]): Promise<[RgbImage, RgbImage]> {
  const [first, second] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
  return [first!, second!];
}

/** Two unlike pictures of one size that are the same in each run, the second laid out backwards. */
export function unlikePair(width = 7, height = 5): [RgbImage, RgbImage] {
  return [noise(width, height), noise(width, height).step(-1, -1) as RgbImage];
}

const REDS = [{ from: 280, to: 30 }];

/**
 * Checks a picture against the original's where a red fix may have gone over it: exact, but for pixels whose hue lies so
 * near to an end of the reds that the original's hue, in steps of two degrees and both ends left out, misses them. These
 * must be what they are with the fix or without it.
 *
 * @param fixed - our result.
 * @param unfixed - our result with the red fix switched off.
 * @param before - the picture whose hues the fix went by.
 */
export function expectEqualButForHueEnds(fixed: RgbImage, unfixed: RgbImage, before: RgbImage, original: RgbImage) {
  const [height, width] = fixed.shape as [number, number];
  const merged = fixed.data.slice();
  for (let n = 0; n < height * width; n++) {
    const [R, G, B] = [0, 1, 2].map((c) => before.data[3 * n + c]!) as [number, number, number];
    if (!nearEnd(R, G, B, REDS)) continue;
    const same = [0, 1, 2].every((c) => original.data[3 * n + c] === fixed.data[3 * n + c]);
    const other = inRange(R, G, B, REDS) ? unfixed : fixed;
    if (!same) for (let c = 0; c < 3; c++) merged[3 * n + c] = other.data[3 * n + c]!;
  }
  expect(difference({ ...original, data: merged } as RgbImage, original)).toMatchObject({ beyond: 0 });
}
