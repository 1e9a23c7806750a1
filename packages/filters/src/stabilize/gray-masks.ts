import { type PixelRun, RUN_LENGTH } from './pixel-run.ts';

/** Bits after the point of luma's factors. */
const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);

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

  /**
   * @param threshold - 0..255, above 0.
   * @param luma - shares of red and blue in it.
   */
  constructor(threshold: number, { kr, kb }: { readonly kr: number; readonly kb: number }) {
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
    const [kr, kb] = [this.#kr, this.#kb];
    const kg = (1 << SHIFT) - kr - kb;
    const lumas = this.#lumas;
    let sum = 0;
    for (let n = 0, i = 0; n < length; n++, i += 3) {
      const luma = (Math.imul(kr, bytes[i]!) + Math.imul(kg, bytes[i + 1]!) + Math.imul(kb, bytes[i + 2]!)) | 0;
      lumas[n] = luma + HALF;
      sum = (sum + (luma >> 4)) | 0;
    }
    this.#lumaSum += sum / 2 ** (SHIFT - 4);
  }

  /**
   * Sets bit number `bit` of `masks` from place `at` on where the neighbour is gray; returns how often.
   *
   * The loop does without branches, which on grainy pictures are guessed wrong: x & (x >> 31) is min(x, 0), and
   * x >>> 31 is 1 for negative numbers.
   */
  mark({ bytes }: PixelRun, length: number, masks: Uint16Array, at: number, bit: number): number {
    const [kr, kb, factor, lumas] = [this.#kr, this.#kb, this.#factor, this.#lumas];
    let count = 0;
    for (let n = 0, i = 0; n < length; n++, i += 3) {
      const G = bytes[i + 1]!;
      const r = (bytes[i]! - G) | 0;
      const b = (bytes[i + 2]! - G) | 0;
      const green = (lumas[n]! - Math.imul(kr, r) - Math.imul(kb, b)) >> SHIFT;
      const apart = (r - b) | 0;
      const lower = apart & (apart >> 31);
      const larger = (r - lower) | 0;
      const smaller = (b + lower) | 0;
      const over = (green + (larger & ~(larger >> 31)) - 255) | 0;
      const top = (255 + (over & (over >> 31))) | 0;
      const under = (green + (smaller & (smaller >> 31))) | 0;
      const low = under & ~(under >> 31);
      // Black has a saturation of 0: the last term makes it gray.
      const gray = (Math.imul(510, top - low) - Math.imul(factor, top) - ((top - 1) >>> 31)) >>> 31;
      masks[at + n] = masks[at + n]! | (gray << bit);
      count = (count + gray) | 0;
    }
    return count;
  }
}
