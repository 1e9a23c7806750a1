import { type LumaShares, SPAN_SHIFT } from './color-spans.ts';
import { type PixelRun, RUN_LENGTH } from './pixel-run.ts';

/** Bits after the point of luma's factors. */
const SHIFT = 14;

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
      const fine = luma >> (SHIFT - SPAN_SHIFT);
      lumas[n] = fine + (1 << (SPAN_SHIFT - 1));
      sum = (sum + fine) | 0;
    }
    this.#lumaSum += sum / 2 ** SPAN_SHIFT;
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
      const top = (lumas[n]! + (word >> 8)) >> SPAN_SHIFT;
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
