// Planes of luma: sixteen pixels at a time.

import { bluesOf, greensOf, pairsOf, redsOf, weigh4 } from './lanes';
import { lumaOf } from './yuv';

/** OpenCV's gray, in fixed point with 15 bits; see src/color/gray.ts. */
export function rgbToGray(from: usize, to: usize, pixels: i32): void {
  // 19235 and 9798 fit into 16 bits; what is added for rounding does too.
  const one = i16x8.splat(1);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 16) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const R = redsOf(a, b, c);
    const G = greensOf(a, b, c);
    const B = bluesOf(a, b, c);
    const low = weigh4(
      i16x8.extend_low_i8x16_u(R),
      i16x8.extend_low_i8x16_u(G),
      i16x8.extend_low_i8x16_u(B),
      one,
      pairsOf(9798, 19235),
      pairsOf(3735, 16384),
      15,
    );
    const high = weigh4(
      i16x8.extend_high_i8x16_u(R),
      i16x8.extend_high_i8x16_u(G),
      i16x8.extend_high_i8x16_u(B),
      one,
      pairsOf(9798, 19235),
      pairsOf(3735, 16384),
      15,
    );
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}

/** Y of OpenCV's YUV; see src/color/yuv.ts. */
export function rgbToY(from: usize, to: usize, pixels: i32): void {
  for (let n = 0; n < pixels; n += 16, from += 48, to += 16) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const R = redsOf(a, b, c);
    const G = greensOf(a, b, c);
    const B = bluesOf(a, b, c);
    const low = lumaOf(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B));
    const high = lumaOf(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G), i16x8.extend_high_i8x16_u(B));
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}
