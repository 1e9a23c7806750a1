import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { equalizeOver } from './equalize-tone.ts';
import type { ToneWeightOptions } from './tone-weight.ts';
import { balanceTables } from './tune-tone.ts';

/** How far colour noise is pulled towards a balanced white. */
export interface DenoiseRgbOptions extends Pick<ToneWeightOptions, 'gate' | 'luma'> {
  /** Strength of the white balance, 0..1, default 0.4. Presets take 0.3 on a colourizer's result. */
  readonly balance?: number;
  /** Strength of the CLAHE on luma that follows, 0..1, default 0.3. Presets take 0.2. */
  readonly equalize?: number;
  /** By which R', G' and B' are multiplied in balancing, default [0.95, 1.05, 1.01]. Presets take [0.98, 1.02, 1]. */
  readonly factors?: readonly [number, number, number];
}

/**
 * The picture with less of the colour noise that dark material gets from colourizers: white balance with factors, then
 * a little CLAHE on luma to give back the contrast that it costs.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `rgb_denoise` (havc_utils.py), which works on a range squeezed twice; here all of it is in float.
 */
export function denoiseRgb(image: RgbImage, options: DenoiseRgbOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const balance = ensureNumber(options.balance ?? 0.4, 'options.balance', 0, 1);
  const equalize = ensureNumber(options.equalize ?? 0.3, 'options.equalize', 0, 1);
  const factors = options.factors ?? [0.95, 1.05, 1.01];
  const { gate, luma } = options;
  return equalizeOver(
    image,
    balanceTables(image, { strength: balance, factors }),
    {
      method: 'clahe-luma',
      strength: equalize,
      darkBlend: false,
      ...(gate === undefined ? {} : { gate }),
      ...(luma === undefined ? {} : { luma }),
    },
    out,
  );
}
