// The peers that merges and means over time are timed against: the formulas as one would write them down first, sample
// by sample through ndarray's `get` and `set`, in floating point.

import { createRgbImage, type RgbImage } from '@havc/core';

/** Two pictures mixed in one proportion. */
export function naiveWeighted(first: RgbImage, second: RgbImage, weight: number): RgbImage {
  return eachPixel(first, (out, y, x) => {
    for (let c = 0; c < 3; c++) {
      out.set(y, x, c, (1 - weight) * first.get(y, x, c) + weight * second.get(y, x, c));
    }
  });
}

/** The second picture's U and V within `reach` codes of the first's, on the first's luma, mixed with the first. */
export function naiveConstrainedChroma(
  first: RgbImage,
  second: RgbImage,
  { weight, reach }: { readonly weight: number; readonly reach: number },
): RgbImage {
  return eachPixel(first, (out, y, x) => {
    const luma = lumaAt(first, y, x);
    const otherLuma = lumaAt(second, y, x);
    const [u, v] = [0.492 * (first.get(y, x, 2) - luma), 0.877 * (first.get(y, x, 0) - luma)];
    const [u2, v2] = [0.492 * (second.get(y, x, 2) - otherLuma), 0.877 * (second.get(y, x, 0) - otherLuma)];
    const [boundU, boundV] = [clamped(u2, u - reach, u + reach), clamped(v2, v - reach, v + reach)];
    const bound = [luma + 1.14 * boundV, luma - 0.395 * boundU - 0.581 * boundV, luma + 2.032 * boundU];
    for (let c = 0; c < 3; c++) {
      out.set(y, x, c, (1 - weight) * first.get(y, x, c) + weight * clamped(bound[c]!, 0, 255));
    }
  });
}

/** The second picture where it is bright, the first where the second is dark, mixed with the first. */
export function naiveLumaMasked(
  first: RgbImage,
  second: RgbImage,
  { weight, dark, white }: { readonly weight: number; readonly dark: number; readonly white: number },
): RgbImage {
  const [from, to] = [Math.round(255 * dark), Math.round(255 * white)];
  return eachPixel(first, (out, y, x) => {
    const mask = clamped((lumaAt(second, y, x) - from) / (to - from), 0, 1);
    for (let c = 0; c < 3; c++) {
      const own = first.get(y, x, c);
      const masked = own * (1 - mask) + second.get(y, x, c) * mask;
      out.set(y, x, c, own + weight * (masked - own));
    }
  });
}

/** The middle picture with its colours averaged over all of them, each counting the same; its luma stays. */
export function naiveAverageChroma(pictures: readonly RgbImage[]): RgbImage {
  const current = pictures[pictures.length >> 1]!;
  return eachPixel(current, (out, y, x) => {
    const green = current.get(y, x, 1);
    let red = 0;
    let blue = 0;
    for (const picture of pictures) {
      red += (picture.get(y, x, 0) - picture.get(y, x, 1)) / pictures.length;
      blue += (picture.get(y, x, 2) - picture.get(y, x, 1)) / pictures.length;
    }
    const redChange = red - (current.get(y, x, 0) - green);
    const blueChange = blue - (current.get(y, x, 2) - green);
    const greenChange = -0.299 * redChange - 0.114 * blueChange;
    const changes = [redChange + greenChange, greenChange, blueChange + greenChange];
    for (let c = 0; c < 3; c++) out.set(y, x, c, clamped(Math.round(current.get(y, x, c) + changes[c]!), 0, 255));
  });
}

function eachPixel(like: RgbImage, write: (out: RgbImage, y: number, x: number) => void): RgbImage {
  const [height, width] = like.shape as [number, number, number];
  const out = createRgbImage(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) write(out, y, x);
  }
  return out;
}

function lumaAt(image: RgbImage, y: number, x: number): number {
  return 0.299 * image.get(y, x, 0) + 0.587 * image.get(y, x, 1) + 0.114 * image.get(y, x, 2);
}

function clamped(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
