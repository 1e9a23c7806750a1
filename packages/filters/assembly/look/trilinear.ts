import { blueOf, redGreen, storePixel } from './points';
import { fractionAt, ownOf, ownPair, positionOf, rankOf } from './tables';

/** From a point to the next one along the axis of red. */
const NEXT_RED: usize = 12;

/**
 * Looks pixels up in a lattice, between eight of its points; as tetrahedral().
 *
 * @param nextGreen - from a point to the next one along the axis of green, in bytes.
 * @param nextBlue - the same along the axis of blue.
 */
export function trilinear(
  from: usize,
  to: usize,
  pixels: i32,
  tables: usize,
  lattice: usize,
  nextGreen: usize,
  nextBlue: usize,
  share: f64,
): void {
  const part = f64x2.splat(share);
  for (let n = 0; n < pixels; n++, from += 3, to += 3) {
    const R: u32 = load<u8>(from);
    const G: u32 = load<u8>(from, 1);
    const B: u32 = load<u8>(from, 2);
    const r = fractionAt(tables, rankOf(tables, 0, R));
    const g = fractionAt(tables, rankOf(tables, 1, G));
    const b = fractionAt(tables, rankOf(tables, 2, B));
    const p = lattice + positionOf(tables, 0, R) + positionOf(tables, 1, G) + positionOf(tables, 2, B);
    const q = p + nextBlue;
    const pair = between(redGreenOfBlue(p, nextGreen, r, g), redGreenOfBlue(q, nextGreen, r, g), b);
    const blue = between(blueOfBlue(p, nextGreen, r, g), blueOfBlue(q, nextGreen, r, g), b);
    storePixel(to, pair, blue, part, ownPair(tables, R, G), ownOf(tables, B));
  }
}

/** Red and green between the four points of one blue. */
@inline
function redGreenOfBlue(p: usize, nextGreen: usize, r: v128, g: v128): v128 {
  const q = p + nextGreen;
  return between(
    between(redGreen(p), redGreen(p + NEXT_RED), r),
    between(redGreen(q), redGreen(q + NEXT_RED), r),
    g,
  );
}

/** Blue between the four points of one blue. */
@inline
function blueOfBlue(p: usize, nextGreen: usize, r: v128, g: v128): v128 {
  const q = p + nextGreen;
  return between(between(blueOf(p), blueOf(p + NEXT_RED), r), between(blueOf(q), blueOf(q + NEXT_RED), r), g);
}

@inline
function between(near: v128, far: v128, way: v128): v128 {
  return f64x2.add(near, f64x2.mul(way, f64x2.sub(far, near)));
}
