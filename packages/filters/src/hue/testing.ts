/** The hue rules of this package and of the original, computed anew for tests. Not part of the package. */
import { type RgbImage, rgbToHsv } from '@havc/core';
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
  return ranges.some(({ from, to }) => (to > from ? h >= from && h < to : h >= from % 360 || h < to));
}

/** The original's own test, hue in steps of two degrees and both ends left out: 255 where it holds. */
export function originalMask(image: RgbImage, ranges: readonly HueRange[]): Uint8Array {
  const hsv = rgbToHsv(image).data;
  return Uint8Array.from({ length: hsv.length / 3 }, (_, n) => {
    const H = 2 * hsv[3 * n]!;
    return ranges.some(({ from, to }) => H > from && H < to) ? 255 : 0;
  });
}
