/** What R', G' and B' have over luma in OpenCV's 8-bit YUV, by how much red and blue have over it in the picture. */
export interface ChromaOffsets {
  /** R − Y from V, at index (red − luma) + 255. */
  readonly red: Int16Array;
  /** B − Y from U, at index (blue − luma) + 255. */
  readonly blue: Int16Array;
  /** The share of V in G − Y, times 2^14 with the half that rounds, at index (red − luma) + 255. */
  readonly greenByRed: Int32Array;
  /** The share of U in G − Y, times 2^14, at index (blue − luma) + 255. */
  readonly greenByBlue: Int32Array;
}

/**
 * Tables for kernels that exchange luma and keep U and V: the way to YUV and back is a function of red − luma and of
 * blue − luma alone.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_yuv.simd.hpp (factors); V runs over both ends and is clipped.
 */
export function chromaOffsets(): ChromaOffsets {
  const red = new Int16Array(511);
  const blue = new Int16Array(511);
  const greenByRed = new Int32Array(511);
  const greenByBlue = new Int32Array(511);
  for (let n = 0; n < 511; n++) {
    const U = clipped((8061 * (n - 255) + 8192) >> 14);
    const V = clipped((14369 * (n - 255) + 8192) >> 14);
    red[n] = (18678 * V + 8192) >> 14;
    blue[n] = (33292 * U + 8192) >> 14;
    greenByRed[n] = -9519 * V + 8192;
    greenByBlue[n] = -6472 * U;
  }
  return { red, blue, greenByRed, greenByBlue };
}

function clipped(difference: number): number {
  return Math.min(127, Math.max(-128, difference));
}
