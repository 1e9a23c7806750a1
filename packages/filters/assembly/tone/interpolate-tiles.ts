// CLAHE's change from tile to tile, in 32-bit floats, each product and sum rounded: see src/tone/clahe-plane.ts.

/**
 * Interleaves the tables of four tiles: for each code what it becomes on the upper left, upper right, lower left and lower
 * right.
 */
export function interleaveTables(upperLeft: usize, upperRight: usize, lowerLeft: usize, lowerRight: usize, to: usize): void {
  for (let n = 0; n < 256; n += 16, to += 64) {
    const p = v128.load(upperLeft + n);
    const q = v128.load(upperRight + n);
    const r = v128.load(lowerLeft + n);
    const s = v128.load(lowerRight + n);
    const upperFirst = v128.shuffle<i8>(p, q, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const upperLast = v128.shuffle<i8>(p, q, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const lowerFirst = v128.shuffle<i8>(r, s, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const lowerLast = v128.shuffle<i8>(r, s, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    v128.store(to, v128.shuffle<i16>(upperFirst, lowerFirst, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(to, v128.shuffle<i16>(upperFirst, lowerFirst, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    v128.store(to, v128.shuffle<i16>(upperLast, lowerLast, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(to, v128.shuffle<i16>(upperLast, lowerLast, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
}

/**
 * Interpolates some rows of a plane, four columns at a time; up to three bytes more are written.
 *
 * @param weights - for each row, the shares of the tiles above and below it, 32 bits each.
 * @param bounds - where the tiles between which columns lie change: 0, ..., the width; one more than there are `segments`.
 * @param table - of {@link interleaveTables}, one for each segment.
 * @param perTile - 1 / tile's width.
 * @param black - the result is held to at least this,
 * @param white - and to at most this.
 */
export function interpolatePlane(
  from: usize,
  to: usize,
  rows: i32,
  width: i32,
  weights: usize,
  bounds: usize,
  segments: i32,
  tables: usize,
  perTile: f32,
  black: i32,
  white: i32,
): void {
  const least = i16x8.splat(black as i16);
  const most = i16x8.splat(white as i16);
  for (; rows > 0; rows--, from += width, to += width, weights += 8) {
    const above = v128.load32_splat(weights);
    const below = v128.load32_splat(weights, 4);
    for (let segment = 0; segment < segments; segment++) {
      const table = tables + 1024 * segment;
      const end = load<i32>(bounds + 4 * segment, 4);
      for (let x = load<i32>(bounds + 4 * segment); x < end; x += 4) {
        const right = rightShares(x, perTile);
        const left = f32x4.sub(f32x4.splat(1), right);
        const at = from + x;
        let codes = v128.load32_zero(table + ((load<u8>(at) as usize) << 2));
        codes = v128.load32_lane(table + ((load<u8>(at, 1) as usize) << 2), codes, 1);
        codes = v128.load32_lane(table + ((load<u8>(at, 2) as usize) << 2), codes, 2);
        codes = v128.load32_lane(table + ((load<u8>(at, 3) as usize) << 2), codes, 3);
        const mixed = mix(codes, left, right, above, below);
        const held = i16x8.max_s(least, i16x8.min_s(most, i16x8.narrow_i32x4_s(mixed, mixed)));
        v128.store32_lane(to + x, i8x16.narrow_i16x8_u(held, held), 0);
      }
    }
  }
}

/** The same for rows of pixels, with a table for each channel. Up to five pixels more are written. */
export function interpolatePixels(
  from: usize,
  to: usize,
  rows: i32,
  width: i32,
  weights: usize,
  bounds: usize,
  segments: i32,
  tables: usize,
  perTile: f32,
): void {
  for (; rows > 0; rows--, from += 3 * width, to += 3 * width, weights += 8) {
    const above = v128.load32_splat(weights);
    const below = v128.load32_splat(weights, 4);
    for (let segment = 0; segment < segments; segment++) {
      const table = tables + 3072 * segment;
      const end = load<i32>(bounds + 4 * segment, 4);
      for (let x = load<i32>(bounds + 4 * segment); x < end; x += 4) {
        const right = rightShares(x, perTile);
        const left = f32x4.sub(f32x4.splat(1), right);
        const at = from + 3 * x;
        // R G B R | G B R G | B R G B
        let first = v128.load32_zero(place(table, at, 0, 0));
        first = v128.load32_lane(place(table, at, 1, 1), first, 1);
        first = v128.load32_lane(place(table, at, 2, 2), first, 2);
        first = v128.load32_lane(place(table, at, 3, 0), first, 3);
        let second = v128.load32_zero(place(table, at, 4, 1));
        second = v128.load32_lane(place(table, at, 5, 2), second, 1);
        second = v128.load32_lane(place(table, at, 6, 0), second, 2);
        second = v128.load32_lane(place(table, at, 7, 1), second, 3);
        let third = v128.load32_zero(place(table, at, 8, 2));
        third = v128.load32_lane(place(table, at, 9, 0), third, 1);
        third = v128.load32_lane(place(table, at, 10, 1), third, 2);
        third = v128.load32_lane(place(table, at, 11, 2), third, 3);
        const one = mix(first, firstOf(left), firstOf(right), above, below);
        const two = mix(second, secondOf(left), secondOf(right), above, below);
        const three = mix(third, thirdOf(left), thirdOf(right), above, below);
        v128.store(to + 3 * x, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(one, two), i16x8.narrow_i32x4_s(three, three)));
      }
    }
  }
}

/** Where the sample number `n` of a pixel group has its four codes in the table of its channel. */
@inline
function place(table: usize, at: usize, n: usize, channel: usize): usize {
  return table + 1024 * channel + ((load<u8>(at + n) as usize) << 2);
}

/** The shares of the right tile for four columns. */
@inline
function rightShares(x: i32, perTile: f32): v128 {
  const columns = f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(x), i32x4(0, 1, 2, 3)));
  const position = f32x4.sub(f32x4.mul(columns, f32x4.splat(perTile)), f32x4.splat(0.5));
  return f32x4.sub(position, f32x4.floor(position));
}

/** What four samples become, each lane holding the codes of the four tiles, as whole numbers rounded half to even. */
@inline
function mix(codes: v128, left: v128, right: v128, above: v128, below: v128): v128 {
  const byte = i32x4.splat(255);
  const p = f32x4.convert_i32x4_s(v128.and(codes, byte));
  const q = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(codes, 8), byte));
  const r = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(codes, 16), byte));
  const s = f32x4.convert_i32x4_s(i32x4.shr_u(codes, 24));
  const up = f32x4.mul(f32x4.add(f32x4.mul(p, left), f32x4.mul(q, right)), above);
  const down = f32x4.mul(f32x4.add(f32x4.mul(r, left), f32x4.mul(s, right)), below);
  // From 1.5 · 2^23 on floats are whole numbers: the addition rounds, and leaves the number in the lowest bits.
  const rounded = f32x4.add(f32x4.add(up, down), f32x4.splat(12_582_912));
  return v128.and(rounded, i32x4.splat(0xffff));
}

/** What belongs to four pixels, for the samples R G B R, G B R G and B R G B. */
@inline
function firstOf(pixels: v128): v128 {
  return v128.shuffle<i32>(pixels, pixels, 0, 0, 0, 1);
}

@inline
function secondOf(pixels: v128): v128 {
  return v128.shuffle<i32>(pixels, pixels, 1, 1, 2, 2);
}

@inline
function thirdOf(pixels: v128): v128 {
  return v128.shuffle<i32>(pixels, pixels, 2, 3, 3, 3);
}
