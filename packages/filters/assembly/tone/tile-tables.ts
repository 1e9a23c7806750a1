import { sumOfLanes } from '../../../core/assembly/color/lanes';
// CLAHE's tables, see src/tone/clahe-tables.ts. A histogram is 256 counts of 32 bits.

import { countBytes } from '../scene/count-bytes';
import { countCodes } from './count-codes';

/**
 * Counts some rows of a row of tiles, four histograms a tile for a plane, two times three for pixels. Columns that the
 * tiles have beyond the width are those inside, mirrored.
 */
export function countTiles(
  from: usize,
  rows: i32,
  width: i32,
  tiles: i32,
  tileWidth: i32,
  channels: i32,
  counts: usize,
): void {
  const perTile = channels === 1 ? 4096 : 6144;
  for (; rows > 0; rows--, from += channels * width) {
    for (let tile = 0, left = 0; tile < tiles; tile++, left += tileWidth) {
      const inside = max(0, min(tileWidth, width - left));
      const to = counts + tile * perTile;
      countColumns(from + channels * left, inside, channels, to);
      for (let x = left + inside; x < left + tileWidth; x++) {
        countColumns(from + channels * mirrored(x, width), 1, channels, to);
      }
    }
  }
}

@inline
function countColumns(from: usize, columns: i32, channels: i32, counts: usize): void {
  if (channels === 1) countBytes(from, columns, counts);
  else countCodes(from, columns, counts);
}

/** Position inside 0..length−1 when a line is continued by mirroring at its last sample, which isn't repeated. */
function mirrored(position: i32, length: i32): i32 {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const inPeriod = position % period;
  return inPeriod < length ? inPeriod : period - inPeriod;
}

/**
 * Makes the tables of 256 codes of a row of tiles out of what {@link countTiles} counted, channel by channel, and sets
 * the counts to 0. No count stays above `limit`: what is cut off is spread. `scale` is 255 / samples of a tile.
 */
export function makeTables(counts: usize, tiles: i32, channels: i32, limit: i32, scale: f32, tables: usize): void {
  for (; tiles > 0; tiles--) {
    for (let channel = 0; channel < channels; channel++, counts += 1024, tables += 256) {
      let excess = channels === 1 ? gather(counts, 3, 1024, limit) : gather(counts, 1, 3072, limit);
      const share = excess >> 8;
      excess &= 255;
      const step = excess === 0 ? 256 : 256 / excess;
      let next = 0;
      let sum = 0;
      for (let code = 0; code < 256; code++) {
        sum += load<i32>(counts + (code << 2)) + share;
        if (code === next && excess > 0) {
          sum++;
          excess--;
          next += step;
        }
        store<u8>(tables + code, i32(min<f32>(255, nearest(f32(sum) * scale))));
      }
    }
    if (channels === 1) {
      memory.fill(counts - 1024, 0, 4096);
      counts += 3072;
    } else {
      memory.fill(counts - 3072, 0, 6144);
      counts += 3072;
    }
  }
}

/** Adds up histograms that took turns, in the first one, cut off at `limit`; gives what is cut off. */
@inline
function gather(counts: usize, others: i32, distance: i32, limit: i32): i32 {
  const most = i32x4.splat(limit);
  let over = i32x4.splat(0);
  for (let end = counts + 1024; counts < end; counts += 16) {
    let sum = v128.load(counts);
    for (let n = 1; n <= others; n++) sum = i32x4.add(sum, v128.load(counts + n * distance));
    const cut = i32x4.min_s(sum, most);
    over = i32x4.add(over, i32x4.sub(sum, cut));
    v128.store(counts, cut);
  }
  return sumOfLanes(over);
}
