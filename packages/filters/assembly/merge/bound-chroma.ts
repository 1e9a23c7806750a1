import { bluesOfFours, greensOfFours, loadFour, redsOfFours, storeSixteen } from '../../../core/assembly/color/lanes';
import { blueDifference, blueOf, greenOf, lumaOf, redDifference, redOf } from '../../../core/assembly/color/yuv';
import { highestOf, lookUp8, lowestOf } from './limits';

/**
 * The Y of `first` with the chroma of `second`, held within the limits that are looked up for the chroma of `first`;
 * see src/merge/bound-chroma.ts.
 */
export function boundChroma(first: usize, second: usize, texture: usize, to: usize, pixels: i32, limits: usize): void {
  for (let n = 0; n < pixels; n += 16, first += 48, second += 48, texture += 16, to += 48) {
    const degrees = v128.load(texture);
    let a = loadFour(first);
    let b = loadFour(first + 12);
    let c = loadFour(first + 24);
    let d = loadFour(first + 36);
    let R = redsOfFours(a, b, c, d);
    let G = greensOfFours(a, b, c, d);
    let B = bluesOfFours(a, b, c, d);
    let R0 = i16x8.extend_low_i8x16_u(R);
    let B0 = i16x8.extend_low_i8x16_u(B);
    const Y0 = lumaOf(R0, i16x8.extend_low_i8x16_u(G), B0);
    let R1 = i16x8.extend_high_i8x16_u(R);
    let B1 = i16x8.extend_high_i8x16_u(B);
    const Y1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    const places0 = placesOf(i16x8.extend_low_i8x16_u(degrees));
    const places1 = placesOf(i16x8.extend_high_i8x16_u(degrees));
    const limitsU0 = lookUp8(limits, i16x8.add(places0, blueDifference(B0, Y0)));
    const limitsV0 = lookUp8(limits, i16x8.add(places0, redDifference(R0, Y0)));
    const limitsU1 = lookUp8(limits, i16x8.add(places1, blueDifference(B1, Y1)));
    const limitsV1 = lookUp8(limits, i16x8.add(places1, redDifference(R1, Y1)));
    a = loadFour(second);
    b = loadFour(second + 12);
    c = loadFour(second + 24);
    d = loadFour(second + 36);
    R = redsOfFours(a, b, c, d);
    G = greensOfFours(a, b, c, d);
    B = bluesOfFours(a, b, c, d);
    R0 = i16x8.extend_low_i8x16_u(R);
    B0 = i16x8.extend_low_i8x16_u(B);
    const luma0 = lumaOf(R0, i16x8.extend_low_i8x16_u(G), B0);
    R1 = i16x8.extend_high_i8x16_u(R);
    B1 = i16x8.extend_high_i8x16_u(B);
    const luma1 = lumaOf(R1, i16x8.extend_high_i8x16_u(G), B1);
    const U0 = held(blueDifference(B0, luma0), limitsU0);
    const V0 = held(redDifference(R0, luma0), limitsV0);
    const U1 = held(blueDifference(B1, luma1), limitsU1);
    const V1 = held(redDifference(R1, luma1), limitsV1);
    storeSixteen(
      to,
      i8x16.narrow_i16x8_u(redOf(Y0, V0), redOf(Y1, V1)),
      i8x16.narrow_i16x8_u(greenOf(Y0, U0, V0), greenOf(Y1, U1, V1)),
      i8x16.narrow_i16x8_u(blueOf(Y0, U0), blueOf(Y1, U1)),
    );
  }
}

/** Where the limits of a degree of texture begin, and 128 for the chroma's own offset. */
@inline
export function placesOf(degrees: v128): v128 {
  return i16x8.add(i16x8.shl(degrees, 8), i16x8.splat(128));
}

/** Chroma around 0 within limits of codes around 128. */
@inline
function held(chroma: v128, limits: v128): v128 {
  const neutral = i16x8.splat(128);
  const lowest = i16x8.sub(lowestOf(limits), neutral);
  const highest = i16x8.sub(highestOf(limits), neutral);
  return i16x8.max_s(lowest, i16x8.min_s(highest, chroma));
}
