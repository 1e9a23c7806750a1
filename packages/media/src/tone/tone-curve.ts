import { CODES, type TonePairs } from './tone-pairs.ts';

/** How little a curve likes to bend: weighs squared second differences against squared distances from the means. */
const STIFFNESS = 300;

/** Weighs, at most, squared distances from the slope that the contrast of neighbours has. */
const SLOPE_WEIGHT = 20;

/** Squared steps that are as good as no neighbours at all: some hundred pairs have half of the weight. */
const NO_SLOPE = 3000;

/** Places of a picture that are likely to change alike: more pixels than these say no more about a mean. */
const PLACES = 5;

/** A curve that is too far from a mean is drawn there by this factor, so many times. */
const PULL = 4;
const ROUNDS = 8;

/** Weighs nothing beside a pixel, and more than what is lost in the last digits. */
const NEARLY_NONE = 1e-6;

/** Steps over which the slope at either end of the curve is taken. */
const END_STEPS = 8;

/** Beyond the codes of a picture its curve goes on no steeper than this, and never downwards. */
const STEEPEST_END = 2;

/**
 * The curve that says best what became of each luma, all over the picture.
 *
 * A tone that changes everywhere alike shows in the mean of `after` at each code of `before`. Means come from whole codes,
 * so that within half a code any curve is as good, and a smooth one is taken: a stiff curve (Whittaker's smoother), drawn
 * to those means from which it is farther. Where one luma became many, because places changed differently, the means say
 * less: they may only tell that what is bright is in a corner that was made darker. Then the curve follows the contrast of
 * neighbours, which share their place, and may be farther from the means, by the deviation and by how few pixels a mean is
 * of. Between codes that the picture has, it is a line; beyond them it goes on with the slope of its end.
 *
 * @returns 256 values, 0..255, not whole; the codes themselves where no pair was counted.
 *
 * Source: E. T. Whittaker, "On a New Method of Graduation" (1923), with second differences and weights.
 */
export function toneCurve(pairs: TonePairs): Float64Array {
  const { counts, means, deviation } = meansOf(pairs.counts);
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  if (first < 0) return means;
  const doubt = deviation * deviation;
  const freedom = counts.map((count) => 0.5 + deviation * (1 + 3 / Math.sqrt(count)));
  const weights = counts.map((count) => count / (count * (1 + doubt / PLACES) + 1 + doubt));
  const slopes = slopesOf(pairs, doubt);
  let curve = smoothed(means, weights, slopes);
  for (let round = 0; round < ROUNDS; round++) {
    let far = 0;
    for (let code = first; code <= last; code++) {
      if (counts[code] === 0 || Math.abs(curve[code]! - means[code]!) <= freedom[code]!) continue;
      weights[code]! *= PULL;
      far++;
    }
    if (far === 0) break;
    curve = smoothed(means, weights, slopes);
  }
  drawLines(curve, counts, first, last);
  return curve.map((value) => Math.min(Math.max(value, 0), CODES - 1));
}

/** Puts lines between the codes that the picture has, and beyond them. */
function drawLines(curve: Float64Array, counts: Float64Array, first: number, last: number): void {
  for (let code = first + 1, known = first; code <= last; code++) {
    if (counts[code] === 0) continue;
    for (let gap = known + 1; gap < code; gap++) {
      curve[gap] = curve[known]! + ((curve[code]! - curve[known]!) * (gap - known)) / (code - known);
    }
    known = code;
  }
  const steps = Math.min(END_STEPS, last - first);
  const slopeAt = (from: number) => {
    const slope = steps === 0 ? 1 : (curve[from + steps]! - curve[from]!) / steps;
    return Math.min(Math.max(slope, 0), STEEPEST_END);
  };
  const [below, above] = [slopeAt(first), slopeAt(last - steps)];
  for (let code = 0; code < first; code++) curve[code] = curve[first]! - below * (first - code);
  for (let code = last + 1; code < CODES; code++) curve[code] = curve[last]! + above * (code - last);
}

