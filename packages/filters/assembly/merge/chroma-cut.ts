import { bluesOfFours, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';
import { blueDifference, lumaOf, redDifference } from '../../../core/assembly/color/yuv';
import { placesOf } from './bound-chroma';
import { highestOf, lookUp8, lowestOf } from './limits';

/** How many codes the chroma of `second` lies outside of the limits, a byte a pixel; see src/merge/chroma-cut.ts. */
export function chromaCut(first: usize, second: usize, texture: usize, to: usize, pixels: i32, limits: usize): void {
  for (let n = 0; n < pixels; n += 16, first += 48, second += 48, texture += 16, to += 16) {
    const degrees = v128.load(texture);
    const a = loadFour(first);
    const b = loadFour(first + 12);
    const c = loadFour(first + 24);
    const d = loadFour(first + 36);
    const R1 = redsOfFours(a, b, c, d);
    const G1 = greensOfFours(a, b, c, d);
    const B1 = bluesOfFours(a, b, c, d);
    const e = loadFour(second);
    const f = loadFour(second + 12);
    const g = loadFour(second + 24);
    const h = loadFour(second + 36);
    const R2 = redsOfFours(e, f, g, h);
    const G2 = greensOfFours(e, f, g, h);
    const B2 = bluesOfFours(e, f, g, h);
    const low = cut8(
      i16x8.extend_low_i8x16_u(R1),
      i16x8.extend_low_i8x16_u(G1),
      i16x8.extend_low_i8x16_u(B1),
      i16x8.extend_low_i8x16_u(R2),
      i16x8.extend_low_i8x16_u(G2),
      i16x8.extend_low_i8x16_u(B2),
      placesOf(i16x8.extend_low_i8x16_u(degrees)),
      limits,
    );
    const high = cut8(
      i16x8.extend_high_i8x16_u(R1),
      i16x8.extend_high_i8x16_u(G1),
      i16x8.extend_high_i8x16_u(B1),
      i16x8.extend_high_i8x16_u(R2),
      i16x8.extend_high_i8x16_u(G2),
      i16x8.extend_high_i8x16_u(B2),
      placesOf(i16x8.extend_high_i8x16_u(degrees)),
      limits,
    );
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
  }
}

@inline
function cut8(R1: v128, G1: v128, B1: v128, R2: v128, G2: v128, B2: v128, places: v128, limits: usize): v128 {
  const Y1 = lumaOf(R1, G1, B1);
  const Y2 = lumaOf(R2, G2, B2);
  const U = beyond(blueDifference(B2, Y2), lookUp8(limits, i16x8.add(places, blueDifference(B1, Y1))));
  const V = beyond(redDifference(R2, Y2), lookUp8(limits, i16x8.add(places, redDifference(R1, Y1))));
  return i16x8.max_s(U, V);
}

@inline
function beyond(chroma: v128, limits: v128): v128 {
  const code = i16x8.add(chroma, i16x8.splat(128));
  const below = i16x8.sub(lowestOf(limits), code);
  const above = i16x8.sub(code, highestOf(limits));
  return i16x8.max_s(i16x8.splat(0), i16x8.max_s(below, above));
}
