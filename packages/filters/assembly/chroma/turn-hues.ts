// Pillow's HSV; the formulas stand in src/chroma/pillow-hue.ts.

import {
  bytesOf,
  high,
  highFloats,
  largest,
  low,
  lowFloats,
  smallest,
  storeByHue,
} from '../../../core/assembly/color/hsv';
import { bluesOfFours, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';
import { by255 } from '../hue/blend-by-weights';

/** Pixels with hues turned by some codes, of 256 around the circle. */
export function turnHues(from: usize, to: usize, pixels: i32, turn: i32): void {
  const turns = i8x16.splat(turn as i8);
  for (let n = 0; n < pixels; n += 16, from += 48, to += 48) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const V = largest(R, G, B);
    const V0 = low(V);
    const V1 = high(V);
    const span = i8x16.sub(V, smallest(R, G, B));
    const span0 = low(span);
    const span1 = high(span);
    const s0 = lowFloats(span0);
    const s1 = highFloats(span0);
    const s2 = lowFloats(span1);
    const s3 = highFloats(span1);
    const isRed0 = i16x8.eq(low(R), V0);
    const isRed1 = i16x8.eq(high(R), V1);
    const isGreen0 = i16x8.eq(low(G), V0);
    const isGreen1 = i16x8.eq(high(G), V1);
    const isFirst0 = isFirstBetween(low(R), low(G), low(B), isRed0, isGreen0);
    const isFirst1 = isFirstBetween(high(R), high(G), high(B), isRed1, isGreen1);
    const way0 = wayOf(low(R), low(G), low(B), V0, isRed0, isGreen0, isFirst0);
    const way1 = wayOf(high(R), high(G), high(B), V1, isRed1, isGreen1, isFirst1);
    const base0 = baseOf(isRed0, isGreen0, isFirst0);
    const base1 = baseOf(isRed1, isGreen1, isFirst1);
    const hue = bytesOf(
      hueOf(lowFloats(base0), lowFloats(way0), s0),
      hueOf(highFloats(base0), highFloats(way0), s1),
      hueOf(lowFloats(base1), lowFloats(way1), s2),
      hueOf(highFloats(base1), highFloats(way1), s3),
    );
    const v0 = lowFloats(V0);
    const v1 = highFloats(V0);
    const v2 = lowFloats(V1);
    const v3 = highFloats(V1);
    const saturation = bytesOf(saturationOf(s0, v0), saturationOf(s1, v1), saturationOf(s2, v2), saturationOf(s3, v3));
    const turned = i8x16.add(hue, turns);
    const sixths0 = i16x8.mul(low(turned), i16x8.splat(6));
    const sixths1 = i16x8.mul(high(turned), i16x8.splat(6));
    const sector0 = by255(sixths0);
    const sector1 = by255(sixths1);
    const least0 = i16x8.sub(i16x8.splat(255), low(saturation));
    const least1 = i16x8.sub(i16x8.splat(255), high(saturation));
    const along0 = alongOf(sixths0, sector0);
    const along1 = alongOf(sixths1, sector1);
    // 65025 − S · along: what is left of V, of 255².
    const left0 = i16x8.sub(i16x8.splat(<i16>65025), i16x8.mul(low(saturation), along0));
    const left1 = i16x8.sub(i16x8.splat(<i16>65025), i16x8.mul(high(saturation), along1));
    storeByHue(
      to,
      i8x16.narrow_i16x8_u(i16x8.mul(sector0, i16x8.splat(30)), i16x8.mul(sector1, i16x8.splat(30))),
      V,
      bytesOf(
        sampleOf(v0, i32x4.extend_low_i16x8_u(left0)),
        sampleOf(v1, i32x4.extend_high_i16x8_u(left0)),
        sampleOf(v2, i32x4.extend_low_i16x8_u(left1)),
        sampleOf(v3, i32x4.extend_high_i16x8_u(left1)),
      ),
      i8x16.narrow_i16x8_u(
        by255(i16x8.add(i16x8.mul(V0, least0), i16x8.splat(127))),
        by255(i16x8.add(i16x8.mul(V1, least1), i16x8.splat(127))),
      ),
    );
  }
}

/** Which of the other two samples is between the largest and the smallest: G, R or G, when R, G or B is the largest. */
@inline
function isFirstBetween(R: v128, G: v128, B: v128, isRed: v128, isGreen: v128): v128 {
  const others = v128.bitselect(i16x8.ge_s(R, B), i16x8.ge_s(G, R), isGreen);
  return v128.bitselect(i16x8.ge_s(G, B), others, isRed);
}

/** How far the middle sample is below V, below 0 where that counts back from a secondary colour. */
@inline
function wayOf(R: v128, G: v128, B: v128, V: v128, isRed: v128, isGreen: v128, isFirst: v128): v128 {
  const onward = v128.bitselect(i16x8.sub(G, V), v128.bitselect(i16x8.sub(V, R), i16x8.sub(V, G), isGreen), isRed);
  const back = v128.bitselect(i16x8.sub(V, B), v128.bitselect(i16x8.sub(B, V), i16x8.sub(R, V), isGreen), isRed);
  return v128.bitselect(onward, back, isFirst);
}

/** The secondary colour that it counts from, in sixths of the circle. */
@inline
function baseOf(isRed: v128, isGreen: v128, isFirst: v128): v128 {
  const onward = v128.bitselect(i16x8.splat(1), i16x8.splat(3), v128.or(isRed, isGreen));
  const others = v128.bitselect(i16x8.splat(3), i16x8.splat(5), isGreen);
  return v128.bitselect(onward, v128.bitselect(i16x8.splat(-1), others, isRed), isFirst);
}

/** H of four pixels, 0..255. */
@inline
function hueOf(base: v128, way: v128, span: v128): v128 {
  const one = f32x4.splat(1);
  const sixths = f32x4.add(base, f32x4.div(way, f32x4.pmax(span, one)));
  const share = f32x4.div(sixths, f32x4.splat(6));
  return codeOf(f32x4.add(share, v128.and(f32x4.lt(share, f32x4.splat(0)), one)));
}

/** S of four pixels, 0..255. */
@inline
function saturationOf(span: v128, V: v128): v128 {
  return codeOf(f32x4.div(span, f32x4.pmax(V, f32x4.splat(1))));
}

/** 255 · share, cut. The product in 32 bits may be a whole number that it is really below; 256 · share − it is exact. */
@inline
function codeOf(share: v128): v128 {
  const code = f32x4.floor(f32x4.mul(share, f32x4.splat(255)));
  const past = f32x4.sub(f32x4.mul(share, f32x4.splat(256)), code);
  return f32x4.sub(code, v128.and(f32x4.lt(past, share), f32x4.splat(1)));
}

/** The place in a sector, of 255; back from its end in sectors 0, 2, 4, where the middle sample rises. */
@inline
function alongOf(sixths: v128, sector: v128): v128 {
  const full = i16x8.splat(255);
  const along = i16x8.sub(sixths, i16x8.mul(sector, full));
  const isOdd = i16x8.shr_s(i16x8.shl(sector, 15), 15);
  return v128.bitselect(along, i16x8.sub(full, along), isOdd);
}

/** V · left / 255² of four pixels, rounded: there are no halves, and what 32 bits round by is under 1 / 255². */
@inline
function sampleOf(V: v128, left: v128): v128 {
  const product = f32x4.mul(V, f32x4.convert_i32x4_s(left));
  return f32x4.floor(f32x4.div(f32x4.add(product, f32x4.splat(32512)), f32x4.splat(65025)));
}
