import { bluesOfFours, copySixteen, greensOfFours, loadFour, redsOfFours, storeSixteen } from '../../../core/assembly/color/lanes';
import { mixByDoubles } from '../hue/mix-by-tables';
import { SHARES as BRIGHT, storeShares } from '../luma/bright-share';

/** Room for the shares of the picture and of the changed one of sixteen pixels. */
const RESTS = memory.data(128, 16);
const SHADOWS = memory.data(128, 16);

/**
 * A changed picture where the picture is dark and has certain hues: own · rest + changed · shadow with
 * shadow = (1 − brightness) · weight / 255, truncated. The bright shares are those of `mergeByLuma`.
 *
 * @param weights - of the pixels' hues, 0..255.
 */
export function mixShadows(
  own: usize,
  changed: usize,
  weights: usize,
  to: usize,
  pixels: i32,
  kind: i32,
  from: f64,
  slope: f64,
): void {
  for (let n = 0; n < pixels; n += 16, own += 48, changed += 48, weights += 16, to += 48) {
    if (!v128.any_true(v128.load(weights))) {
      copySixteen(own, to);
      continue;
    }
    const o0 = loadFour(own);
    const o1 = loadFour(own + 12);
    const o2 = loadFour(own + 24);
    const o3 = loadFour(own + 36);
    const R = redsOfFours(o0, o1, o2, o3);
    const G = greensOfFours(o0, o1, o2, o3);
    const B = bluesOfFours(o0, o1, o2, o3);
    storeShares(BRIGHT, R, G, B, kind, from, slope);
    for (let k: usize = 0; k < 16; k += 2) storeShadows(BRIGHT + 8 * k, weights + k, 8 * k);
    const c0 = loadFour(changed);
    const c1 = loadFour(changed + 12);
    const c2 = loadFour(changed + 24);
    const c3 = loadFour(changed + 36);
    storeSixteen(
      to,
      mixByDoubles(R, redsOfFours(c0, c1, c2, c3), RESTS, SHADOWS),
      mixByDoubles(G, greensOfFours(c0, c1, c2, c3), RESTS, SHADOWS),
      mixByDoubles(B, bluesOfFours(c0, c1, c2, c3), RESTS, SHADOWS),
    );
  }
}

/** The shares of two pixels. Where a hue is wholly meant, the rest is the brightness itself. */
@inline
function storeShadows(bright: usize, weights: usize, at: usize): void {
  const one = f64x2.splat(1);
  const most = f64x2.splat(255);
  const brightness = v128.load(bright);
  const first = f64x2.splat(load<u8>(weights) as f64);
  const weight = f64x2.replace_lane(first, 1, load<u8>(weights, 1) as f64);
  const shadow = f64x2.mul(f64x2.sub(one, brightness), f64x2.div(weight, most));
  v128.store(SHADOWS + at, shadow);
  v128.store(RESTS + at, v128.bitselect(brightness, f64x2.sub(one, shadow), f64x2.eq(weight, most)));
}
