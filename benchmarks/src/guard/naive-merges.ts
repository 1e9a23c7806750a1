// The peers that merges and means over time are timed against: the formulas as one would write them down first, in one
// loop over the samples, in floating point. Each is a loop of its own: with the pixel's work in a function that is handed
// over, the engine now compiles it well and now doesn't, and takes 1.3 to 1.9 times as long from one process to the next.

import { createRgbImage, type RgbImage, sizeOf } from '@havc/core';

/** Two pictures mixed in one proportion. */
export function naiveWeighted(first: RgbImage, second: RgbImage, weight: number): RgbImage {
  const out = emptyLike(first);
  for (let i = 0; i < out.data.length; i++) out.data[i] = (1 - weight) * first.data[i]! + weight * second.data[i]!;
  return out;
}

/** The luma of one picture with the colours of another, by BT.601's factors. */
export function naiveReplacedLuma(luma: RgbImage, color: RgbImage): RgbImage {
  const out = emptyLike(luma);
  const [from, colors, to] = [luma.data, color.data, out.data];
  for (let i = 0; i < to.length; i += 3) {
    const wanted = 0.299 * from[i]! + 0.587 * from[i + 1]! + 0.114 * from[i + 2]!;
    const had = 0.299 * colors[i]! + 0.587 * colors[i + 1]! + 0.114 * colors[i + 2]!;
    for (let c = i; c < i + 3; c++) to[c] = Math.min(255, Math.max(0, Math.round(colors[c]! + wanted - had)));
  }
  return out;
}

/** The second picture's U and V within `reach` codes of the first's, on the first's luma, mixed with the first. */
export function naiveConstrainedChroma(
  first: RgbImage,
  second: RgbImage,
  { weight, reach }: { readonly weight: number; readonly reach: number },
): RgbImage {
  const out = emptyLike(first);
  const [own, other, to] = [first.data, second.data, out.data];
  for (let i = 0; i < to.length; i += 3) {
    const luma = 0.299 * own[i]! + 0.587 * own[i + 1]! + 0.114 * own[i + 2]!;
    const otherLuma = 0.299 * other[i]! + 0.587 * other[i + 1]! + 0.114 * other[i + 2]!;
    const u = 0.492 * (own[i + 2]! - luma);
    const v = 0.877 * (own[i]! - luma);
    const boundU = Math.min(u + reach, Math.max(u - reach, 0.492 * (other[i + 2]! - otherLuma)));
    const boundV = Math.min(v + reach, Math.max(v - reach, 0.877 * (other[i]! - otherLuma)));
    const red = Math.min(255, Math.max(0, luma + 1.14 * boundV));
    const green = Math.min(255, Math.max(0, luma - 0.395 * boundU - 0.581 * boundV));
    const blue = Math.min(255, Math.max(0, luma + 2.032 * boundU));
    to[i] = (1 - weight) * own[i]! + weight * red;
    to[i + 1] = (1 - weight) * own[i + 1]! + weight * green;
    to[i + 2] = (1 - weight) * own[i + 2]! + weight * blue;
  }
  return out;
}

/** The second picture where it is bright, the first where the second is dark, mixed with the first. */
export function naiveLumaMasked(
  first: RgbImage,
  second: RgbImage,
  { weight, dark, white }: { readonly weight: number; readonly dark: number; readonly white: number },
): RgbImage {
  const out = emptyLike(first);
  const [own, other, to] = [first.data, second.data, out.data];
  const bottom = Math.round(255 * dark);
  const top = Math.round(255 * white);
  for (let i = 0; i < to.length; i += 3) {
    const luma = 0.299 * other[i]! + 0.587 * other[i + 1]! + 0.114 * other[i + 2]!;
    const mask = Math.min(1, Math.max(0, (luma - bottom) / (top - bottom)));
    for (let c = i; c < i + 3; c++) {
      const masked = own[c]! * (1 - mask) + other[c]! * mask;
      to[c] = own[c]! + weight * (masked - own[c]!);
    }
  }
  return out;
}

/** The middle picture with its colours averaged over all of them, each counting the same; its luma stays. */
export function naiveAverageChroma(pictures: readonly RgbImage[]): RgbImage {
  const current = pictures[pictures.length >> 1]!.data;
  const out = emptyLike(pictures[0]!);
  for (let i = 0; i < current.length; i += 3) {
    let red = 0;
    let blue = 0;
    for (const { data } of pictures) {
      red += (data[i]! - data[i + 1]!) / pictures.length;
      blue += (data[i + 2]! - data[i + 1]!) / pictures.length;
    }
    const green = current[i + 1]!;
    const redChange = red - (current[i]! - green);
    const blueChange = blue - (current[i + 2]! - green);
    const greenChange = -0.299 * redChange - 0.114 * blueChange;
    out.data[i] = Math.min(255, Math.max(0, Math.round(current[i]! + redChange + greenChange)));
    out.data[i + 1] = Math.min(255, Math.max(0, Math.round(green + greenChange)));
    out.data[i + 2] = Math.min(255, Math.max(0, Math.round(current[i + 2]! + blueChange + greenChange)));
  }
  return out;
}

function emptyLike(image: RgbImage): RgbImage {
  const { width, height } = sizeOf(image);
  return createRgbImage(width, height);
}
