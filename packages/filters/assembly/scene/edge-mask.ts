// Edges, see src/scene/edge-mask.ts. Rows of samples begin five columns left of the first one that is asked for, blurred
// ones (32-bit floats) one column left of it. All sums are computed in 64 bits.

import { TABLES } from './layout';

/** The five numbers of 64 bits of one half of the bell curve, from its middle outwards. */
const TAPS: usize = TABLES + 256;
/** A row that is blurred in its columns only. */
const LINE: usize = TABLES + 512;

/** Blurs a row and one column more on either side, nine rows and then nine columns. Up to seven more are written. */
export function blurRow(
  up4: usize,
  up3: usize,
  up2: usize,
  up1: usize,
  here: usize,
  down1: usize,
  down2: usize,
  down3: usize,
  down4: usize,
  to: usize,
  columns: i32,
): void {
  for (let x = 0; x < columns + 10; x += 8) {
    const s0 = v128.load8x8_u(here + x);
    const s1 = i16x8.add(v128.load8x8_u(up1 + x), v128.load8x8_u(down1 + x));
    const s2 = i16x8.add(v128.load8x8_u(up2 + x), v128.load8x8_u(down2 + x));
    const s3 = i16x8.add(v128.load8x8_u(up3 + x), v128.load8x8_u(down3 + x));
    const s4 = i16x8.add(v128.load8x8_u(up4 + x), v128.load8x8_u(down4 + x));
    const line = LINE + ((x as usize) << 2);
    v128.store(
      line,
      fourWeighed(
        i32x4.extend_low_i16x8_s(s0),
        i32x4.extend_low_i16x8_s(s1),
        i32x4.extend_low_i16x8_s(s2),
        i32x4.extend_low_i16x8_s(s3),
        i32x4.extend_low_i16x8_s(s4),
      ),
    );
    v128.store(
      line,
      fourWeighed(
        i32x4.extend_high_i16x8_s(s0),
        i32x4.extend_high_i16x8_s(s1),
        i32x4.extend_high_i16x8_s(s2),
        i32x4.extend_high_i16x8_s(s3),
        i32x4.extend_high_i16x8_s(s4),
      ),
      16,
    );
  }
  for (let x = 0; x < columns + 2; x += 4) {
    const line = LINE + ((x as usize) << 2);
    v128.store(to + ((x as usize) << 2), narrowed(twoAcross(line), twoAcross(line + 8)));
  }
}

/** Five sums (whole numbers) of four columns, by the weights. */
@inline
function fourWeighed(s0: v128, s1: v128, s2: v128, s3: v128, s4: v128): v128 {
  const low = weighed(wholeLow(s0), wholeLow(s1), wholeLow(s2), wholeLow(s3), wholeLow(s4));
  return narrowed(low, weighed(wholeHigh(s0), wholeHigh(s1), wholeHigh(s2), wholeHigh(s3), wholeHigh(s4)));
}

/** The nine samples around two columns, by the weights; `line` is four columns left of the first one. */
@inline
function twoAcross(line: usize): v128 {
  return weighed(
    two(line + 16),
    f64x2.add(two(line + 12), two(line + 20)),
    f64x2.add(two(line + 8), two(line + 24)),
    f64x2.add(two(line + 4), two(line + 28)),
    f64x2.add(two(line), two(line + 32)),
  );
}

@inline
function weighed(s0: v128, s1: v128, s2: v128, s3: v128, s4: v128): v128 {
  let sum = f64x2.mul(v128.load64_splat(TAPS), s0);
  sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(TAPS, 8), s1));
  sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(TAPS, 16), s2));
  sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(TAPS, 24), s3));
  return f64x2.add(sum, f64x2.mul(v128.load64_splat(TAPS, 32), s4));
}

/** Two floats at an address, in 64 bits. */
@inline
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

@inline
function wholeLow(a: v128): v128 {
  return f64x2.convert_low_i32x4_s(a);
}

@inline
function wholeHigh(a: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<i64>(a, a, 1, 1));
}

/** Two and two numbers of 64 bits as four of 32. */
@inline
function narrowed(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2);
}

/** The edges of a row, out of three rows of samples and three blurred ones. Up to seven more bytes are written. */
export function findEdges(
  above: usize,
  here: usize,
  below: usize,
  blurredAbove: usize,
  blurredHere: usize,
  blurredBelow: usize,
  to: usize,
  columns: i32,
): void {
  for (let x = 0; x < columns; x += 8) {
    const response = responses(above + x + 4, here + x + 4, below + x + 4);
    const at = (x as usize) << 2;
    const slopes = i16x8.narrow_i32x4_s(
      fourSlopes(blurredAbove + at, blurredHere + at, blurredBelow + at),
      fourSlopes(blurredAbove + at + 16, blurredHere + at + 16, blurredBelow + at + 16),
    );
    const sum = i16x8.add(response, slopes);
    v128.store64_lane(to + x, i8x16.narrow_i16x8_u(sum, sum), 0);
  }
}

/** The largest of four responses of eight columns; rows begin one column left of them. */
@inline
function responses(above: usize, here: usize, below: usize): v128 {
  const nw = v128.load8x8_u(above);
  const n = v128.load8x8_u(above, 1);
  const ne = v128.load8x8_u(above, 2);
  const w = v128.load8x8_u(here);
  const e = v128.load8x8_u(here, 2);
  const sw = v128.load8x8_u(below);
  const upper = i16x8.add(i16x8.add(nw, n), ne);
  const lower = i16x8.add(i16x8.add(sw, v128.load8x8_u(below, 1)), v128.load8x8_u(below, 2));
  // 5 at three places and −3 at five is 8 times the three less 3 times all eight.
  const all = i16x8.mul(i16x8.splat(3), i16x8.add(i16x8.add(upper, lower), i16x8.add(w, e)));
  const first = response(upper, all);
  const second = response(i16x8.add(i16x8.add(n, ne), w), all);
  const third = response(i16x8.add(i16x8.add(ne, w), e), all);
  const fourth = response(i16x8.add(i16x8.add(w, e), sw), all);
  return i16x8.max_s(i16x8.max_s(first, second), i16x8.max_s(third, fourth));
}

@inline
function response(three: v128, all: v128): v128 {
  return i16x8.abs(i16x8.sub(i16x8.shl(three, 3), all));
}

/** Half of the length of the gradient of four columns, rounded; rows begin one column left of them. */
@inline
function fourSlopes(above: usize, here: usize, below: usize): v128 {
  return v128.shuffle<i64>(twoSlopes(above, here, below), twoSlopes(above + 8, here + 8, below + 8), 0, 2);
}

@inline
function twoSlopes(above: usize, here: usize, below: usize): v128 {
  const nw = two(above);
  const ne = two(above + 8);
  const sw = two(below);
  const se = two(below + 8);
  const half = f64x2.splat(0.5);
  const right = f64x2.add(f64x2.add(ne, two(here + 8)), se);
  const gx = f64x2.sub(right, f64x2.add(f64x2.add(nw, two(here)), sw));
  const bottom = f64x2.add(f64x2.add(sw, two(below + 4)), se);
  const gy = f64x2.sub(bottom, f64x2.add(f64x2.add(nw, two(above + 4)), ne));
  const length = f64x2.sqrt(f64x2.add(f64x2.mul(gx, gx), f64x2.mul(gy, gy)));
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(half, length), half));
}
