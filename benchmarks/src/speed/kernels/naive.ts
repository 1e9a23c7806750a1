// The peers that kernels are timed against: the formulas as one would write them down first, sample by sample through
// ndarray's `get` and `set`, without tables and without integer arithmetic.

import { createFloatImage, createPlane, createRgbImage, deltaE2000, type LabColor, type RgbImage } from '@havc/core';
import type { NdArray } from 'ndarray';

/** Cb and Cr of BT.709 in limited range, ITU-T H.273 clause 8.3. */
export function naiveChroma(image: RgbImage): { readonly cb: NdArray<Uint8Array>; readonly cr: NdArray<Uint8Array> } {
  const [height, width] = image.shape as [number, number, number];
  const cb = createPlane(width, height, new Uint8Array(width * height));
  const cr = createPlane(width, height, new Uint8Array(width * height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = [image.get(y, x, 0) / 255, image.get(y, x, 1) / 255, image.get(y, x, 2) / 255];
      const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      cb.set(y, x, Math.round(128 + (224 * (b - luma)) / (2 * (1 - 0.0722))));
      cr.set(y, x, Math.round(128 + (224 * (r - luma)) / (2 * (1 - 0.2126))));
    }
  }
  return { cb, cr };
}

/** The luma of one picture with the colours of another, by BT.601's factors. */
export function naiveReplaceLuma(luma: RgbImage, color: RgbImage): RgbImage {
  const [height, width] = luma.shape as [number, number, number];
  const out = createRgbImage(width, height);
  const lumaOf = (image: RgbImage, y: number, x: number) =>
    0.299 * image.get(y, x, 0) + 0.587 * image.get(y, x, 1) + 0.114 * image.get(y, x, 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const difference = lumaOf(luma, y, x) - lumaOf(color, y, x);
      for (let c = 0; c < 3; c++) {
        out.set(y, x, c, Math.min(255, Math.max(0, Math.round(color.get(y, x, c) + difference))));
      }
    }
  }
  return out;
}

/** CIE L*a*b* of sRGB, D65. */
export function naiveLab(image: RgbImage): NdArray<Float32Array> {
  const [height, width] = image.shape as [number, number, number];
  const out = createFloatImage(width, height, 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const lab = labOf(image.get(y, x, 0), image.get(y, x, 1), image.get(y, x, 2));
      for (let c = 0; c < 3; c++) out.set(y, x, c, lab[c]!);
    }
  }
  return out;
}

/** The mean CIEDE2000 of two pictures, pixel by pixel. */
export function naiveMeanDeltaE(a: RgbImage, b: RgbImage): number {
  const [height, width] = a.shape as [number, number, number];
  const at = (image: RgbImage, y: number, x: number) =>
    labOf(image.get(y, x, 0), image.get(y, x, 1), image.get(y, x, 2));
  let sum = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) sum += deltaE2000(at(a, y, x), at(b, y, x));
  }
  return sum / (width * height);
}

/** A smaller picture: every pixel the mean of its surroundings, weighted by a triangle. */
export function naiveShrink(image: RgbImage, width: number, height: number): RgbImage {
  const [sourceHeight, sourceWidth] = image.shape as [number, number, number];
  const out = createRgbImage(width, height);
  const [scaleX, scaleY] = [sourceWidth / width, sourceHeight / height];
  for (let y = 0; y < height; y++) {
    const middleY = (y + 0.5) * scaleY;
    const [top, bottom] = [
      Math.max(0, Math.round(middleY - scaleY)),
      Math.min(sourceHeight, Math.round(middleY + scaleY)),
    ];
    for (let x = 0; x < width; x++) {
      const middleX = (x + 0.5) * scaleX;
      const [left, right] = [
        Math.max(0, Math.round(middleX - scaleX)),
        Math.min(sourceWidth, Math.round(middleX + scaleX)),
      ];
      const sums = [0, 0, 0];
      let total = 0;
      for (let j = top; j < bottom; j++) {
        for (let i = left; i < right; i++) {
          const weightX = Math.max(0, 1 - Math.abs(i + 0.5 - middleX) / scaleX);
          const weight = weightX * Math.max(0, 1 - Math.abs(j + 0.5 - middleY) / scaleY);
          total += weight;
          for (let c = 0; c < 3; c++) sums[c]! += weight * image.get(j, i, c);
        }
      }
      for (let c = 0; c < 3; c++) out.set(y, x, c, Math.round(sums[c]! / total));
    }
  }
  return out;
}

function labOf(red: number, green: number, blue: number): LabColor {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = curve((0.412453 * r + 0.35758 * g + 0.180423 * b) / 0.95047);
  const y = curve(0.212671 * r + 0.71516 * g + 0.072169 * b);
  const z = curve((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function linear(code: number): number {
  const value = code / 255;
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

function curve(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}
