/** The hue rules of this package and of the original, computed anew for tests. Not part of the package. */
import { hsvToRgb, type RgbImage, rgbToHsv } from '@havc/core';
import { expect } from 'vitest';
import type { HsvChange } from './change-hsv.ts';
import type { HueExpression } from './hue-expression.ts';
import type { HueRange } from './hue-ranges.ts';

/** Hue in degrees, 0 to below 360, NaN for gray: the textbook's formula in floats. */
export function hueDegrees(R: number, G: number, B: number): number {
  const V = Math.max(R, G, B);
  const span = V - Math.min(R, G, B);
  if (span === 0) return Number.NaN;
  const sixths = V === R ? (G - B) / span : V === G ? 2 + (B - R) / span : 4 + (R - G) / span;
  return (60 * sixths + 360) % 360;
}

/** Whether a hue lies so near to an end of a range (or to 0) that hues rounded to two degrees may be on its other side. */
export function nearEnd(R: number, G: number, B: number, ranges: readonly HueRange[]): boolean {
  const h = hueDegrees(R, G, B);
  const ends = [0, ...ranges.flatMap(({ from, to }) => [from, to])];
  return ends.some((end) => Math.abs(((h - end + 540) % 360) - 180) <= 1.1);
}

/** Whether a hue is in one of the ranges, half-open and around the circle. */
export function inRange(R: number, G: number, B: number, ranges: readonly HueRange[]): boolean {
  const h = hueDegrees(R, G, B);
  return ranges.some(({ from, to }) => (to > from ? h >= from && h < to : h >= from || h < to));
}

/** The original's own test, hue in steps of two degrees and both ends left out: 255 where it holds. */
export function originalMask(image: RgbImage, ranges: readonly HueRange[]): Uint8Array {
  const hsv = rgbToHsv(image).data;
  return Uint8Array.from({ length: hsv.length / 3 }, (_, n) => {
    const H = 2 * hsv[3 * n]!;
    return ranges.some(({ from, to }) => H > from && H < to) ? 255 : 0;
  });
}

/**
 * A picture with its bytes of HSV changed, step by step. `wrap` lets saturation and value run over modulo 256 as the
 * original does; else they are clipped.
 */
export function changedHsv(image: RgbImage, change: HsvChange, wrap = false): RgbImage {
  const hsv = rgbToHsv(image);
  const { data } = hsv;
  const stored = (value: number) => (wrap ? Math.trunc(value) & 255 : Math.min(255, Math.trunc(value)));
  for (let n = 0; n < data.length; n += 3) {
    let H = data[n]! + change.degrees / 2;
    if (H > 180) H -= 180;
    else if (H < 0) H += 180;
    data[n] = Math.trunc(H);
    data[n + 1] = stored(data[n + 1]! * change.saturation);
    data[n + 2] = stored(data[n + 2]! * change.value);
  }
  return hsvToRgb(hsv);
}

/** The mix of two samples that the original computes, float errors and all. */
export function originalMix(first: number, second: number, weight: number): number {
  return Math.trunc(first * (1 - weight) + second * weight);
}

/**
 * Checks `actual`, an adjustment of hues, against `expected`, the original's: equal within `tolerance`, except, and each
 * of these checked for what it should be:
 * - within about a degree of a range's ends and of pure red, where hues differ (see `hueMask`): the adjustment by our hue;
 * - where saturation times the factor is above 255 and runs over in the original: that with the clipped saturation;
 * - samples that stay as they are but that the original mixes with themselves: at most a code lost in the original;
 * - no change at all, where the original goes to 8-bit HSV and back all the same: the picture.
 */
export function expectOriginalAdjustment(
  image: RgbImage,
  expression: HueExpression,
  actual: RgbImage,
  expected: RgbImage,
  tolerance = 0,
): void {
  const { ranges, saturation, shiftDegrees, weight } = expression;
  const change = { degrees: shiftDegrees, saturation, value: 1 };
  const clipped = changedHsv(image, change).data;
  const wrapped = changedHsv(image, change, true).data;
  const everywhere = weight > 0 && shiftDegrees === 0;
  const isChange = shiftDegrees !== 0 || saturation !== 1;
  for (let n = 0; n < image.size / 3; n++) {
    const [R, G, B] = image.data.subarray(3 * n, 3 * n + 3) as unknown as [number, number, number];
    const isIn = inRange(R, G, B, ranges);
    for (let i = 3 * n; i < 3 * n + 3; i++) {
      const P = image.data[i]!;
      const Q = clipped[i]!;
      // Our rules, on plain numbers.
      let ours = isIn ? Q : P;
      if (everywhere && !isIn) ours = originalMix(P, Q, weight);
      if (!everywhere && isIn) ours = originalMix(Q, P, Math.abs(weight));
      if (P === Q || !isChange) ours = P;
      const what = () => `[${R}, ${G}, ${B}] sample ${i - 3 * n}`;
      if (actual.data[i] !== ours) expect(actual.data[i], what()).toBe(ours);
      if (nearEnd(R, G, B, ranges) || wrapped[i] !== Q || (!isChange && isIn)) continue;
      const theirs = everywhere ? originalMix(isIn ? Q : P, Q, weight) : originalMix(isIn ? Q : P, P, Math.abs(weight));
      const apart = Math.abs(expected.data[i]! - ours);
      if (theirs === ours ? apart > tolerance : expected.data[i] !== ours - 1) {
        expect(expected.data[i], `the original's ${what()}`).toBe(ours);
      }
    }
  }
}
