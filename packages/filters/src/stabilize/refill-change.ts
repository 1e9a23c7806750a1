import type { RgbImage } from '@havc/core';
import type { ChromaChange } from './chroma-change.ts';
import type { LumaShares } from './color-spans.ts';
import { GrayFinder } from './gray-finder.ts';
import { type GrayRefill, refillShares } from './gray-refill.ts';
import { PixelRun, RUN_LENGTH, runsOf } from './pixel-run.ts';
import type { RefillScratch } from './refill-scratch.ts';

/** What {@link RefillChange} is given beside the pictures. */
export interface RefillContext {
  readonly refill: Required<GrayRefill>;
  /** Shares of red and blue in luma. */
  readonly luma: LumaShares;
  readonly scratch: RefillScratch;
}

/** Bits after the point of what is added. */
const SHIFT = 14;

/**
 * The mean of a window in which gray pixels of a neighbour count less, and current colours in their place.
 *
 * A first pass over all pictures finds out where neighbours are gray and how much of them is, on which their shares
 * depend. Then all pixels count as coloured, and where some are gray, the difference is added.
 */
export class RefillChange implements ChromaChange {
  readonly weights: readonly number[];
  readonly ownWeight: number;
  readonly whole: number;
  readonly red = new Int32Array(RUN_LENGTH);
  readonly blue = new Int32Array(RUN_LENGTH);
  readonly #masks: Uint16Array;
  /** By neighbour, what its samples and the current ones count less where it is gray. */
  readonly #less: Int32Array;
  readonly #ownLess: Int32Array;

  constructor(
    own: RgbImage,
    neighbors: readonly RgbImage[],
    weights: readonly number[],
    { refill, luma, scratch }: RefillContext,
  ) {
    const pixels = own.shape[0]! * own.shape[1]!;
    this.#masks = scratch.masks(pixels);
    // The current picture's are made, too: it will be a neighbour in the next window.
    const spans = scratch.spans([...neighbors, own], luma).slice(0, -1);
    const { counts, meanLuma } = findGray(own, spans, this.#masks, new GrayFinder(refill.threshold, luma));
    const shares = counts.map((count) => refillShares(refill, meanLuma, count / pixels));
    // Shares that are cut by the gate are no whole per cent any more.
    this.whole = shares.every(({ colored }) => colored === 1) ? 100 : 256;
    const part = (weight: number) => (weight / 100) * this.whole;
    this.weights = weights.map((weight, n) => Math.round(part(weight) * shares[n]!.colored));
    // Filled-in colours of less saturation take some of the current one's.
    const faded = weights.map((weight, n) => part(weight) * (1 - shares[n]!.colored) * (1 - refill.saturation));
    this.ownWeight = total(this.weights) + Math.round(total(faded));
    const less = weights.map((weight, n) => (weight / 100) * 2 ** SHIFT * (shares[n]!.colored - shares[n]!.gray));
    this.#less = Int32Array.from(less, Math.round);
    this.#ownLess = Int32Array.from(less, (share) => Math.round(share * refill.saturation));
  }

  moveTo(start: number, length: number, { bytes }: PixelRun, neighbors: readonly PixelRun[]): void {
    const { red, blue } = this;
    for (let n = 0; n < length; n++) {
      red[n] = 0;
      blue[n] = 0;
      const mask = this.#masks[start + n]!;
      if (mask === 0) continue;
      const i = 3 * n;
      const G = bytes[i + 1]!;
      const r = (bytes[i]! - G) | 0;
      const b = (bytes[i + 2]! - G) | 0;
      let dr = 0;
      let db = 0;
      for (let k = 0; k < neighbors.length; k++) {
        if (((mask >> k) & 1) === 0) continue;
        const other = neighbors[k]!.bytes;
        const g = other[i + 1]!;
        const less = this.#less[k]!;
        const ownLess = this.#ownLess[k]!;
        dr = (dr + Math.imul(ownLess, r) - Math.imul(less, other[i]! - g)) | 0;
        db = (db + Math.imul(ownLess, b) - Math.imul(less, other[i + 2]! - g)) | 0;
      }
      red[n] = dr;
      blue[n] = db;
    }
  }
}

/** How many pixels of each neighbour are gray, and the current picture's mean luma, 0..1. */
interface GrayCounts {
  readonly counts: readonly number[];
  readonly meanLuma: number;
}

function findGray(own: RgbImage, spans: readonly Int32Array[], masks: Uint16Array, finder: GrayFinder): GrayCounts {
  const ownRun = new PixelRun(own);
  const counts = spans.map(() => 0);
  for (const [start, length] of runsOf(own)) {
    ownRun.read(start, length);
    finder.setCurrent(ownRun, length);
    for (let n = 0; n < spans.length; n++) counts[n]! += finder.mark(spans[n]!, start, length, masks, n);
  }
  return { counts, meanLuma: finder.lumaSum / (own.shape[0]! * own.shape[1]!) / 255 };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
