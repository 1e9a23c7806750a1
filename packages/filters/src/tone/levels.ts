import { ensureRgbImage, HavcError, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { type CodeTables, mapCodes } from './map-codes.ts';

/** Which codes become which. */
export interface LevelsOptions {
  /** The codes that become the ends of `to`, 0..255, the second above the first. Default [0, 255]. */
  readonly from?: readonly [number, number];
  /** The codes that the ends of `from` become, 0..255. Default [0, 255]. */
  readonly to?: readonly [number, number];
  /** Above 1 brightens the middle, below 1 darkens it; 0.01..10, default 1. */
  readonly gamma?: number;
}

/**
 * The picture with other levels, R', G' and B' alike: `from` is stretched or squeezed to `to`, over a gamma curve.
 *
 * code' = ((clip(code, from) − from₀) / (from₁ − from₀))^(1 / gamma) · (to₁ − to₀) + to₀, rounded half up.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: VapourSynth's `std.Levels` (R70), whose 8-bit results it equals.
 */
export function adjustLevels(image: RgbImage, options: LevelsOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const table = levelsTable(options);
  const tables: CodeTables = [table, table, table];
  return mapCodes(image, tables, out);
}

/** The table of {@link adjustLevels}. */
export function levelsTable(options: LevelsOptions): Uint8Array {
  const [low, high] = ensurePair(options.from ?? [0, 255], 'options.from');
  const [black, white] = ensurePair(options.to ?? [0, 255], 'options.to');
  const gamma = ensureNumber(options.gamma ?? 1, 'options.gamma', 0.01, 10);
  if (!(high > low)) {
    throw new HavcError('OPTION_INVALID', `options.from must rise, got [${low}, ${high}].`);
  }
  return Uint8Array.from({ length: 256 }, (_, code) => {
    const share = Math.max(Math.min(code, high) - low, 0) / (high - low);
    return Math.floor(Math.min(255, Math.max(0, share ** (1 / gamma) * (white - black) + black)) + 0.5);
  });
}

function ensurePair(pair: readonly [number, number], path: string): readonly [number, number] {
  ensureNumber(pair[0], `${path}[0]`, 0, 255);
  ensureNumber(pair[1], `${path}[1]`, 0, 255);
  return pair;
}
