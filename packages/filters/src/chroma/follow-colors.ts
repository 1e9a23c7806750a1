import { ensureRgbImage, ensureSameShape, type RgbImage, replaceLuma, rgbOutput } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';

/** Options of {@link followColors}. */
export interface FollowColorsOptions {
  /** How far samples may be from the previous picture's, as a share of these, 0..1. Default 0.2. */
  readonly tolerance?: number;
}

/**
 * The picture with colours that stay near those of the picture before it; its luma stays its own.
 *
 * Each of R, G, B is held between 1 − tolerance and 1 + tolerance times the previous sample (both rounded, at most
 * 255); of the result only U and V are taken, see `replaceLuma`.
 *
 * @param previous - R'G'B', full range, any strides.
 * @param image - same shape.
 * @param options - see {@link FollowColorsOptions}.
 * @param out - same shape; a new image when absent. May be either input itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for a tolerance out of
 * range.
 *
 * Source: HAVC's `chroma_smoother` (vsslib/imfilters.py), with 0.2. As the bound is on samples and not on chroma, a
 * tolerance means less in dark parts; `limitChromaChange` has no such bias.
 */
export function followColors(
  previous: RgbImage,
  image: RgbImage,
  options: FollowColorsOptions = {},
  out?: RgbImage,
): RgbImage {
  ensureRgbImage(previous, 'previous');
  ensureRgbImage(image, 'image');
  ensureSameShape(previous, image, ['previous', 'image']);
  const tolerance = ensureNumber(options.tolerance ?? 0.2, 'options.tolerance', 0, 1);
  const upper = Uint8Array.from({ length: 256 }, (_, v) => Math.min(255, Math.round(v * (1 + tolerance))));
  const lower = Uint8Array.from({ length: 256 }, (_, v) => Math.round(v * (1 - tolerance)));
  const bounded = rgbOutput(undefined, image);
  const from = image.data;
  const before = previous.data;
  const to = bounded.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [beforeRowStep, beforeStep, beforeSampleStep] = previous.stride as [number, number, number];
  for (let row = 0, o = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let j = previous.offset + row * beforeRowStep;
    for (let column = 0; column < width; column++, i += step, j += beforeStep) {
      for (let sample = 0; sample < 3; sample++, o++) {
        const last = before[j + sample * beforeSampleStep]!;
        to[o] = Math.max(lower[last]!, Math.min(upper[last]!, from[i + sample * sampleStep]!));
      }
    }
  }
  return replaceLuma(image, bounded, out);
}
