import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { balanceGains, balanceRgb } from './balance-rgb.ts';
import type { ClaheOptions } from './clahe-plane.ts';
import { type FloatTables, identityTables } from './correction.ts';
import { equalizeInSteps } from './equalize-in-steps.ts';
import { type EqualizeToneOptions, equalizeOver, equalizeTone } from './equalize-tone.ts';
import { mapCodes } from './map-codes.ts';
import { doubleRangeTables } from './range-steps.ts';
import type { ToneMethod, ToneMethodOptions } from './tone-method.ts';
import type { ToneWeightOptions } from './tone-weight.ts';

/** How strong a tone filter is. */
export type ToneLevel = 'light' | 'medium' | 'strong';

/** Which method, how strong, and for which frames. */
export interface TuneToneOptions extends ToneWeightOptions, ClaheOptions, Pick<ToneMethodOptions, 'look'> {
  /** Default `light`. */
  readonly level?: ToneLevel;
  /** Default `clahe-luma`. */
  readonly method?: ToneMethod;
  /**
   * `full` (the default) stays on the whole range of codes, in float between the steps. `limited-twice` is the
   * original's way, to compare with it: before, the picture is squeezed into the limited range twice over, which leaves
   * 188 of 256 codes, each step is rounded to 8 bits, and what lies outside in the end is clipped.
   */
  readonly working?: 'full' | 'limited-twice';
}

/**
 * The picture cleaned up for or after colouring (HAVC's "B&W tune"): white balance with a push from red to green, which
 * counters the pinkish cast that stabilising leaves, then one of six equalisers, see `equalizeTone`.
 *
 * | | light | medium | strong |
 * | --- | --- | --- | --- |
 * | balance (not for `look` and `retinex`) | 0.3 | 0.4 | 0.5 |
 * | factor of R', of G' | 0.96, 1.03 | 0.94, 1.05 | 0.92, 1.08 |
 * | equaliser, `retinex` | 0.3, 0.98 | 0.4, 0.99 | 0.5, 1 |
 * | share of equalisation in `clahe-and-equalize` | 0.3 | 0.4 | 0.5 |
 *
 * Method `look` mixes the look by the equaliser's strength; the original's looks are in {@link TUNE_LOOKS}. No tune at
 * all is the picture itself: don't call it.
 *
 * @param image - R'G'B', full range, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range, or method `look` without a look.
 *
 * Source: HAVC's `HAVC_bw_tune` (__init__.py).
 */
export function tuneTone(image: RgbImage, options: TuneToneOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const level = ensureLevel(options.level ?? 'light');
  const working = ensureOneOf(options.working ?? 'full', 'options.working', ['full', 'limited-twice']);
  const method = options.method ?? 'clahe-luma';
  const share = { light: 0.3, medium: 0.4, strong: 0.5 }[level];
  const equalizer: EqualizeToneOptions & { readonly strength: number } = {
    ...options,
    method,
    equalizeShare: share,
    strength: method === 'retinex' ? { light: 0.98, medium: 0.99, strong: 1 }[level] : share,
  };
  const factors = { light: [0.96, 1.03, 1], medium: [0.94, 1.05, 1], strong: [0.92, 1.08, 1] }[level];
  const balance =
    method === 'look' || method === 'retinex'
      ? undefined
      : { strength: share, factors: factors as [number, number, number] };

  if (working === 'limited-twice') {
    const { squeeze, spread } = doubleRangeTables();
    const squeezed = mapCodes(image, [squeeze, squeeze, squeeze]);
    if (balance) balanceRgb(squeezed, balance, squeezed);
    return mapCodes(equalizeInSteps(squeezed, equalizer), [spread, spread, spread], out);
  }
  if (!balance) return equalizeTone(image, equalizer, out);
  return equalizeOver(image, balanceTables(image, balance), equalizer, out);
}

/** @throws HavcError `OPTION_INVALID` for an unknown level. */
export function ensureLevel(level: ToneLevel): ToneLevel {
  return ensureOneOf(level, 'options.level', ['light', 'medium', 'strong']);
}

/** White balance as tables with fractions: code · (1 + strength · (gain − 1)), clipped to 255. */
export function balanceTables(
  image: RgbImage,
  { strength, factors }: { strength: number; factors: readonly [number, number, number] },
): FloatTables {
  if (strength === 0) return identityTables();
  const [red, green, blue] = balanceGains(image, factors).map((gain) => {
    const factor = 1 + strength * (gain - 1);
    return Float32Array.from({ length: 256 }, (_, code) => Math.min(255, code * factor));
  });
  return [red!, green!, blue!];
}
