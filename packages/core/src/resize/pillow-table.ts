import type { ResampleFilter } from './filters.ts';
import type { AxisTable } from './table.ts';

/** A table with weights in fixed point, in two halves of 16 bits. */
export interface PillowTable extends AxisTable {
  /** Pairs of weights for each output. */
  readonly pairs: number;
  /**
   * Two words a pair: the upper bits of both weights, the first one's in the lower half of the word, and then the lower
   * bits of both. Behind an odd number of weights, a 0.
   */
  readonly weights: Int32Array;
}

/** Bits after the point of Pillow's weights: what a 32-bit sum leaves beside an 8-bit sample and 2 bits of overshoot. */
const PRECISION = 22;

/** Bits of a weight's lower half; with them, the upper half of any weight below 16 fits into 16 bits. */
const LOWER_BITS = 11;

/** Weights as Pillow computes them; the order of operations matters to the last bit. */
export function pillowTable(inputs: number, outputs: number, filter: ResampleFilter): PillowTable {
  const scale = inputs / outputs;
  const widening = Math.max(scale, 1);
  const support = filter.support * widening;
  const span = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outputs);
  const counts = new Int32Array(outputs);
  const pairs = Math.ceil(span / 2);
  const weights = new Int32Array(2 * pairs * outputs);
  const shares = new Float64Array(span);
  const perSample = 1 / widening;
  for (let output = 0; output < outputs; output++) {
    const centre = (output + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(inputs, Math.trunc(centre + support + 0.5)) - start;
    let total = 0;
    for (let i = 0; i < count; i++) {
      shares[i] = filter.weight((i + start - centre + 0.5) * perSample);
      total += shares[i]!;
    }
    for (let i = 0; i < count; i++) {
      const share = (total === 0 ? shares[i]! : shares[i]! / total) * (1 << PRECISION);
      const weight = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
      const place = 2 * (pairs * output + (i >> 1));
      const shift = (i & 1) * 16;
      weights[place]! |= ((weight >> LOWER_BITS) & 0xffff) << shift;
      weights[place + 1]! |= (weight & ((1 << LOWER_BITS) - 1)) << shift;
    }
    starts[output] = start;
    counts[output] = count;
  }
  return { outputs, span, starts, counts, pairs, weights };
}
