import type { Plane, RgbImage } from '@havc/core';

/** How many pixels have each luma code, the Y of OpenCV's 8-bit YUV. `image` is checked by the caller. */
export function lumaHistogram(image: RgbImage): Uint32Array {
  const histogram = new Uint32Array(256);
  const { data } = image;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, g] = image.stride as [number, number, number];
  const b = 2 * g;
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      const Y = (4899 * data[i]! + 9617 * data[i + g]! + 1868 * data[i + b]! + 8192) >> 14;
      histogram[Y] = histogram[Y]! + 1;
    }
  }
  return histogram;
}

/** How many samples of a plane have each code. `plane` is checked by the caller. */
export function planeHistogram(plane: Plane): Uint32Array {
  const histogram = new Uint32Array(256);
  const { data } = plane;
  const [height, width] = plane.shape as [number, number];
  const [rowStep, step] = plane.stride as [number, number];
  for (let row = 0; row < height; row++) {
    let i = plane.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      const code = data[i]!;
      histogram[code] = histogram[code]! + 1;
    }
  }
  return histogram;
}

/** The mean of what a histogram counted, in codes. */
export function meanOfHistogram(histogram: Uint32Array): number {
  let sum = 0;
  let count = 0;
  for (let code = 0; code < 256; code++) {
    sum += code * histogram[code]!;
    count += histogram[code]!;
  }
  return sum / count;
}
