import {
  bytesOf,
  hexagonPlace,
  high,
  highFloats,
  hueOf,
  largest,
  low,
  lowFloats,
  lowSample,
  middleSample,
  saturationOf,
  smallest,
  storeByHue,
} from '../../../core/assembly/color/hsv';
import { bluesOfFours, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';

/**
 * Pixels with changed hue, saturation and value; see src/hue/change-hsv.ts.
 *
 * @param weights - of the pixels: sixteen that all have 0 may be left out, whatever is in `to` then; 0 for none.
 * @param turn - added to the hue, −180..180 of 180 steps.
 * @param saturation - factor, as is `value`.
 */
export function changeHsv(
  from: usize,
  to: usize,
  pixels: i32,
  weights: usize,
  turn: f32,
  saturation: f64,
  value: f64,
): void {
  const isLeftOut = weights != 0;
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    if (isLeftOut && !v128.any_true(v128.load(weights + n))) continue;
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const V = largest(R, G, B);
    const span = i8x16.sub(V, smallest(R, G, B));
    const V0 = low(V);
    const V1 = high(V);
    const span0 = low(span);
    const span1 = high(span);
    const place0 = hexagonPlace(low(R), low(G), low(B), V0, span0);
    const place1 = hexagonPlace(high(R), high(G), high(B), V1, span1);
    // Four pixels at a time from here on: span, V, then H, S and V as they are to be.
    const r0 = lowFloats(span0);
    const r1 = highFloats(span0);
    const r2 = lowFloats(span1);
    const r3 = highFloats(span1);
    const w0 = lowFloats(V0);
    const w1 = highFloats(V0);
    const w2 = lowFloats(V1);
    const w3 = highFloats(V1);
    const h0 = turned(hueOf(lowFloats(place0), r0), turn);
    const h1 = turned(hueOf(highFloats(place0), r1), turn);
    const h2 = turned(hueOf(lowFloats(place1), r2), turn);
    const h3 = turned(hueOf(highFloats(place1), r3), turn);
    const s0 = unitOf(scaled(saturationOf(r0, w0), saturation));
    const s1 = unitOf(scaled(saturationOf(r1, w1), saturation));
    const s2 = unitOf(scaled(saturationOf(r2, w2), saturation));
    const s3 = unitOf(scaled(saturationOf(r3, w3), saturation));
    const most0 = scaled(w0, value);
    const most1 = scaled(w1, value);
    const most2 = scaled(w2, value);
    const most3 = scaled(w3, value);
    const v0 = unitOf(most0);
    const v1 = unitOf(most1);
    const v2 = unitOf(most2);
    const v3 = unitOf(most3);
    storeByHue(
      to,
      bytesOf(h0, h1, h2, h3),
      bytesOf(most0, most1, most2, most3),
      bytesOf(middleSample(h0, s0, v0), middleSample(h1, s1, v1), middleSample(h2, s2, v2), middleSample(h3, s3, v3)),
      bytesOf(lowSample(s0, v0), lowSample(s1, v1), lowSample(s2, v2), lowSample(s3, v3)),
    );
  }
}

/** Hues turned by some steps, cut to whole ones, 0..180: 180 stays as it is. */
@inline
function turned(hue: v128, turn: f32): v128 {
  if (turn == 0) return hue;
  const circle = f32x4.splat(180);
  const sum = f32x4.add(hue, f32x4.splat(turn));
  const less = f32x4.sub(sum, v128.and(f32x4.gt(sum, circle), circle));
  return f32x4.floor(f32x4.add(less, v128.and(f32x4.lt(sum, f32x4.splat(0)), circle)));
}

/** Codes times a factor in doubles, cut and clipped. */
@inline
function scaled(code: v128, factor: f64): v128 {
  if (factor == 1) return code;
  const upper = v128.shuffle<i64>(code, code, 1, 1);
  const factors = f64x2.splat(factor);
  const a = f64x2.floor(f64x2.mul(f64x2.promote_low_f32x4(code), factors));
  const b = f64x2.floor(f64x2.mul(f64x2.promote_low_f32x4(upper), factors));
  const whole = v128.shuffle<i64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2);
  return f32x4.pmin(whole, f32x4.splat(255));
}

@inline
function unitOf(code: v128): v128 {
  return f32x4.mul(code, f32x4.splat(1.0 / 255));
}
