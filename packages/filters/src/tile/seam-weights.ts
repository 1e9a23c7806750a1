import { HavcError } from '@havc/core';
import { roundHalfEven } from '../round-half-even.ts';

/**
 * How two tiles share their strip: `'ramp'`, from all of the one to all of the other over the whole strip;
 * `'half-ramp'`, the original's, which is through in the middle of the strip; or a number, the share 0..1 that the
 * right or lower tile has in all of the strip, rounded to 255ths.
 */
export type TileBlend = 'ramp' | 'half-ramp' | number;

/** Shares of the right or lower tile in the pixels of a strip, as whole numbers out of `unit`. */
export interface SeamWeights {
  readonly weights: Int32Array;
  readonly unit: number;
}

/**
 * Shares of the second tile over a strip of 2 · `overlap` pixels.
 *
 * The ramp's share at pixel k is (k + 1/2) / strip, so that both tiles count the same. A tile's value and another's
 * mix as ⌊((unit − w) · first + w · second + ⌊unit / 2⌋) / unit⌋, which is the value itself where both are equal.
 *
 * @throws HavcError `OPTION_INVALID` when `blend` is none of the words and no number from 0 to 1.
 *
 * Source of the half ramp and of the mix: HAVC's `_make_horizontal_blend_mask_akarin`, VapourSynth's MaskedMerge.
 * There the slope is 255 / overlap, though the strip is twice as wide: its right half shows only the second tile.
 */
export function seamWeights(overlap: number, blend: TileBlend): SeamWeights {
  const strip = 2 * overlap;
  if (blend === 'ramp') {
    return { unit: 2 * strip, weights: Int32Array.from({ length: strip }, (_, k) => 2 * k + 1) };
  }
  if (blend === 'half-ramp') {
    const share = (k: number) => (k === strip - 1 ? 255 : Math.min(255, roundHalfEven((k * 255) / overlap)));
    // As the original rounds: 0.3 is 76.5 of 255 and counts as 76.
    return { unit: 255, weights: Int32Array.from({ length: strip }, (_, k) => share(k)) };
  }
  if (typeof blend !== 'number' || !(blend >= 0 && blend <= 1)) {
    throw new HavcError(
      'OPTION_INVALID',
      `options.blend must be 'ramp', 'half-ramp' or a number from 0 to 1, got ${JSON.stringify(blend)}.`,
    );
  }
  // As the original rounds: 0.3 is 76.5 of 255 and counts as 76.
  return { unit: 255, weights: new Int32Array(strip).fill(roundHalfEven(blend * 255)) };
}
