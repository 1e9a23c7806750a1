/** What the tests of merges share. Not part of the package. */
import type { RgbImage } from '@havc/core';
import ndarray from 'ndarray';
import { expect } from 'vitest';
import { difference, type GoldenSuite, readRgb } from '../../../core/src/testing/golden.ts';
import { noise } from '../../../core/src/testing/images.ts';
import { inRange, originalMask } from '../hue/testing.ts';

/** The two pictures of a golden case. */
export async function readPair(golden: GoldenSuite, inputs: readonly unknown[]): Promise<[RgbImage, RgbImage]> {
  const [first, second] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
  return [first!, second!];
}

/** Two unlike pictures of one size that are the same in each run, the second laid out backwards. */
export function unlikePair(width = 7, height = 5): [RgbImage, RgbImage] {
  return [noise(width, height), noise(width, height).step(-1, -1) as RgbImage];
}

/**
 * Checks a picture against the original's where a red fix may have gone over it: exact, but for pixels whose hue the
 * original, with hues in steps of two degrees and both ends of a range left out, doesn't count among the reds: these must
 * be what they are without the fix.
 *
 * @param fixed - our result.
 * @param unfixed - our result with the red fix switched off.
 * @param before - the picture whose hues the fix went by.
 */
export function expectEqualButForHueEnds(
  fixed: RgbImage,
  unfixed: RgbImage,
  before: RgbImage,
  original: RgbImage,
  tolerance = 0,
): void {
  const counted = originalMask(before, [
    { from: 280, to: 360 },
    { from: 0, to: 30 },
  ]);
  const expected = fixed.data.slice();
  const width = fixed.shape[1]!;
  for (let n = 0; n < counted.length; n++) {
    const at = 3 * n;
    const pixel = [0, 1, 2].map((c) => original.get(Math.floor(n / width), n % width, c));
    const [R, G, B] = before.data.subarray(at, at + 3) as unknown as [number, number, number];
    const missed = counted[n] === 0 && inRange(R, G, B, [{ from: 280, to: 30 }]);
    const same = pixel.every((code, c) => Math.abs(code - fixed.data[at + c]!) <= tolerance);
    if (missed && !same) expected.set(unfixed.data.subarray(at, at + 3), at);
  }
  expect(difference(ndarray(expected, [...fixed.shape]), original, tolerance)).toMatchObject({ beyond: 0 });
}
