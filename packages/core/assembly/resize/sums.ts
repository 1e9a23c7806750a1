// Two sums of products at a time, in 64-bit floats; the order of the additions is part of the result.

/** sum + weight · value */
@inline
export function added(sum: v128, weight: v128, value: v128): v128 {
  return f64x2.add(sum, f64x2.mul(weight, value));
}

/** sum + (weight · value + nextWeight · next) */
@inline
export function addedPair(sum: v128, weight: v128, value: v128, nextWeight: v128, next: v128): v128 {
  return f64x2.add(sum, f64x2.add(f64x2.mul(weight, value), f64x2.mul(nextWeight, next)));
}

/** Held to low..high; what is not a number stays so. */
@inline
export function clipped(value: v128, low: v128, high: v128): v128 {
  return f64x2.pmin(f64x2.pmax(value, low), high);
}
