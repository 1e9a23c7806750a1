import { blueOf, redGreen, storePixel } from './points';
import { fractionAt, ownOf, ownPair, positionOf, rankOf, stepAt } from './tables';

/**
 * Looks pixels up in a lattice, between four of its points; see src/look/apply-lut.ts.
 *
 * @param lattice - R, G, B in 32-bit floats.
 * @param across - from a point to the one that follows along all three axes, in bytes.
 * @param share - 255 times the share of the result.
 */
export function tetrahedral(
  from: usize,
  to: usize,
  pixels: i32,
  tables: usize,
  lattice: usize,
  across: usize,
  share: f64,
): void {
  const part = f64x2.splat(share);
  const one = f64x2.splat(1);
  for (let n = 0; n < pixels; n++, from += 3, to += 3) {
    const R: u32 = load<u8>(from);
    const G: u32 = load<u8>(from, 1);
    const B: u32 = load<u8>(from, 2);
    // The axes in order of their fractions: the way leads along the largest one first. Numbers instead of branches.
    const r = rankOf(tables, 0, R);
    const g = rankOf(tables, 1, G);
    const b = rankOf(tables, 2, B);
    const first = max(max(r, g), b);
    const last = min(min(r, g), b);
    const most = fractionAt(tables, first);
    const middle = fractionAt(tables, r + g + b - first - last);
    const least = fractionAt(tables, last);
    const w0 = f64x2.sub(one, most);
    const w1 = f64x2.sub(most, middle);
    const w2 = f64x2.sub(middle, least);

    const p0 = lattice + positionOf(tables, 0, R) + positionOf(tables, 1, G) + positionOf(tables, 2, B);
    const p1 = p0 + stepAt(tables, first);
    const p3 = p0 + across;
    const p2 = p3 - stepAt(tables, last);
    const pair = mix4(w0, redGreen(p0), w1, redGreen(p1), w2, redGreen(p2), least, redGreen(p3));
    const blue = mix4(w0, blueOf(p0), w1, blueOf(p1), w2, blueOf(p2), least, blueOf(p3));
    storePixel(to, pair, blue, part, ownPair(tables, R, G), ownOf(tables, B));
  }
}

@inline
function mix4(wa: v128, a: v128, wb: v128, b: v128, wc: v128, c: v128, wd: v128, d: v128): v128 {
  const first = f64x2.add(f64x2.mul(wa, a), f64x2.mul(wb, b));
  return f64x2.add(f64x2.add(first, f64x2.mul(wc, c)), f64x2.mul(wd, d));
}
