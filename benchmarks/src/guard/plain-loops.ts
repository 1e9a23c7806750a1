// The peers that kernels are timed against here: the formulas as one would write them down first, in one loop over the
// samples, in floating point. Each is a loop of its own, without ndarray's `get` and `set` and without a function that is
// handed over: those the engine now compiles well and now doesn't, so that they take up to 1.9 times as long from one
// process to the next.

import { createFloatImage, createRgbImage, type LabImage, type RgbImage, sizeOf } from '@havc/core';
import { plainDeltaE } from './plain-delta-e.ts';

/** Cb and Cr of BT.709 in limited range, ITU-T H.273 clause 8.3. */
export function plainChroma(image: RgbImage): { readonly cb: Uint8Array; readonly cr: Uint8Array } {
  const { width, height } = sizeOf(image);
  const cb = new Uint8Array(width * height);
  const cr = new Uint8Array(width * height);
  const from = image.data;
  for (let n = 0, i = 0; n < cb.length; n++, i += 3) {
    const luma = (0.2126 * from[i]! + 0.7152 * from[i + 1]! + 0.0722 * from[i + 2]!) / 255;
    cb[n] = Math.round(128 + (224 * (from[i + 2]! / 255 - luma)) / (2 * (1 - 0.0722)));
    cr[n] = Math.round(128 + (224 * (from[i]! / 255 - luma)) / (2 * (1 - 0.2126)));
  }
  return { cb, cr };
}

/** CIE L*a*b* of sRGB, D65. */
export function plainLab(image: RgbImage): LabImage {
  const { width, height } = sizeOf(image);
  const out = createFloatImage(width, height, 3);
  const [from, to] = [image.data, out.data];
  for (let i = 0; i < to.length; i += 3) {
    const r = linear(from[i]! / 255);
    const g = linear(from[i + 1]! / 255);
    const b = linear(from[i + 2]! / 255);
    const x = curve((0.412453 * r + 0.35758 * g + 0.180423 * b) / 0.95047);
    const y = curve(0.212671 * r + 0.71516 * g + 0.072169 * b);
    const z = curve((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.08883);
    to[i] = 116 * y - 16;
    to[i + 1] = 500 * (x - y);
    to[i + 2] = 200 * (y - z);
  }
  return out;
}

function linear(value: number): number {
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

function curve(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}

/** The mean CIEDE2000 of two pictures, pixel by pixel. */
export function plainMeanDeltaE(first: RgbImage, second: RgbImage): number {
  const [own, other] = [plainLab(first).data, plainLab(second).data];
  let sum = 0;
  for (let i = 0; i < own.length; i += 3) {
    sum += plainDeltaE(own[i]!, own[i + 1]!, own[i + 2]!, other[i]!, other[i + 1]!, other[i + 2]!);
  }
  return sum / (own.length / 3);
}

/** Two pictures mixed in one proportion. */
export function plainWeighted(first: RgbImage, second: RgbImage, weight: number): RgbImage {
  const out = emptyLike(first);
  for (let i = 0; i < out.data.length; i++) out.data[i] = (1 - weight) * first.data[i]! + weight * second.data[i]!;
  return out;
}

/** The luma of one picture with the colours of another, by BT.601's factors. */
export function plainReplacedLuma(luma: RgbImage, color: RgbImage): RgbImage {
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
export function plainConstrainedChroma(
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
export function plainLumaMasked(
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
export function plainAverageChroma(pictures: readonly RgbImage[]): RgbImage {
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
