import {
  ensureRgbImage,
  ensureSameShape,
  overRuns,
  PixelRun,
  type RgbImage,
  RUN_PIXELS,
  rgbOutput,
  runAddress,
} from '@havc/core';
import { hsvNumbers } from '../hue/change-hsv.ts';
import { ensureNumber } from '../option-checks.ts';
import { type GrayMaskOptions, grayWeights } from './gray-weights.ts';
import { chromaKernels } from './kernels.ts';

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
  const { kernels, memory } = chromaKernels();
  const own = new PixelRun(image, memory, 0);
  const other = new PixelRun(colors, memory, 1);
  const [changed, masks, table, rests] = [runAddress(3), runAddress(4), runAddress(5), runAddress(6)] as const;
  const shares = rests + 8 * 256;
  memory.set(grays, table);
  if (maxGrayShare < 1 && grayShare(own, image, masks, table) > maxGrayShare) {
    // What was read is written.
    overRuns([own], new PixelRun(result, memory, 0), image, () => {});
    return result;
  }
  const doubles = new Float64Array(memory.buffer, rests, 2 * 256);
  for (let m = 0; m < 256; m++) {
    doubles[m] = 1 - m / 255;
    doubles[256 + m] = m / 255;
  }
  const numbers = hsvNumbers({ degrees: 0, saturation, value: 1 });
  const fill = saturation === 1 ? other.address : changed;
  const laidOver = weight > 0 ? fill : own.address;
  const needed = weight > 0 ? 0 : masks;
  const to = new PixelRun(result, memory, 2);
  overRuns([own, other], to, image, (pixels) => {
    kernels.grayWeights(own.address, masks, pixels, table);
    if (saturation !== 1) kernels.changeHsv(other.address, fill, pixels, needed, ...numbers);
    kernels.mixByTables(own.address, fill, masks, to.address, pixels, rests, shares, 0);
    if (weight !== 0) kernels.mixDoubles(to.address, laidOver, to.address, 3 * pixels, Math.abs(weight));
  });
  return result;
}

/** The mean of the mask, 0..1. */
function grayShare(run: PixelRun, image: RgbImage, masks: number, table: number): number {
  const { kernels } = chromaKernels();
  const pixels = image.shape[0]! * image.shape[1]!;
  let sum = 0;
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    run.read(start, length);
    kernels.grayWeights(run.address, masks, length, table);
    sum += kernels.sumBytes(masks, length);
  }
  return sum / (pixels * 255);
}
