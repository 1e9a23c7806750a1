import type { RgbImage } from '@havc/core';
import { PixelRun, RUN_LENGTH, runsOf } from './pixel-run.ts';

/** Shares of red and blue in luma. */
export interface LumaShares {
  readonly kr: number;
  readonly kb: number;
}

/** Bits after the point of luma's factors. */
const SHIFT = 14;
/** Bits after the point of a luma and of what lies above it. */
const FINE = 4;

/**
 * What of a picture's colours tells the saturation that they have on any luma, in one word a pixel: how far the largest
 * sample lies above luma (times 16, in the bits from 8 up) and how far the smallest lies below it (in the lowest 8 bits).
 *
 * Made once for each picture, this takes half of the work out of every window that the picture is in.
 */
export function colorSpans(image: RgbImage, { kr, kb }: LumaShares, out: Int32Array): Int32Array {
  const run = new PixelRun(image);
  const red = Math.round(kr * 2 ** SHIFT);
  const blue = Math.round(kb * 2 ** SHIFT);
  for (const [start, length] of runsOf(image)) {
    run.read(start, length);
    fillSpans(run.bytes, red, blue, out, start, length);
  }
  return out;
}

function fillSpans(bytes: Uint8Array, kr: number, kb: number, out: Int32Array, start: number, length: number): void {
  const half = 1 << (SHIFT - FINE - 1);
  for (let n = 0, i = 0; n < length; n++, i += 3) {
    const G = bytes[i + 1]!;
    const r = (bytes[i]! - G) | 0;
    const b = (bytes[i + 2]! - G) | 0;
    // x & (x >> 31) is min(x, 0): without branches, which on grainy pictures are guessed wrong.
    const apart = (r - b) | 0;
    const lower = apart & (apart >> 31);
    const larger = (r - lower) | 0;
    const smaller = (b + lower) | 0;
    const top = larger & ~(larger >> 31);
    const span = (top - (smaller & (smaller >> 31))) | 0;
    const above = ((top << SHIFT) - Math.imul(kr, r) - Math.imul(kb, b) + half) >> (SHIFT - FINE);
    out[start + n] = (above << 8) | span;
  }
}

/**
 * Finds where neighbours have no colour: in the picture that has the current luma and the neighbour's colours, the HSV
 * saturation (255 · span / maximum, rounded, as OpenCV has it) lies below a threshold.
 */
export class GrayFinder {
  readonly #kr: number;
  readonly #kb: number;
  readonly #factor: number;
  readonly #lumas = new Int32Array(RUN_LENGTH);
  #lumaSum = 0;

  /** @param threshold - 0..255, above 0. */
  constructor(threshold: number, { kr, kb }: LumaShares) {
    this.#kr = Math.round(kr * 2 ** SHIFT);
    this.#kb = Math.round(kb * 2 ** SHIFT);
    // A rounded saturation is below a whole t where 255 span < (t − 0.5) maximum.
    this.#factor = (2 * Math.ceil(threshold) - 1) | 0;
  }

  /** The luma of all pixels that were given as current so far, 0..255 each. */
  get lumaSum(): number {
    return this.#lumaSum;
  }

  /** Takes a run of the current picture. */
  setCurrent({ bytes }: PixelRun, length: number): void {
    const [kr, kb, lumas] = [this.#kr, this.#kb, this.#lumas];
    const kg = (1 << SHIFT) - kr - kb;
    let sum = 0;
    for (let n = 0, i = 0; n < length; n++, i += 3) {
      const luma = (Math.imul(kr, bytes[i]!) + Math.imul(kg, bytes[i + 1]!) + Math.imul(kb, bytes[i + 2]!)) | 0;
      const fine = luma >> (SHIFT - FINE);
      lumas[n] = fine + (1 << (FINE - 1));
      sum = (sum + fine) | 0;
    }
    this.#lumaSum += sum / 2 ** FINE;
  }

  /**
   * Sets bit number `bit` of `masks` where the neighbour is gray, from pixel `start` on; returns how often.
   *
   * A tie counts as gray, so that black does, too.
   */
  mark(spans: Int32Array, start: number, length: number, masks: Uint16Array, bit: number): number {
    const [factor, lumas] = [this.#factor, this.#lumas];
    let count = 0;
    for (let n = 0; n < length; n++) {
      const word = spans[start + n]!;
      const top = (lumas[n]! + (word >> 8)) >> FINE;
      // What is beyond 255 is clipped; below 0 it needn't be, where the saturation is 255 and more.
      const over = (top - 255) | 0;
      const clip = over & ~(over >> 31);
      // x >>> 31 is 1 for negative numbers.
      const gray = (Math.imul(510, (word & 255) - clip) - Math.imul(factor, top - clip) - 1) >>> 31;
      masks[start + n] = masks[start + n]! | (gray << bit);
      count = (count + gray) | 0;
    }
    return count;
  }
}
