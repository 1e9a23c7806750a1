import { type LabImage, type RgbImage, rgbToLab } from '@havc/core';
import ndarray from 'ndarray';

/** The lightness of a picture as one plane of 32-bit floats, 0..100, in rows without gaps. */
export function lightnessOf(image: RgbImage, lab: LabImage, out: Float32Array): void {
  rgbToLab(image, lab);
  const { data } = lab;
  for (let n = 0, i = 0; n < out.length; n++, i += 3) out[n] = data[i]!;
}

/** Planes a and b, [2, height, width], as a view that resizing kernels take: [height, width, 2]. */
export function interleavedView(planes: Float32Array, height: number, width: number) {
  return ndarray(planes, [height, width, 2], [width, 1, height * width]);
}
