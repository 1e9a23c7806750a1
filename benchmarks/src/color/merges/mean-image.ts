import { ensureSameShape, HavcError, type RgbImage, rgbOutput, toContiguous } from '@havc/core';

/**
 * The mean of several pictures, sample by sample, rounded half up: what presets' `mean` with equal weights gives.
 *
 * @param images - at least one, R'G'B' of one shape.
 * @param out - same shape; a new image when absent. Must share no memory with the images.
 * @throws HavcError `SHAPE_INVALID` when shapes differ, `OPTION_INVALID` for no images.
 */
export function meanImage(images: readonly RgbImage[], out?: RgbImage): RgbImage {
  const [first, ...others] = images;
  if (first === undefined) throw new HavcError('OPTION_INVALID', 'There are no pictures to take a mean of.');
  for (const other of others) ensureSameShape(first, other, ['the first picture', 'another']);
  const result = rgbOutput(out, first);
  const samples = images.map(toContiguous);
  const sums = new Uint16Array(samples[0]!.length);
  for (const picture of samples) {
    for (let i = 0; i < sums.length; i++) sums[i]! += picture[i]!;
  }
  const count = images.length;
  const [height, width] = first.shape as [number, number];
  const [rowStep, step, channelStep] = result.stride as [number, number, number];
  for (let row = 0, i = 0; row < height; row++) {
    let o = result.offset + row * rowStep;
    for (let column = 0; column < width; column++, o += step, i += 3) {
      for (let channel = 0; channel < 3; channel++) {
        result.data[o + channel * channelStep] = Math.floor((sums[i + channel]! + count / 2) / count);
      }
    }
  }
  return result;
}
