import { createRgbImage, ensureSamplePlane, HavcError, labToRgb, type Plane, type RgbImage, sizeOf } from '@havc/core';
import ndarray from 'ndarray';

/** What a heat map shows by default as its brightest colour, CIEDE2000: a difference that nobody takes for a nuance. */
export const HEAT_MAP_MAXIMUM = 30;

/** How many colours a heat map has: steps of a half in CIEDE2000 between neighbours, which nobody sees. */
const COLORS = 256;

/**
 * Colours from nearly black over violet, red and orange to pale yellow in CIELAB (L, a, b), inside of sRGB. Between any two
 * neighbours lie 12 in CIEDE2000, so that equal differences look equally different; lightness rises all the way, so that
 * the map is understood in print and by people who don't see red from green.
 */
const RAMP: readonly (readonly [number, number, number])[] = [
  [3, 0.7, -1.9],
  [9, 6.5, -16.4],
  [19.6, 19.1, -36.1],
  [30.3, 38.6, -40.7],
  [39, 52.5, -27.5],
  [46.5, 61.4, -6.6],
  [54.5, 63.4, 13.9],
  [61.9, 57.2, 32.4],
  [67.7, 44.2, 46.6],
  [74, 29.6, 57],
  [81.2, 13.6, 63.6],
  [90.6, -0.1, 46.4],
  [97, -5.3, 21.3],
];

/** What is drawn where nothing was measured: a gray-blue that isn't on the ramp. */
const UNKNOWN = [112, 120, 128] as const;

/**
 * The colours of heat maps from 0 to the maximum, as R'G'B' bytes: a picture of one row, for a legend.
 *
 * @param count - how many, 2 to 4096.
 * @throws HavcError `OPTION_INVALID`.
 */
export function heatColors(count: number): RgbImage {
  if (!(Number.isInteger(count) && count >= 2 && count <= 4096)) {
    throw new HavcError('OPTION_INVALID', `count must be a whole number from 2 to 4096, got ${count}.`);
  }
  const lab = new Float32Array(3 * count);
  for (let n = 0; n < count; n++) {
    const place = (n / (count - 1)) * (RAMP.length - 1);
    const from = Math.min(RAMP.length - 2, Math.floor(place));
    const share = place - from;
    for (let c = 0; c < 3; c++) lab[3 * n + c] = RAMP[from]![c]! * (1 - share) + RAMP[from + 1]![c]! * share;
  }
  return labToRgb(ndarray(lab, [1, count, 3]));
}

/**
 * A map of differences as a picture: dark where there are none, bright yellow where they reach the maximum.
 *
 * @param differences - such as `deltaE2000Map` of `@havc/core` gives, any strides. NaN is what wasn't measured, and gray.
 * @param options.maximum - the difference from which all are drawn in the brightest colour. Default: 30.
 * @throws HavcError `SHAPE_INVALID`, `OPTION_INVALID`.
 */
export function drawHeatMap(
  differences: Plane<Float32Array>,
  { maximum = HEAT_MAP_MAXIMUM }: { readonly maximum?: number } = {},
): RgbImage {
  ensureSamplePlane(differences, 'differences', ['Float32Array']);
  if (!(maximum > 0 && Number.isFinite(maximum))) {
    throw new HavcError('OPTION_INVALID', `options.maximum must be a number above 0, got ${maximum}.`);
  }
  const colors = heatColors(COLORS).data;
  const { width, height } = sizeOf(differences);
  const [rowStep, step] = differences.stride as [number, number];
  const from = differences.data;
  const result = createRgbImage(width, height);
  const to = result.data;
  const scale = (COLORS - 1) / maximum;
  let o = 0;
  for (let row = 0; row < height; row++) {
    let i = differences.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step, o += 3) {
      const value = from[i]!;
      if (Number.isNaN(value)) {
        to[o] = UNKNOWN[0];
        to[o + 1] = UNKNOWN[1];
        to[o + 2] = UNKNOWN[2];
        continue;
      }
      const color = 3 * Math.round(Math.min(COLORS - 1, Math.max(0, value * scale)));
      to[o] = colors[color]!;
      to[o + 1] = colors[color + 1]!;
      to[o + 2] = colors[color + 2]!;
    }
  }
  return result;
}
