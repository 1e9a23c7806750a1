import { type RgbImage, sizeOf } from '@havc/core';

/**
 * How colourful a picture looks: M3 of Hasler and Süsstrunk, by the spread and the mean of its opponent colours.
 *
 * People in the paper's experiment called pictures of 0 not colourful, of 15 slightly, 33 moderately, 45 averagely, 59
 * quite, 82 highly and 109 extremely colourful.
 *
 * @param image - R'G'B' as sRGB, full range 0..255, any strides.
 * @returns 0 for gray; 76.5 for a plain yellow, about 293 for half red and half green.
 *
 * Source: D. Hasler, S. Süsstrunk, "Measuring colourfulness in natural images" (SPIE 5007, 2003), section 7: rg = R - G,
 * yb = (R + G) / 2 - B, M3 = sqrt(var rg + var yb) + 0.3 sqrt(mean rg^2 + mean yb^2). Variances are those of all pixels.
 */
export function colorfulness(image: RgbImage): number {
  const { data, offset, stride } = image;
  const { width, height } = sizeOf(image);
  const [rowStep, step, channelStep] = stride as [number, number, number];
  // Whole numbers, so that the sums are exact: twice yb is summed up in place of yb.
  let rgSum = 0;
  let rgSquares = 0;
  let ybSum = 0;
  let ybSquares = 0;
  for (let row = 0; row < height; row++) {
    let i = offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) {
      const r = data[i]!;
      const g = data[i + channelStep]!;
      const rg = r - g;
      const yb = r + g - 2 * data[i + 2 * channelStep]!;
      rgSum += rg;
      rgSquares += rg * rg;
      ybSum += yb;
      ybSquares += yb * yb;
    }
  }
  const pixels = width * height;
  const rgMean = rgSum / pixels;
  const ybMean = ybSum / pixels / 2;
  const variances = rgSquares / pixels - rgMean ** 2 + ybSquares / pixels / 4 - ybMean ** 2;
  // Rounding may leave a trace below 0 where all pixels are one colour.
  return Math.sqrt(Math.max(0, variances)) + 0.3 * Math.sqrt(rgMean ** 2 + ybMean ** 2);
}
