import {
  bytesOf,
  high,
  highFloats,
  largest,
  low,
  lowFloats,
  saturationOf,
  smallest,
} from '../../../core/assembly/color/hsv';
import { bluesOfFours, greensOfFours, loadFour, redsOfFours } from '../../../core/assembly/color/lanes';
import { mapBytes } from './map-bytes';

/** How gray pixels are: a table of 256 bytes at the S of OpenCV's 8-bit HSV; see src/chroma/gray-weights.ts. */
export function grayWeights(from: usize, to: usize, pixels: i32, table: usize): void {
  let at = to;
  for (let n = 0; n < pixels; n += 16, from += 48, at += 16) {
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
    v128.store(
      at,
      bytesOf(
        saturationOf(lowFloats(span0), lowFloats(V0)),
        saturationOf(highFloats(span0), highFloats(V0)),
        saturationOf(lowFloats(span1), lowFloats(V1)),
        saturationOf(highFloats(span1), highFloats(V1)),
      ),
    );
  }
  mapBytes(to, to, pixels, table);
}
