import { createRgbImage, type RgbImage, rgbToGray, sizeOf } from '@havc/core';

/** The picture without its colours, as OpenCV makes gray of it (BT.601): three equal samples a pixel. */
export function grayOf(image: RgbImage): RgbImage {
  const { width, height } = sizeOf(image);
  const { data } = rgbToGray(image);
  const gray = createRgbImage(width, height);
  const to = gray.data;
  for (let n = 0, i = 0; n < data.length; n++, i += 3) {
    const value = data[n]!;
    to[i] = value;
    to[i + 1] = value;
    to[i + 2] = value;
  }
  return gray;
}
