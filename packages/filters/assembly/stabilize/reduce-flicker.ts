// Sixteen samples at a time; see src/stabilize/reduce-flicker.ts. Sums and differences that are held to 0..255 are what
// the formulas need: they are compared with samples at once.

/** By the smallest distance of the current sample to those that are two and three frames away. */
export function reduceFlicker(
  current: usize,
  previous: usize,
  next: usize,
  before: usize,
  after: usize,
  farBefore: usize,
  farAfter: usize,
  to: usize,
  samples: usize,
): void {
  for (let i: usize = 0; i < samples; i += 16) {
    const own = v128.load(current + i);
    const near = i8x16.min_u(apart(own, v128.load(before + i)), apart(own, v128.load(after + i)));
    const far = i8x16.min_u(apart(own, v128.load(farBefore + i)), apart(own, v128.load(farAfter + i)));
    const distance = i8x16.min_u(near, far);
    v128.store(to + i, calmed(own, v128.load(previous + i), v128.load(next + i), distance, distance));
  }
}

/** By how far all of those samples are above the current one, or below. */
export function reduceFlickerMore(
  current: usize,
  previous: usize,
  next: usize,
  before: usize,
  after: usize,
  farBefore: usize,
  farAfter: usize,
  to: usize,
  samples: usize,
): void {
  for (let i: usize = 0; i < samples; i += 16) {
    const own = v128.load(current + i);
    const a = v128.load(before + i);
    const b = v128.load(after + i);
    const c = v128.load(farBefore + i);
    const d = v128.load(farAfter + i);
    const above = i8x16.sub_sat_u(i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d)), own);
    const below = i8x16.sub_sat_u(own, i8x16.max_u(i8x16.max_u(a, b), i8x16.max_u(c, d)));
    v128.store(to + i, calmed(own, v128.load(previous + i), v128.load(next + i), above, below));
  }
}

@inline
function calmed(own: v128, previous: v128, next: v128, above: v128, below: v128): v128 {
  const upper = i8x16.max_u(i8x16.sub_sat_u(i8x16.min_u(previous, next), above), own);
  const lower = i8x16.min_u(i8x16.add_sat_u(i8x16.max_u(previous, next), below), own);
  const mean = i8x16.avgr_u(i8x16.sub_sat_u(i8x16.avgr_u(previous, next), i8x16.splat(1)), own);
  return i8x16.min_u(i8x16.max_u(mean, lower), upper);
}

@inline
function apart(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}
