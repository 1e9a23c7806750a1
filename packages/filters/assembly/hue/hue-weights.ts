import {
  hexagonPlace,
  high,
  highFloats,
  largest,
  low,
  lowFloats,
  smallest,
  wholes,
} from '../../../core/assembly/color/hsv';
import { bluesOfFours, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';

/** Parts of the hue circle: sixteen a degree. */
const CIRCLE: i16 = 5760;

/** Room for the parts of sixteen pixels. */
const PARTS = memory.data(32, 16);

/**
 * How much each pixel belongs to the selected hues, 0..255; see src/hue/hue-weights.ts.
 *
 * @param table - of 5761 bytes: for each part of the circle, and for gray.
 */
export function hueWeights(from: usize, to: usize, pixels: i32, table: usize): void {
  for (let n = 0; n < pixels; n += 16, from += 48, to += 16) {
    const a = loadFour(from);
    const b = loadFour(from + 12);
    const c = loadFour(from + 24);
    const d = loadFour(from + 36);
    const R = redsOfFours(a, b, c, d);
    const G = greensOfFours(a, b, c, d);
    const B = bluesOfFours(a, b, c, d);
    const V = largest(R, G, B);
    const span = i8x16.sub(V, smallest(R, G, B));
    v128.store(PARTS, partsOf(low(R), low(G), low(B), low(V), low(span)));
    v128.store(PARTS, partsOf(high(R), high(G), high(B), high(V), high(span)), 16);
    for (let k = 0; k < 16; k += 4) {
      const parts = PARTS + 2 * k;
      store<u8>(to + k, load<u8>(table + load<u16>(parts)));
      store<u8>(to + k, load<u8>(table + load<u16>(parts, 2)), 1);
      store<u8>(to + k, load<u8>(table + load<u16>(parts, 4)), 2);
      store<u8>(to + k, load<u8>(table + load<u16>(parts, 6)), 3);
    }
  }
}

/** The parts of the circle that eight hues are in, CIRCLE for gray. */
@inline
function partsOf(R: v128, G: v128, B: v128, V: v128, span: v128): v128 {
  const place = hexagonPlace(R, G, B, V, span);
  const around = i16x8.mul(span, i16x8.splat(6));
  const onward = i16x8.add(place, v128.and(i16x8.shr_s(place, 15), around));
  const parts = wholes(partOf(lowFloats(onward), lowFloats(span)), partOf(highFloats(onward), highFloats(span)));
  return v128.bitselect(i16x8.splat(CIRCLE), parts, i16x8.eq(span, i16x8.splat(0)));
}

/**
 * floor(960 place / span). What 32 bits round the quotient by is under 1/4000 of a part, and a quotient below a whole
 * number is at least 1/255 below it.
 */
@inline
function partOf(place: v128, span: v128): v128 {
  return f32x4.floor(f32x4.div(f32x4.mul(place, f32x4.splat(CIRCLE / 6)), span));
}
