import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { changeHsvRow, hsvTables, saturationReciprocals } from '../hue/change-hsv.ts';
import { ensureNumber } from '../option-checks.ts';
import { fillGrayRow, type GrayMaskOptions, grayWeights } from './gray-weights.ts';

/** Options of {@link restoreColor}. */
export interface RestoreColorOptions extends GrayMaskOptions {
  /** Factor on the saturation of the colours that are filled in, 0..10, clipped at full saturation. Default 0.8. */
  readonly saturation?: number;
  /**
   * −1..1. Above 0: the share of the colours laid over the whole result. Below 0: the share (without its sign) of the
   * picture as it was. Default 0: neither.
   */
  readonly weight?: number;
  /**
   * If more than this share of the picture is in the mask, 0..1, the picture stays as it is: it is meant to be gray.
   * Default 1: never.
   */
  readonly maxGrayShare?: number;
}

/**
 * The picture with its grayish pixels coloured from another picture.
 *
 * C = `colors` with its saturation changed; R = picture · (1 − m / 255) + C · m / 255 with the mask m of `grayMask`;
 * then R + w (C − R) for a weight w above 0, R + |w| (picture − R) below. Each is truncated. `mergeChromaRetention` does
 * this with care for very dark and very bright frames.
 *
 * @param image - R'G'B', full range, any strides: the picture to repair.
 * @param colors - same shape: the colours to take.
 * @param options - see {@link RestoreColorOptions}.
 * @param out - same shape; a new image when absent. May be either input itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option out of
 * range.
 *
 * Source: HAVC's `restore_color` (the hard mask) and `restore_color_gradient` (vsslib/restcolor.py). There, the weight of
 * the hard mask has the opposite sign; a saturation above 255 runs over; and with a saturation of 1 the colours go to
 * 8-bit HSV and back all the same.
 */
export function restoreColor(
  image: RgbImage,
  colors: RgbImage,
  options: RestoreColorOptions = {},
  out?: RgbImage,
): RgbImage {
  ensureRgbImage(image, 'image');
  ensureRgbImage(colors, 'colors');
  ensureSameShape(image, colors, ['image', 'colors']);
  const grays = grayWeights(options, 'options');
  const saturation = ensureNumber(options.saturation ?? 0.8, 'options.saturation', 0, 10);
  const weight = ensureNumber(options.weight ?? 0, 'options.weight', -1, 1);
  const maxGrayShare = ensureNumber(options.maxGrayShare ?? 1, 'options.maxGrayShare', 0, 1);
  const result = rgbOutput(out, image);
  const reciprocals = saturationReciprocals();
  const isMeantGray = maxGrayShare < 1 && grayShare(image, grays, reciprocals) > maxGrayShare;
  if (isMeantGray) grays.fill(0);
  const mix = isMeantGray ? 0 : weight;
  const shares = Float64Array.from({ length: 256 }, (_, m) => m / 255);
  const tables = saturation === 1 ? undefined : hsvTables({ degrees: 0, saturation, value: 1 });
  const from = image.data;
  const other = colors.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [otherRowStep, otherStep, otherSampleStep] = colors.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const fill = new Uint8Array(3 * width);
  const masks = new Uint8Array(width);
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    fillGrayRow(grays, reciprocals, from, i, step, sampleStep, width, masks);
    const at = colors.offset + row * otherRowStep;
    const needed = mix > 0 ? undefined : masks;
    if (tables) changeHsvRow(tables, other, at, otherStep, otherSampleStep, width, fill, needed);
    else copyRow(other, at, otherStep, otherSampleStep, fill);
    for (let column = 0, q = 0; column < width; column++, q += 3, i += step, o += toStep) {
      const share = shares[masks[column]!]!;
      const rest = 1 - share;
      for (let sample = 0; sample < 3; sample++) {
        const P = from[i + sample * sampleStep]!;
        const C = fill[q + sample]!;
        let value = share === 0 ? P : Math.trunc(P * rest + C * share);
        if (mix > 0) value = Math.trunc(value * (1 - mix) + C * mix);
        else if (mix < 0) value = Math.trunc(value * (1 + mix) - P * mix);
        to[o + sample * toSampleStep] = value;
      }
    }
  }
  return result;
}

function copyRow(from: Uint8Array, at: number, step: number, sampleStep: number, to: Uint8Array): void {
  for (let i = at, o = 0; o < to.length; i += step, o += 3) {
    to[o] = from[i]!;
    to[o + 1] = from[i + sampleStep]!;
    to[o + 2] = from[i + 2 * sampleStep]!;
  }
}

/** The mean of the mask, 0..1. */
function grayShare(image: RgbImage, grays: Uint8Array, reciprocals: Int32Array): number {
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const masks = new Uint8Array(width);
  let sum = 0;
  for (let row = 0; row < height; row++) {
    fillGrayRow(grays, reciprocals, image.data, image.offset + row * rowStep, step, sampleStep, width, masks);
    for (let column = 0; column < width; column++) sum += masks[column]!;
  }
  return sum / (width * height * 255);
}
