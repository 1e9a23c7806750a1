import { type RgbImage, sizeOf } from '@havc/core';

/** Bins of one channel: one for each code. */
export const HISTOGRAM_BINS = 256;

/**
 * How a picture's pixels spread over the 256 codes of red, then green, then blue, as shares: each channel's sum is 1.
 *
 * @param image - R'G'B', any strides.
 */
export function rgbHistograms(image: RgbImage): Float64Array {
  const { data, offset, stride } = image;
  const { width, height } = sizeOf(image);
  const [rowStep, step, channelStep] = stride as [number, number, number];
  const counts = new Uint32Array(3 * HISTOGRAM_BINS);
  for (let row = 0; row < height; row++) {
    let i = offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      counts[data[i]!]!++;
      counts[HISTOGRAM_BINS + data[i + channelStep]!]!++;
      counts[2 * HISTOGRAM_BINS + data[i + 2 * channelStep]!]!++;
    }
  }
  return Float64Array.from(counts, (count) => count / (width * height));
}
