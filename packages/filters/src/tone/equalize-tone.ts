import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { addCorrection, type FloatTables, identityTables } from './correction.ts';
import { frameLuma } from './frame-luma.ts';
import { type ToneMethodOptions, toneParts } from './tone-method.ts';
import { type ToneWeightOptions, toneWeight } from './tone-weight.ts';

/** Which method, how much of it, and for which frames. */
export interface EqualizeToneOptions extends ToneMethodOptions, ToneWeightOptions {
  /** Share of the equalised picture, 0..1, default 0.5. 0 changes nothing. */
  readonly strength?: number;
}

/**
 * The picture with its tone equalised by one of six methods, less in dark frames and not at all in very dark or very
 * bright ones.
 *
 * result = image + strength · gate · dark blend · (equalised − image), in float, rounded once. Gate and dark blend
 * follow the frame's mean luma, see `gateWeight` and `darkBlendWeight`: by ramps, where the original switches.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range, or method `look` without a look.
 *
 * Source: HAVC's `rgb_equalizer` (havc_utils.py), which mixes twice in 8 bits and cuts fractions off in the first.
 */
export function equalizeTone(image: RgbImage, options: EqualizeToneOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  return equalizeOver(image, identityTables(), image, options, out);
}

/**
 * {@link equalizeTone} of `rounded`, which is `image` sent through `tables` and rounded, with its fractions kept. `out`
 * may be `image` or `rounded`.
 */
export function equalizeOver(
  image: RgbImage,
  tables: FloatTables,
  rounded: RgbImage,
  options: EqualizeToneOptions,
  out?: RgbImage,
): RgbImage {
  const strength = ensureNumber(options.strength ?? 0.5, 'options.strength', 0, 1);
  const parts = toneParts(options);
  const luma = options.luma ?? frameLuma(rounded, { range: options.range ?? 'full' });
  let weight = 0;
  let filtered = rounded;
  for (const { method, share, filter } of parts) {
    const own = strength * share * toneWeight(luma, method, options);
    if (own === 0) continue;
    const next = filter(rounded);
    filtered = weight === 0 ? next : addCorrection(filtered, identityTables(), next, own / (weight + own), filtered);
    weight += own;
  }
  return addCorrection(image, tables, filtered, weight, out);
}
