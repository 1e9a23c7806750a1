/** Codes of working pictures. */
export const CODES = 256;

/** Neighbours this far apart in luma are detail. Closer ones may be a slope of the light, farther ones two things. */
const LEAST_STEP = 3;
const MOST_STEP = 12;

/** Neighbours are looked at in one row of so many, which says as much in a quarter of the time. */
const ROWS_APART = 4;

/** What two pictures say about the change of tone between them, without saying where. */
export interface TonePairs {
  /** How often code `before` became code `after`, at `256 * before + after`. */
  readonly counts: Uint32Array;
  /**
   * For neighbours with `i` as their middle luma: sums of the squared steps between them before, and of the steps before
   * times those after. Their ratio is what became of contrast at that luma.
   */
  readonly squares: Float64Array;
  readonly products: Float64Array;
}

/** Empty sums. */
export function tonePairs(): TonePairs {
  return {
    counts: new Uint32Array(CODES * CODES),
    squares: new Float64Array(CODES),
    products: new Float64Array(CODES),
  };
}

/**
 * Counts what became of each luma, and of the contrast between neighbours in a row.
 *
 * @param before - lumas, 0..255, row by row.
 * @param width - of both pictures.
 * @param out - what it had is forgotten.
 */
export function countPairs(before: Uint8Array, after: Uint8Array, width: number, out: TonePairs): void {
  const { counts, squares, products } = out;
  counts.fill(0);
  squares.fill(0);
  products.fill(0);
  for (let i = 0; i < before.length; i++) counts[(before[i]! << 8) | after[i]!]!++;
  for (let start = 0; start < before.length; start += width * ROWS_APART) {
    for (let i = start + 1; i < start + width; i++) {
      const step = before[i]! - before[i - 1]!;
      if (step > MOST_STEP || step < -MOST_STEP || (step < LEAST_STEP && step > -LEAST_STEP)) continue;
      const middle = (before[i]! + before[i - 1]!) >> 1;
      squares[middle]! += step * step;
      products[middle]! += step * (after[i]! - after[i - 1]!);
    }
  }
}
