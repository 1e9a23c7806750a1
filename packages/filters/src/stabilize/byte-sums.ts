import { type PixelRun, RUN_LENGTH } from './pixel-run.ts';

const WORDS = (3 * RUN_LENGTH) / 4;

/** The bytes of a word at places 0 and 2, each with a byte of room above it. */
const PAIR = 0x00ff00ff;

/**
 * Weighted sums of the samples of runs, four samples a word: half of them are added up in the lower and half in the upper
 * 16 bits, which is twice as fast as sample by sample. The weights of all runs together must not exceed 257.
 *
 * The sum of sample n is in `even` at n / 2 for even n, in `odd` at (n − 1) / 2 for odd n. (Which half of a word is
 * which depends on the machine's byte order; this is for little-endian ones.)
 */
export class ByteSums {
  readonly even: Uint16Array;
  readonly odd: Uint16Array;
  readonly #even: Int32Array;
  readonly #odd: Int32Array;

  constructor() {
    this.#even = new Int32Array(WORDS);
    this.#odd = new Int32Array(WORDS);
    this.even = new Uint16Array(this.#even.buffer);
    this.odd = new Uint16Array(this.#odd.buffer);
  }

  /** Takes the sums of some runs in place of those before. */
  set(runs: readonly PixelRun[], weights: readonly number[]): void {
    this.#even.fill(0);
    this.#odd.fill(0);
    for (let n = 0; n < runs.length; n += 4) {
      const words = (k: number) => (runs[n + k] ?? runs[n]!).words;
      const weight = (k: number) => weights[n + k] ?? 0;
      this.#addFour(words(0), words(1), words(2), words(3), weight(0), weight(1), weight(2), weight(3));
    }
  }

  #addFour(
    a: Int32Array,
    b: Int32Array,
    c: Int32Array,
    d: Int32Array,
    weightA: number,
    weightB: number,
    weightC: number,
    weightD: number,
  ): void {
    const [even, odd] = [this.#even, this.#odd];
    for (let n = 0; n < WORDS; n++) {
      const [p, q, r, s] = [a[n]!, b[n]!, c[n]!, d[n]!];
      even[n] =
        even[n]! +
        Math.imul(weightA, p & PAIR) +
        Math.imul(weightB, q & PAIR) +
        Math.imul(weightC, r & PAIR) +
        Math.imul(weightD, s & PAIR);
      odd[n] =
        odd[n]! +
        Math.imul(weightA, (p >>> 8) & PAIR) +
        Math.imul(weightB, (q >>> 8) & PAIR) +
        Math.imul(weightC, (r >>> 8) & PAIR) +
        Math.imul(weightD, (s >>> 8) & PAIR);
    }
  }
}
