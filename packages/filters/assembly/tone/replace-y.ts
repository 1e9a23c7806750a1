import { bluesOfFours, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';
import { blueDifference, lumaOf, redDifference, storeColors } from '../../../core/assembly/color/yuv';

/** Pixels with Y taken from a run of luma, and U and V their own; `to` may be `color`. */
export function replaceY(color: usize, luma: usize, to: usize, pixels: i32): void {
  for (let n = 0; n < pixels; n += 16, color += 48, luma += 16, to += 48) {
    const a = loadFour(color);
    const b = loadFour(color + 12);
    const c = loadFour(color + 24);
    const d = loadFour(color + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const R0 = i16x8.extend_low_i8x16_u(R);
    const B0 = i16x8.extend_low_i8x16_u(B);
    const own0 = lumaOf(R0, i16x8.extend_low_i8x16_u(G), B0);
    const R1 = i16x8.extend_high_i8x16_u(R);
    const B1 = i16x8.extend_high_i8x16_u(B);
    const own1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    const Y = v128.load(luma);
    storeColors(
      to,
      i16x8.extend_low_i8x16_u(Y),
      blueDifference(B0, own0),
      redDifference(R0, own0),
      i16x8.extend_high_i8x16_u(Y),
      blueDifference(B1, own1),
      redDifference(R1, own1),
    );
  }
}
