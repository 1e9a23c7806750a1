/**
 * The size of the Laplacian of pixels in a row of luma, at most 255: the luma above, of the row and below, a byte each.
 * The row has a neighbour on either side; see src/merge/texture.ts.
 */
export function texture(above: usize, row: usize, below: usize, to: usize, pixels: i32): void {
  for (let n = 0; n < pixels; n += 16, above += 16, row += 16, below += 16, to += 16) {
    const up = v128.load(above);
    const down = v128.load(below);
    const left = v128.load(row - 1);
    const own = v128.load(row);
    const right = v128.load(row, 1);
    const low = laplacian(
      i16x8.add(i16x8.extend_low_i8x16_u(up), i16x8.extend_low_i8x16_u(down)),
      i16x8.add(i16x8.extend_low_i8x16_u(left), i16x8.extend_low_i8x16_u(right)),
      i16x8.extend_low_i8x16_u(own),
    );
    const high = laplacian(
      i16x8.add(i16x8.extend_high_i8x16_u(up), i16x8.extend_high_i8x16_u(down)),
      i16x8.add(i16x8.extend_high_i8x16_u(left), i16x8.extend_high_i8x16_u(right)),
      i16x8.extend_high_i8x16_u(own),
    );
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}

@inline
function laplacian(vertical: v128, horizontal: v128, own: v128): v128 {
  return i16x8.abs(i16x8.sub(i16x8.add(vertical, horizontal), i16x8.shl(own, 2)));
}
