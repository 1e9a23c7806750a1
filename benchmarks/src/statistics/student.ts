/** How sure an order must be before it is read from a difference. */
export const CONFIDENCE = 0.95;

/**
 * How much of Student's t distribution lies within ±t: 0.95 for 2.074 with 22 degrees of freedom. What is left, 1 minus
 * that, is how often a mean of differences would be that many standard errors from nothing by chance alone.
 *
 * @param t - a mean in units of its standard error; its sign doesn't matter, infinity gives 1.
 * @param degrees - of freedom, a whole number from 1: for a mean of n values n − 1.
 * @returns 0..1.
 *
 * Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.3 and 26.7.4, which are exact.
 */
export function studentShare(t: number, degrees: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const cos = Math.cos(angle);
  const isOdd = degrees % 2 === 1;
  // cos + 2/3 cos³ + ... + cos^(degrees - 2) where odd, 1 + 1/2 cos² + ... + cos^(degrees - 2) where even
  let term = isOdd ? cos : 1;
  let sum = 0;
  for (let power = isOdd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cos * cos;
  }
  const share = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.min(1, share);
}

/**
 * How many standard errors on either side hold a mean with 95 % certainty: the t for which {@link studentShare} is 0.95.
 *
 * @param degrees - of freedom, a whole number from 1: 12.7 for 1, 2.07 for 22, towards 1.96.
 */
export function studentReach(degrees: number): number {
  let [low, high] = [1.9, 13];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (studentShare(middle, degrees) < CONFIDENCE) low = middle;
    else high = middle;
  }
  return high;
}
