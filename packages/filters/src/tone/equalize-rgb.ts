import { ensureRgbImage, type RgbImage } from '@havc/core';
import { equalizationTable } from './equalize-plane.ts';
import { mapCodes } from './map-codes.ts';

/**
 * The picture with each of R', G' and B' equalised on its own, bit for bit as OpenCV's `equalizeHist` does a plane.
 *
 * It draws on the whole range in each channel, so that colour casts go as well as flatness.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: HAVC's `rgb_equalizer`, method 1 (havc_utils.py).
 */
export function equalizeRgb(image: RgbImage, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const [red, green, blue] = channelHistograms(image);
  return mapCodes(image, [equalizationTable(red), equalizationTable(green), equalizationTable(blue)], out);
}

/** How many pixels have each code, of R', G' and B'. `image` is checked by the caller. */
export function channelHistograms(image: RgbImage): [Uint32Array, Uint32Array, Uint32Array] {
  const red = new Uint32Array(256);
  const green = new Uint32Array(256);
  const blue = new Uint32Array(256);
  const { data } = image;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const b = 2 * g;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      const R = data[i]!;
      const G = data[i + g]!;
      const B = data[i + b]!;
      red[R] = red[R]! + 1;
      green[G] = green[G]! + 1;
      blue[B] = blue[B]! + 1;
    }
  }
  return [red, green, blue];
}
