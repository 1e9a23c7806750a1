import { ensureSamplePlane, type Plane, planeOutput } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { meanOfPlane } from './mean-of-plane.ts';

/** Between which mean lumas {@link normalizeLuma} works. */
export interface NormalizeLumaOptions {
  /** Planes with a mean (0..1) at or below this stay as they are. 0..1, default: 0.19. */
  readonly black?: number;
  /** Planes with a mean (0..1) at or above this stay as they are. 0..1, default: 0.70. */
  readonly white?: number;
}

/**
 * Luma stretched so that its darkest sample is 0 and its brightest 255, which lets faded and contrasty shots be compared
 * by the same threshold. Very dark and very bright planes are left alone: there it would only enlarge noise.
 *
 * 255 · (v − min) / (max − min), truncated. A plane of one value stays as it is (the original divides by zero).
 *
 * @param plane - luma 0..255, any strides.
 * @param out - same shape; a new plane when absent. May be `plane` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` for a limit out of range.
 *
 * Source: HAVC's `frame_normalize` (vsutils.py), with the limits of its scene detection.
 */
export function normalizeLuma(plane: Plane, options: NormalizeLumaOptions = {}, out?: Plane): Plane {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  const black = ensureNumber(options.black ?? 0.19, 'options.black', 0, 1);
  const white = ensureNumber(options.white ?? 0.7, 'options.white', 0, 1);
  const result = planeOutput(out, plane, Uint8Array);
  const mean = meanOfPlane(plane) / 255;
  const table = stretchTable(plane, mean > black && mean < white);
  const [height, width] = plane.shape as [number, number];
  const [rowStep, step] = plane.stride as [number, number];
  const [toRowStep, toStep] = result.stride as [number, number];
  for (let row = 0; row < height; row++) {
    let i = plane.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) result.data[o] = table[plane.data[i]!]!;
  }
  return result;
}

function stretchTable(plane: Plane, stretched: boolean): Uint8Array {
  let [min, max] = [255, 0];
  const [height, width] = plane.shape as [number, number];
  const [rowStep, step] = plane.stride as [number, number];
  for (let row = 0; row < height; row++) {
    let i = plane.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      const value = plane.data[i]!;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (!stretched || max <= min) return Uint8Array.from({ length: 256 }, (_, value) => value);
  return Uint8Array.from({ length: 256 }, (_, value) =>
    Math.max(0, Math.min(255, Math.trunc(255 * ((value - min) / (max - min))))),
  );
}
