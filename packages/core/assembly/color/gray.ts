// Planes of luma: sixteen pixels at a time.

import { bluesOfFours, greensOfFours, loadFour, pairsOf, redsOfFours, weigh4 } from './lanes';
import { lumaOf } from './yuv';

/** OpenCV's gray, in fixed point with 15 bits; see src/color/gray.ts. */
export function rgbToGray(from: usize, to: usize, pixels: i32): void {
  // 19235 and 9798 fit into 16 bits; what is added for rounding does too.
  const one = i16x8.splat(1);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 16) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
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
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const low = lumaOf(i16x8.extend_low_i8x16_u(R), i16x8.extend_low_i8x16_u(G), i16x8.extend_low_i8x16_u(B));
    const high = lumaOf(i16x8.extend_high_i8x16_u(R), i16x8.extend_high_i8x16_u(G), i16x8.extend_high_i8x16_u(B));
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}
