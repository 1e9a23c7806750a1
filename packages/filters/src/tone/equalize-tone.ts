import { type ColorRange, ensureRgbImage, type Plane, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { meanOfPlane } from '../scene/mean-of-plane.ts';
import { claheOfLuma } from './clahe-luma.ts';
import { addCorrection, type FloatTables, identityTables, roundedTables } from './correction.ts';
import { equalizationTable } from './equalize-plane.ts';
import { channelHistograms } from './equalize-rgb.ts';
import { frameLuma, lumaOfMean } from './frame-luma.ts';
import { lumaChange } from './luma-change.ts';
import { lumaPlane } from './luma-plane.ts';
import { type CodeTables, mapCodes } from './map-codes.ts';
import { type ToneMethodOptions, type TonePart, toneParts } from './tone-method.ts';
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
 * result = image + strength · gate · dark blend · (equalised − image), in float, rounded once; `clahe-luma` adds its
 * change of luma to R', G' and B' alike, so that colour stays as it was to the last digit. Gate and dark blend follow the frame's mean luma, see `gateWeight` and `darkBlendWeight`: by ramps, where the original switches.
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
  return equalizeOver(image, undefined, options, out);
}

/** {@link equalizeTone} of a picture that goes through `balance` first, with its fractions kept. */
export function equalizeOver(
  image: RgbImage,
  balance: FloatTables | undefined,
  options: EqualizeToneOptions,
  out?: RgbImage,
): RgbImage {
  const strength = ensureNumber(options.strength ?? 0.5, 'options.strength', 0, 1);
  const parts = toneParts(options);
  const bytes = roundedTables(balance ?? identityTables());
  const seen = balance ? mapCodes(image, bytes) : image;
  const plane = parts[0]!.method === 'clahe-luma' ? lumaPlane(seen) : undefined;
  const luma = options.luma ?? lumaOf(seen, plane, options.range ?? 'full');
  let tables = balance ?? identityTables();
  let rest: { readonly part: TonePart; readonly weight: number } | undefined;
  for (const part of parts) {
    const weight = strength * part.share * toneWeight(luma, part.method, options);
    if (weight === 0) continue;
    if (part.method === 'equalize-rgb') tables = equalizedTables(tables, bytes, channelHistograms(seen), weight);
    else rest = { part, weight };
  }
  if (rest === undefined) return mapCodes(image, roundedTables(tables), out);
  const { part, weight } = rest;
  if (plane) {
    const result = rgbOutput(out, image);
    claheOfLuma(image, plane, options, result, lumaChange(tables, weight));
    return result;
  }
  // At full strength the filter's result is all that is asked for; a look's result isn't ours to hand out.
  if (weight === 1 && !balance && part.method !== 'look') return part.filter(seen, out);
  if (part.method === 'look') return addCorrection(image, tables, bytes, part.filter(seen), weight, out);
  const filtered = part.filter(seen, out && out.data.buffer !== image.data.buffer ? out : undefined);
  return addCorrection(image, tables, bytes, filtered, weight, out ?? filtered);
}

function lumaOf(image: RgbImage, plane: Plane | undefined, range: ColorRange): number {
  return plane ? lumaOfMean(meanOfPlane(plane), range) : frameLuma(image, { range });
}

/** Tables with a share of the equalisation of each channel, which a table can hold as a whole. */
function equalizedTables(
  tables: FloatTables,
  bytes: CodeTables,
  histograms: readonly [Uint32Array, Uint32Array, Uint32Array],
  weight: number,
): FloatTables {
  const channel = (n: 0 | 1 | 2) => {
    const equalized = equalizationTable(histograms[n]);
    return tables[n].map((value, code) => value + weight * (equalized[bytes[n][code]!]! - bytes[n][code]!));
  };
  return [channel(0), channel(1), channel(2)];
}
