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

/**
 * Whether a hue lies so near to an end of a range (or to 0) that OpenCV's may be on its other side: rounded to two
 * degrees, by factors that are themselves up to 0.1 % off.
 */
export function nearEnd(R: number, G: number, B: number, ranges: readonly HueRange[]): boolean {
  const h = hueDegrees(R, G, B);
  const ends = [0, ...ranges.flatMap(({ from, to }) => [from, to])];
  return ends.some((end) => Math.abs(((h - end + 540) % 360) - 180) <= 1.4);
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
 * Checks `actual`, a tweak of hue, saturation and value that may be limited to hues, against `expected`, the original's:
 * equal within `tolerance`, except, and there too it is checked for what it should be:
 * - within about a degree of a range's ends and of pure red, where hues differ (see `hueMask`): the change by our hue;
 * - where a saturation or a value runs over 255 in the original: that with the clipped one;
 * - samples that the change leaves alone but that the original mixes with themselves: at most a code lost there;
 * - no change at all, where the original goes to 8-bit HSV and back all the same.
 *
 * @param turn - degrees that hues are turned by before they are compared with the ranges.
 * @param clipped - the picture with the change everywhere, as it should be.
 * @param wrapped - the same with bytes that run over.
 */
function expectOriginal(
  image: RgbImage,
  hues: HueExpression | undefined,
  turn: number,
  clipped: RgbImage,
  wrapped: RgbImage,
  actual: RgbImage,
  expected: RgbImage,
  tolerance: number,
): void {
  const { ranges = [], shiftDegrees = 0, weight = 0 } = hues ?? {};
  const everywhere = weight > 0 && shiftDegrees === 0;
  const turned = ranges.map(({ from, to }) => ({
    from: (from - turn + 720) % 360,
    to: (to - turn + 720) % 360 || 360,
  }));
  for (let n = 0; n < image.size / 3; n++) {
    const [R, G, B] = image.data.subarray(3 * n, 3 * n + 3) as unknown as [number, number, number];
    const isIn = !hues || inRange(R, G, B, turned);
    for (let i = 3 * n; i < 3 * n + 3; i++) {
      const P = image.data[i]!;
      const Q = clipped.data[i]!;
      // Our rules, on plain numbers.
      let ours = isIn ? Q : P;
      if (everywhere && !isIn && P !== Q) ours = originalMix(P, Q, weight);
      if (!everywhere && isIn && P !== Q) ours = originalMix(Q, P, Math.abs(weight));
      const what = () => `[${R}, ${G}, ${B}] sample ${i - 3 * n}`;
      if (actual.data[i] !== ours) expect(actual.data[i], what()).toBe(ours);
      if ((hues && nearEnd(R, G, B, turned)) || wrapped.data[i] !== Q) continue;
      const theirs = everywhere ? originalMix(isIn ? Q : P, Q, weight) : originalMix(isIn ? Q : P, P, Math.abs(weight));
      const apart = Math.abs(expected.data[i]! - ours);
      if (theirs === ours ? apart > tolerance : expected.data[i] !== ours - 1) {
        expect(expected.data[i], `the original's ${what()}`).toBe(ours);
      }
    }
  }
}

/** Checks an adjustment of hues as {@link expectOriginal} says. */
export function expectOriginalAdjustment(
  image: RgbImage,
  expression: HueExpression,
  actual: RgbImage,
  expected: RgbImage,
  tolerance = 0,
): void {
  const change = { degrees: expression.shiftDegrees, saturation: expression.saturation, value: 1 };
  if (change.degrees === 0 && change.saturation === 1) {
    // The original goes to HSV and back all the same; ours is the picture.
    expectOriginal(image, { ...expression, weight: 0 }, 0, image, changedHsv(image, change, true), actual, expected, 0);
    return;
  }
  const wrapped = changedHsv(image, change, true);
  expectOriginal(image, expression, 0, changedHsv(image, change), wrapped, actual, expected, tolerance);
}

/** Checks a tweak of the whole picture, or of the hues of an expression, as {@link expectOriginal} says. */
export function expectOriginalTweak(
  image: RgbImage,
  options: { saturation?: number; brightness?: number; shiftDegrees?: number; hues?: HueExpression },
  actual: RgbImage,
  expected: RgbImage,
): void {
  const { saturation = 1, brightness = 0, shiftDegrees = 0, hues } = options;
  const change = { degrees: shiftDegrees, saturation, value: 1 + brightness };
  const isChange = saturation !== 1 || brightness !== 0 || shiftDegrees !== 0 || hues !== undefined;
  const made = (wrap: boolean) => {
    if (!isChange) return image;
    const tweaked = changedHsv(image, change, wrap);
    if (!hues) return tweaked;
    return changedHsv(tweaked, { degrees: hues.shiftDegrees, saturation: hues.saturation, value: 1 }, wrap);
  };
  expectOriginal(image, hues, shiftDegrees, made(false), made(true), actual, expected, 0);
}
