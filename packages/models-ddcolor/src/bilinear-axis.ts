/** Of which two source samples each output sample along one axis is made. */
export interface BilinearAxis {
  readonly inputs: number;
  readonly first: Int32Array;
  /** The sample after the first; at the end, the same. */
  readonly second: Int32Array;
  /** Share of the second, 0..1. */
  readonly share: Float32Array;
}

/**
 * Straight lines between half-pixel centres, without antialiasing; the positions in 32-bit floats as PyTorch has them.
 *
 * Source: PyTorch 1.13, aten/src/ATen/native/UpSample.h (`area_pixel_compute_source_index`).
 */
export function bilinearAxis(inputs: number, outputs: number): BilinearAxis {
  const first = new Int32Array(outputs);
  const second = new Int32Array(outputs);
  const share = new Float32Array(outputs);
  const scale = Math.fround(inputs / outputs);
  for (let output = 0; output < outputs; output++) {
    const position = Math.max(0, Math.fround(Math.fround(scale * (output + 0.5)) - 0.5));
    const index = Math.min(Math.floor(position), inputs - 1);
    first[output] = index;
    second[output] = Math.min(index + 1, inputs - 1);
    share[output] = position - index;
  }
  return { inputs, first, second, share };
}
