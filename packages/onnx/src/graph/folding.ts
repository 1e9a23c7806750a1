/** A batch normalisation's parameters and running statistics, one number a channel. */
export interface BatchNormParameters {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly runningMean: Float32Array;
  readonly runningVariance: Float32Array;
  readonly epsilon: number;
}

/**
 * The spectral norm of a weight as its training left it: σ = u · (W v), with the stored vectors and no further
 * iteration. W is `weight`, reshaped to [u.length, v.length].
 *
 * Source: Miyato et al., "Spectral Normalization for Generative Adversarial Networks" (2018), equations 8 and 9.
 */
export function spectralNorm(weight: Float32Array, u: Float32Array, v: Float32Array): number {
  let sigma = 0;
  for (let row = 0; row < u.length; row++) {
    const start = row * v.length;
    let sum = 0;
    for (let column = 0; column < v.length; column++) sum += weight[start + column]! * v[column]!;
    sigma += u[row]! * sum;
  }
  return sigma;
}

/** Multiplies each of `factors.length` equal parts of `values` with its factor, in place. */
export function scaleRows(values: Float32Array, factors: ArrayLike<number>): void {
  const length = values.length / factors.length;
  for (let row = 0; row < factors.length; row++) {
    const factor = factors[row]!;
    const end = (row + 1) * length;
    for (let i = row * length; i < end; i++) values[i]! *= factor;
  }
}

/**
 * The factors of weight normalisation: g / ‖v‖ for each output channel.
 *
 * Source: Salimans & Kingma, "Weight Normalization" (2016), equation 2.
 */
export function weightNormFactors(v: Float32Array, g: Float32Array): Float64Array {
  const length = v.length / g.length;
  return Float64Array.from(g, (scale, row) => {
    let squares = 0;
    for (let i = row * length; i < (row + 1) * length; i++) squares += v[i]! ** 2;
    return scale / Math.sqrt(squares);
  });
}

/** What a batch normalisation does to its input: x · scale + shift, for each channel. */
export function batchNormScaleAndShift(norm: BatchNormParameters): { scale: Float64Array; shift: Float64Array } {
  const scale = Float64Array.from(norm.weight, (w, i) => w / Math.sqrt(norm.runningVariance[i]! + norm.epsilon));
  const shift = Float64Array.from(norm.bias, (b, i) => b - norm.runningMean[i]! * scale[i]!);
  return { scale, shift };
}