/** Mean of what each code became (itself where it isn't there), and the deviation from these means, over all codes. */
function meansOf(pairs: Uint32Array): { counts: Float64Array; means: Float64Array; deviation: number } {
  const counts = new Float64Array(CODES);
  const means = Float64Array.from({ length: CODES }, (_, code) => code);
  let squares = 0;
  let total = 0;
  for (let code = 0; code < CODES; code++) {
    let count = 0;
    let sum = 0;
    let sumOfSquares = 0;
    for (let after = 0; after < CODES; after++) {
      const pair = pairs[code * CODES + after]!;
      count += pair;
      sum += pair * after;
      sumOfSquares += pair * after * after;
    }
    if (count === 0) continue;
    counts[code] = count;
    means[code] = sum / count;
    squares += sumOfSquares - (sum * sum) / count;
    total += count;
  }
  return { counts, means, deviation: Math.sqrt(Math.max(0, squares) / Math.max(1, total)) };
}

/** Slopes of the curve, each from a code to the next, and what they weigh. */
interface Slopes {
  readonly slopes: Float64Array;
  readonly weights: Float64Array;
}

/** @param doubt - the variance of what one luma became: the more it is, the more a slope of 1 is taken where none shows. */
function slopesOf({ squares, products }: TonePairs, doubt: number): Slopes {
  const unknown = (NO_SLOPE * doubt) / (doubt + PLACES);
  const weights = squares.map((square) => square + unknown + NEARLY_NONE);
  const slopes = products.map((product, code) => (product + unknown + NEARLY_NONE) / weights[code]!);
  return { slopes, weights: weights.map((weight) => (SLOPE_WEIGHT * weight) / (weight + NO_SLOPE)) };
}

/**
 * Solves (W + s D'D + E'VE) x = W m + E'V g, D being second and E first differences: symmetric, five diagonals, by
 * elimination without pivots, which is safe for a positive definite matrix.
 */
function smoothed(means: Float64Array, weights: Float64Array, slopes: Slopes): Float64Array {
  const n = CODES;
  // A little weight where there is none makes sure that there is one solution: a code there stays nearly what it is.
  const main = Float64Array.from(weights, (weight) => weight + NEARLY_NONE);
  const next = new Float64Array(n);
  const second = new Float64Array(n);
  for (let i = 0; i + 2 < n; i++) {
    main[i]! += STIFFNESS;
    main[i + 1]! += 4 * STIFFNESS;
    main[i + 2]! += STIFFNESS;
    next[i]! -= 2 * STIFFNESS;
    next[i + 1]! -= 2 * STIFFNESS;
    second[i]! += STIFFNESS;
  }
  const x = Float64Array.from(means, (mean, i) => mean * (weights[i]! + NEARLY_NONE));
  for (let i = 0; i + 1 < n; i++) {
    const weight = slopes.weights[i]!;
    main[i]! += weight;
    main[i + 1]! += weight;
    next[i]! -= weight;
    x[i]! -= weight * slopes.slopes[i]!;
    x[i + 1]! += weight * slopes.slopes[i]!;
  }
  for (let i = 0; i + 1 < n; i++) {
    const one = next[i]! / main[i]!;
    const two = second[i]! / main[i]!;
    main[i + 1]! -= one * next[i]!;
    x[i + 1]! -= one * x[i]!;
    if (i + 2 === n) break;
    next[i + 1]! -= one * second[i]!;
    main[i + 2]! -= two * second[i]!;
    x[i + 2]! -= two * x[i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    const following = i + 1 < n ? next[i]! * x[i + 1]! : 0;
    const afterThat = i + 2 < n ? second[i]! * x[i + 2]! : 0;
    x[i] = (x[i]! - following - afterThat) / main[i]!;
  }
  return x;
}
