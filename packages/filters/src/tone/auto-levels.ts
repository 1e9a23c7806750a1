import type { RgbImage } from '@havc/core';
import type { ClaheOptions } from './clahe-plane.ts';
import { equalizeTone } from './equalize-tone.ts';
import type { ToneMethod, ToneMethodOptions } from './tone-method.ts';
import type { ToneWeightOptions } from './tone-weight.ts';
import { ensureLevel, type ToneLevel } from './tune-tone.ts';

/** Which method, how strong, and for which frames. */
export interface AutoLevelsOptions extends ToneWeightOptions, ClaheOptions, Pick<ToneMethodOptions, 'look'> {
  /** Default `medium`. */
  readonly level?: ToneLevel;
  /** Default `retinex`. */
  readonly method?: ToneMethod;
}

/**
 * The picture with its tone equalised almost wholly, to prepare dull material for a colourizer: `equalizeTone` with a
 * strength of 0.98 (light), 0.99 (medium) or 1 (strong). Dark frames aren't protected unless `darkBlend` is given.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range, or method `look` without a look.
 *
 * Source: HAVC's `vs_auto_levels` (havc_utils.py), which works on a range squeezed twice.
 */
export function autoLevels(image: RgbImage, options: AutoLevelsOptions = {}, out?: RgbImage): RgbImage {
  const strength = { light: 0.98, medium: 0.99, strong: 1 }[ensureLevel(options.level ?? 'medium')];
  return equalizeTone(
    image,
    { ...options, method: options.method ?? 'retinex', darkBlend: options.darkBlend ?? false, strength },
    out,
  );
}
