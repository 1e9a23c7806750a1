import { bluesOfFours, floors, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';
import { SHARES, storeShares } from './bright-share';

/** The shares of pixels, times 255 and truncated; see src/luma/luma-mask.ts. */
export function lumaMask(picture: usize, to: usize, pixels: i32, kind: i32, from: f64, slope: f64): void {
  for (let n = 0; n < pixels; n += 16, picture += 48, to += 16) {
    const a = loadFour(picture);
    const b = loadFour(picture + 12);
    const c = loadFour(picture + 24);
    const d = loadFour(picture + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    storeShares(SHARES, R, G, B, kind, from, slope);
    v128.store(
      to,
      i8x16.narrow_i16x8_u(
        i16x8.narrow_i32x4_s(codes4(SHARES), codes4(SHARES + 32)),
        i16x8.narrow_i32x4_s(codes4(SHARES + 64), codes4(SHARES + 96)),
      ),
    );
  }
}

@inline
function codes4(shares: usize): v128 {
  const white = f64x2.splat(255);
  return floors(f64x2.mul(v128.load(shares), white), f64x2.mul(v128.load(shares, 16), white));
}
