import { HavcError } from '../error.ts';
import { ensureSameShape, type RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';
import { readRgbRows, writeRgbRows } from '../rgb-rows.ts';

/**
 * Two pictures mixed sample by sample: first + weight · (second − first), truncated, bit for bit as Pillow does it.
 *
 * @param first - R'G'B', any strides.
 * @param second - same shape.
 * @param weight - of `second`, 0..1.
 * @param out - same shape; a new image when absent. May be `first` or `second` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an image isn't bytes of [height, width, 3] or the shapes differ;
 * `OPTION_INVALID` for a weight out of range.
 *
 * Source: Pillow 9.4, src/libImaging/Blend.c, which computes in 32-bit floats.
 */
export function blendImages(first: RgbImage, second: RgbImage, weight: number, out?: RgbImage): RgbImage {
  ensureRgbImage(first, 'first');
  ensureRgbImage(second, 'second');
  ensureSameShape(first, second, ['first', 'second']);
  if (!(weight >= 0 && weight <= 1)) {
    throw new HavcError('OPTION_INVALID', `weight must be a number from 0 to 1, got ${weight}.`);
  }
  const result = rgbOutput(out, first);
  const [height, width] = first.shape as [number, number];
  const own = readRgbRows(first);
  const other = readRgbRows(second);
  const target = writeRgbRows(result);
  const mixes = mixTable(weight);
  for (let row = 0; row < height; row++) {
    own.seek(row);
    other.seek(row);
    target.seek(row);
    blendRow(mixes, own.data, own.at, other.data, other.at, target.data, target.at, width);
    target.flush();
  }
  return result;
}

/** Two pixels at a time: a step of the loop costs as much as a sample. */
function blendRow(
  mixes: Uint8Array,
  own: Uint8Array,
  ownAt: number,
  other: Uint8Array,
  otherAt: number,
  to: Uint8Array,
  toAt: number,
  width: number,
): void {
  let n = 0;
  for (const end = 6 * (width >> 1); n < end; n += 6) {
    const i = ownAt + n;
    const j = otherAt + n;
    const o = toAt + n;
    to[o] = mixes[(own[i]! << 8) | other[j]!]!;
    to[o + 1] = mixes[(own[i + 1]! << 8) | other[j + 1]!]!;
    to[o + 2] = mixes[(own[i + 2]! << 8) | other[j + 2]!]!;
    to[o + 3] = mixes[(own[i + 3]! << 8) | other[j + 3]!]!;
    to[o + 4] = mixes[(own[i + 4]! << 8) | other[j + 4]!]!;
    to[o + 5] = mixes[(own[i + 5]! << 8) | other[j + 5]!]!;
  }
  for (; n < 3 * width; n++) to[toAt + n] = mixes[(own[ownAt + n]! << 8) | other[otherAt + n]!]!;
}

/** The table of the weight that was used last: filters mix a whole film with one. */
let lastMixes: { readonly weight: number; readonly table: Uint8Array } | undefined;

/** What each pair of samples gives, at (first << 8) | second, every step rounded to 32 bits as the original's are. */
function mixTable(weight: number): Uint8Array {
  if (lastMixes?.weight === weight) return lastMixes.table;
  const table = new Uint8Array(1 << 16);
  const share = Math.fround(weight);
  for (let pair = 0; pair < table.length; pair++) {
    const own = pair >> 8;
    table[pair] = Math.fround(own + Math.fround(share * ((pair & 255) - own)));
  }
  lastMixes = { weight, table };
  return table;
}
