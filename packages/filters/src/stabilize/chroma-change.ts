import type { LumaShares } from './color-spans.ts';
import { type PixelRun, RUN_LENGTH } from './pixel-run.ts';

/** What neighbours' samples count, and what is added to that, run by run. */
export interface ChromaChange {
  /** Whole numbers, one for each neighbour, 256 in all at most. */
  readonly weights: readonly number[];
  /** What the current samples count against them. */
  readonly ownWeight: number;
  /** What the weights are parts of. */
  readonly whole: number;
  /** Additions to the change of R − G and of B − G for each pixel of the run, with 14 bits after the point. */
  readonly red: Int32Array;
  readonly blue: Int32Array;
  /** Moves to a run. */
  moveTo(start: number, length: number, own: PixelRun, neighbors: readonly PixelRun[]): void;
}

/** The change where every pixel of a neighbour counts the same. */
export class PlainChange implements ChromaChange {
  readonly ownWeight: number;
  readonly whole = 100;
  readonly red = new Int32Array(RUN_LENGTH);
  readonly blue = new Int32Array(RUN_LENGTH);
  readonly weights: readonly number[];

  constructor(weights: readonly number[]) {
    this.weights = weights;
    this.ownWeight = weights.reduce((sum, weight) => sum + weight, 0);
  }

  moveTo(): void {
    // Nothing is added anywhere.
  }
}

/** Sums of weighted samples: where they are, and at which place the first pixel's is. */
export type SumsFrom = readonly [sums: Uint16Array, first: number];

/** Bits after the point of luma's factors; with 10 bits after that of a change, every sum stays inside 31 bits. */
const LUMA_SHIFT = 13;

/** Writes the current picture with its chroma changed and its luma kept. */
export class ChangeWriter {
  readonly #change: ChromaChange;
  readonly #kr: number;
  readonly #kb: number;

  constructor(change: ChromaChange, { kr, kb }: LumaShares) {
    this.#change = change;
    this.#kr = Math.round(kr * 2 ** LUMA_SHIFT);
    this.#kb = Math.round(kb * 2 ** LUMA_SHIFT);
  }

  /**
   * Writes every other pixel of a run, from number `first` on; the neighbours' sums for each are three places on.
   *
   * d = sum − ownWeight · own for each sample; R − G changes by d(R) − d(G), B − G by d(B) − d(G), each less than whole
   * samples by what the weights are parts of; green moves by what keeps luma.
   */
  writeEveryOther(
    first: number,
    own: Uint8Array,
    [reds, redAt]: SumsFrom,
    [greens, greenAt]: SumsFrom,
    [blues, blueAt]: SumsFrom,
    to: Uint8Array,
  ): void {
    const { red, blue, ownWeight: weight, whole } = this.#change;
    const unit = Math.round(2 ** 20 / whole) | 0;
    const [kr, kb] = [this.#kr, this.#kb];
    for (let n = first, i = 3 * first, k = 0; n < RUN_LENGTH; n += 2, i += 6, k += 3) {
      const R = own[i]!;
      const G = own[i + 1]!;
      const B = own[i + 2]!;
      const green = (greens[k + greenAt]! - Math.imul(weight, G)) | 0;
      // With 10 bits after the point from here on.
      const dr = ((Math.imul((reds[k + redAt]! - Math.imul(weight, R) - green) | 0, unit) >> 10) + (red[n]! >> 4)) | 0;
      const db =
        ((Math.imul((blues[k + blueAt]! - Math.imul(weight, B) - green) | 0, unit) >> 10) + (blue[n]! >> 4)) | 0;
      // kr dR + kg dG + kb dB = 0 for dR = dr + dG and dB = db + dG; the half rounds to the nearest.
      const dg = (512 - ((Math.imul(kr, dr) + Math.imul(kb, db)) >> LUMA_SHIFT)) | 0;
      const r = (R + ((dr + dg) >> 10)) | 0;
      const g = (G + (dg >> 10)) | 0;
      const b = (B + ((db + dg) >> 10)) | 0;
      to[i] = Math.min(255, Math.max(0, r));
      to[i + 1] = Math.min(255, Math.max(0, g));
      to[i + 2] = Math.min(255, Math.max(0, b));
    }
  }
}
