import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { saturate } from '../chroma/saturate.ts';
import { lumaWeighting } from '../luma/luma-weights.ts';
import { ensureNumber } from '../option-checks.ts';
import { blendTable } from './blend-table.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { ensureFlag } from './ensure-flag.ts';
import { RgbRow } from './rgb-rows.ts';

/** Options of {@link mergeLumaMasked}. */
export interface LumaMaskedOptions {
  /** Share of the masked picture, 0..1. Default 0.7. */
  readonly weight?: number;
  /** Luma up to which pixels of the second picture are replaced by the first's, 0..1. Default 0.15. */
  readonly dark?: number;
  /** Luma from which pixels of the second picture are kept, 0..1. Default 0.65. Equal to `dark`: a hard mask. */
  readonly white?: number;
  /** Factor on the colours of the first picture where it replaces the second, 0..1. Default 1. */
  readonly saturation?: number;
  /** Whether the mask's slope is rounded to 3 decimals, as in the original. Default false: see `lumaMask`. */
  readonly roundedSlope?: boolean;
}

/** Complete options, checked. */
export function lumaMaskedSettings(options: LumaMaskedOptions): Required<LumaMaskedOptions> {
  const settings = { ...MERGE_DEFAULTS['luma-masked'], ...options };
  ensureNumber(settings.weight, 'options.weight', 0, 1);
  ensureNumber(settings.dark, 'options.dark', 0, 1);
  ensureNumber(settings.white, 'options.white', 0, 1);
  ensureNumber(settings.saturation, 'options.saturation', 0, 1);
  ensureFlag(settings.roundedSlope, 'options.roundedSlope');
  return settings;
}

/**
 * The second picture where it is bright, the first where the second is dark, and the whole mixed with the first.
 *
 * masked = first · (1 − mask) + second · mask, with the mask that `lumaMask` gives of `second`; out = first + weight ·
 * (masked − first). Both truncated to bytes. With `dark` above `white` nothing of the second is taken.
 *
 * @param first - R'G'B', full range, any strides.
 * @param second - same shape; its luma decides.
 * @param options - see {@link LumaMaskedOptions}.
 * @param out - same shape; a new image when absent. May be `first` or `second` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option.
 *
 * Source: HAVC's merge method 4 (`LumaMaskedMerge` in vsslib/mcomb.py). It desaturates through 8-bit 4:2:0 of BT.709
 * with error diffusion; here it is `saturate`, in R'G'B'.
 */
export function mergeLumaMasked(
  first: RgbImage,
  second: RgbImage,
  options: LumaMaskedOptions = {},
  out?: RgbImage,
): RgbImage {
  const settings = lumaMaskedSettings(options);
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  const result = rgbOutput(out, first);
  const weighting = lumaWeighting(settings, 'options');
  const table = blendTable(settings.weight);
  const [height, width] = first.shape as [number, number];
  const own = new RgbRow(first);
  const dark = new RgbRow(settings.saturation < 1 ? saturate(first, settings.saturation) : first);
  const other = new RgbRow(second);
  const target = new RgbRow(result);
  const shares = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    own.read(row);
    dark.read(row);
    other.read(row);
    weighting.fillRow(shares, other.bytes, 0, 3, 1, width);
    maskRow(table, shares, own.bytes, dark.bytes, other.bytes, target.bytes);
    target.write(row);
  }
  return result;
}

function maskRow(
  table: Uint8Array,
  shares: Float64Array,
  own: Uint8Array,
  dark: Uint8Array,
  other: Uint8Array,
  to: Uint8Array,
): void {
  for (let column = 0, n = 0; column < shares.length; column++, n += 3) {
    const share = shares[column]!;
    const rest = 1 - share;
    const R = (dark[n]! * rest + other[n]! * share) | 0;
    const G = (dark[n + 1]! * rest + other[n + 1]! * share) | 0;
    const B = (dark[n + 2]! * rest + other[n + 2]! * share) | 0;
    to[n] = table[(own[n]! << 8) | R]!;
    to[n + 1] = table[(own[n + 1]! << 8) | G]!;
    to[n + 2] = table[(own[n + 2]! << 8) | B]!;
  }
}
