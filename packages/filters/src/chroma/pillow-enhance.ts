/**
 * Saturates a row of R, G, B in place with the same sums as `saturate`.
 *
 * @param shares - {@link sharesOfDifference} of the factor.
 */
export function saturateRow(row: Uint8Array, width: number, shares: Float32Array): void {
  for (let i = 0; i < 3 * width; i += 3) {
    const R = row[i]!;
    const G = row[i + 1]!;
    const B = row[i + 2]!;
    const gray = grayOf(R, G, B);
    row[i] = clipped(Math.fround(gray + shares[R - gray + 255]!));
    row[i + 1] = clipped(Math.fround(gray + shares[G - gray + 255]!));
    row[i + 2] = clipped(Math.fround(gray + shares[B - gray + 255]!));
  }
}

/** factor · difference for each difference from −255 to 255, rounded to 32 bits as Pillow's product is. */
export function sharesOfDifference(factor: number): Float32Array {
  const single = Math.fround(factor);
  return Float32Array.from({ length: 511 }, (_, index) => Math.fround(single * (index - 255)));
}

/** BT.601 luma as Pillow rounds it to 8 bits. */
export function grayOf(R: number, G: number, B: number): number {
  return (19595 * R + 38470 * G + 7471 * B + 32768) >> 16;
}

/** base + factor · (value − base) in 32-bit floats, truncated and clipped to 0..255: what Pillow's enhancers do. */
export function enhanced(base: number, value: number, factor: number): number {
  const f = Math.fround;
  return Math.trunc(clipped(f(base + f(f(factor) * (value - base)))));
}

function clipped(value: number): number {
  return Math.min(255, Math.max(0, value));
}
