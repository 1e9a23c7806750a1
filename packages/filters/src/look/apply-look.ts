import type { RgbImage } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { applyLut } from './apply-lut.ts';
import { lookLut } from './look-lut.ts';
import { LOOK_NAMES, type LookName } from './looks.ts';
import type { Lut } from './lut.ts';

/** Which look, and how much of it. */
export interface ApplyLookOptions {
  readonly look: LookName;
  /** Share of the look, 0..1; 0 changes nothing. Default 1. */
  readonly strength?: number;
}

/** The looks used so far: computing one takes longer than applying it. About 430 KB each. */
const computed = new Map<LookName, Lut>();

/**
 * A picture in one of the looks. The first picture of a look also computes its LUT, which the program then keeps.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * unknown look or a strength out of range.
 *
 * Source: HAVC's `HAVC_TimeCube`, with looks of our own. There a missing file went unnoticed while its correction was
 * still applied; and one effect is merged in another way: see `merge` in `LOOKS`.
 */
export function applyLook(image: RgbImage, options: ApplyLookOptions, out?: RgbImage): RgbImage {
  const look = ensureOneOf(options.look, 'options.look', LOOK_NAMES);
  let lut = computed.get(look);
  if (!lut) {
    lut = lookLut(look);
    computed.set(look, lut);
  }
  return applyLut(image, lut, { strength: options.strength ?? 1 }, out);
}
