import { ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { applyCurves, applyLattice } from './apply-tables.ts';
import { ensureLut, type Lut } from './lut.ts';
import { axisTables, curveTables } from './lut-axes.ts';

/** How {@link applyLut} reads between a lattice's points, and how much of its result counts. */
export interface ApplyLutOptions {
  /**
   * `'tetrahedral'` (default) mixes four neighbours, which keeps grays free of colour and is faster; `'trilinear'` all
   * eight. Curves are read linearly.
   */
  readonly interpolation?: 'trilinear' | 'tetrahedral';
  /** Share of the result, 0..1; the rest is the picture. 0 changes nothing. Default 1. */
  readonly strength?: number;
}

/**
 * A picture with each colour looked up in a table.
 *
 * A byte counts as byte / 255; what the table says is clipped to 0..1, mixed with the picture by `strength`, and rounded
 * half up to a byte, all in one step.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range or a LUT that isn't whole.
 *
 * Source: the interpolations as in Kang, Computational Color Technology (SPIE 2006), chapter 9.
 */
export function applyLut(image: RgbImage, lut: Lut, options: ApplyLutOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  ensureLut(lut, 'lut');
  const interpolation = ensureOneOf(options.interpolation ?? 'tetrahedral', 'options.interpolation', [
    'trilinear',
    'tetrahedral',
  ]);
  const strength = ensureNumber(options.strength ?? 1, 'options.strength', 0, 1);
  const result = rgbOutput(out, image);
  const curves = curveTables(lut.curves);
  if (lut.lattice)
    applyLattice(image, lut.lattice, axisTables(lut.lattice, curves), { interpolation, strength }, result);
  else applyCurves(image, curves, strength, result);
  return result;
}
