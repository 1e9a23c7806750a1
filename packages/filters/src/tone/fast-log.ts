/** How many leading bits of a float's fraction the table has. */
const BITS = 12;

/**
 * Replaces each value by `scale` times its natural logarithm, to about 1e-4 · scale: exponent times ln 2 plus a table
 * over the leading bits of the fraction. Values must be positive and not subnormal.
 *
 * `Math.log` of every pixel of a frame takes longer than all blurs that precede it.
 */
export function logInPlace(values: Float32Array, scale: number): void {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const fractions = new Float64Array(1 << BITS);
  for (let n = 0; n < fractions.length; n++) {
    fractions[n] = scale * Math.log(1 + (n + 0.5) / fractions.length);
  }
  const perExponent = scale * Math.LN2;
  const mask = fractions.length - 1;
  for (let n = 0; n < values.length; n++) {
    const pattern = bits[n]!;
    values[n] = ((pattern >> 23) - 127) * perExponent + fractions[(pattern >> (23 - BITS)) & mask]!;
  }
}
