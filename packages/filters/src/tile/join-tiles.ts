import { ensureApart, ensureRgbImage, HavcError, type RgbImage, rgbOutput } from '@havc/core';
import { ensureWhole } from '../option-checks.ts';
import { type SeamWeights, seamWeights, type TileBlend } from './seam-weights.ts';
import { planTiles, type TileOptions } from './tile-plan.ts';

/** How {@link joinTiles} puts tiles together: the same `tiles` and overlaps as they were cut with, and the size. */
export interface JoinTilesOptions extends TileOptions {
  /** Pixels of the whole picture, 1..65536. */
  readonly width: number;
  /** Pixels of the whole picture, 1..65536. */
  readonly height: number;
  /** Default `'ramp'`. */
  readonly blend?: TileBlend;
}

/**
 * The picture that tiles make, blended over the strips that they share: first left with right, then the two rows.
 *
 * Tiles that nobody changed give back the very picture they were cut from. For the luma of the uncut picture on the
 * result, follow with core's `replaceLuma`.
 *
 * @param tiles - as {@link sliceTiles} gives them, R'G'B', any strides.
 * @param out - [options.height, options.width, 3]; a new image when absent. Must not share memory with a tile.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when a tile isn't bytes of the size that the options give; `OPTION_INVALID` for
 * another number of tiles than `options.tiles` says, and for options out of range.
 *
 * Source: HAVC's `HAVC_clip_reconstruct`, whose default is `blend: 0.5`. Its linear ramp ends in the middle of the
 * strip, which leaves a crease there; ours runs over all of it (see {@link TileBlend} for the original's).
 */
export function joinTiles(tiles: readonly RgbImage[], options: JoinTilesOptions, out?: RgbImage): RgbImage {
  const width = ensureWhole(options.width, 'options.width', 1, 65536);
  const height = ensureWhole(options.height, 'options.height', 1, 65536);
  const plan = planTiles({ width, height }, options);
  const count = plan.corners.length;
  if (tiles.length !== count) {
    throw new HavcError(
      'OPTION_INVALID',
      `tiles must be ${count} pictures, as options.tiles says, got ${tiles.length}.`,
    );
  }
  const across = seamWeights(plan.overlapX, options.blend ?? 'ramp');
  const down = seamWeights(plan.overlapY, options.blend ?? 'ramp');
  const result = rgbOutput(out, { shape: [height, width, 3] });
  tiles.forEach((tile, n) => {
    ensureRgbImage(tile, `tiles[${n}]`);
    if (tile.shape[0] !== plan.tileHeight || tile.shape[1] !== plan.tileWidth) {
      const [is, wanted] = [`${tile.shape[1]}x${tile.shape[0]}`, `${plan.tileWidth}x${plan.tileHeight}`];
      throw new HavcError('SHAPE_INVALID', `tiles[${n}] must be ${wanted} pixels large by the options, got ${is}.`);
    }
    ensureApart(result, tile, ['out', `tiles[${n}]`]);
  });

  const upper = new Uint8Array(width * 3);
  const lower = new Uint8Array(width * 3);
  // The first row of the lower tiles, and the first that is theirs alone.
  const start = count === 4 ? plan.corners[2]!.y : height;
  const end = start + 2 * plan.overlapY;
  const [rowStep, step, sampleStep] = result.stride as [number, number, number];
  for (let row = 0; row < height; row++) {
    if (row < end) joinRow(upper, tiles[0]!, tiles[1]!, row, width, across);
    if (row >= start) joinRow(row < end ? lower : upper, tiles[2]!, tiles[3]!, row - start, width, across);
    if (row >= start && row < end) mix(upper, lower, upper.length, down.weights[row - start]!, down.unit);
    let o = result.offset + row * rowStep;
    for (let i = 0; i < upper.length; i += 3, o += step) {
      result.data[o] = upper[i]!;
      result.data[o + sampleStep] = upper[i + 1]!;
      result.data[o + 2 * sampleStep] = upper[i + 2]!;
    }
  }
  return result;
}

/** One row of a left and a right tile as `width` pixels of `line`. */
function joinRow(
  line: Uint8Array,
  left: RgbImage,
  right: RgbImage,
  row: number,
  width: number,
  seam: SeamWeights,
): void {
  const strip = seam.weights.length;
  const seamStart = left.shape[1]! - strip;
  copyRow(line, left, row, 0, 0, Math.min(width, left.shape[1]!));
  copyRow(line, right, row, strip, seamStart + strip, width);
  const [, step, sampleStep] = right.stride as [number, number, number];
  let j = right.offset + row * right.stride[0]!;
  for (let k = 0; k < strip && seamStart + k < width; k++, j += step) {
    const share = seam.weights[k]!;
    for (let c = 0; c < 3; c++) {
      const o = (seamStart + k) * 3 + c;
      line[o] = mixed(line[o]!, right.data[j + c * sampleStep]!, share, seam.unit);
    }
  }
}

/** Pixels of a tile's row from column `from` on, to pixels `start` up to `end` of `line`. */
function copyRow(line: Uint8Array, tile: RgbImage, row: number, from: number, start: number, end: number): void {
  const [rowStep, step, sampleStep] = tile.stride as [number, number, number];
  let i = tile.offset + row * rowStep + from * step;
  for (let o = start * 3; o < end * 3; o += 3, i += step) {
    line[o] = tile.data[i]!;
    line[o + 1] = tile.data[i + sampleStep]!;
    line[o + 2] = tile.data[i + 2 * sampleStep]!;
  }
}

function mix(first: Uint8Array, second: Uint8Array, length: number, share: number, unit: number): void {
  for (let i = 0; i < length; i++) first[i] = mixed(first[i]!, second[i]!, share, unit);
}

function mixed(first: number, second: number, share: number, unit: number): number {
  return ((unit - share) * first + share * second + (unit >> 1)) / unit;
}
