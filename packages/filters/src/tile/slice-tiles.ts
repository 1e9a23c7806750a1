import { createRgbImage, ensureRgbImage, type RgbImage, sizeOf } from '@havc/core';
import { ensureOneOf } from '../option-checks.ts';
import { planTiles, type TileOptions } from './tile-plan.ts';

/** How {@link sliceTiles} cuts. */
export interface SliceTilesOptions extends TileOptions {
  /**
   * What fills the column and the row that a picture of an odd size lacks: its last one again (`'edge'`, the default),
   * or black, as the original does. A black line at its edge is something that a colourizer sees.
   */
  readonly padding?: 'edge' | 'black';
}

/**
 * A picture as two or four tiles of one size that overlap in the middle, each a copy: to colour each at a
 * colourizer's full resolution, and to put them together again with {@link joinTiles}.
 *
 * @param image - R'G'B', any strides.
 * @returns left and right tile; with 4 tiles upper left, upper right, lower left, lower right.
 * @throws HavcError `SHAPE_INVALID` when `image` isn't bytes of [height, width, 3]; `OPTION_INVALID` as
 * {@link planTiles} does.
 *
 * Source: HAVC's `HAVC_clip_slice`.
 */
export function sliceTiles(image: RgbImage, options: SliceTilesOptions = {}): RgbImage[] {
  ensureRgbImage(image, 'image');
  const black = ensureOneOf(options.padding ?? 'edge', 'options.padding', ['edge', 'black']) === 'black';
  const { width, height } = sizeOf(image);
  const plan = planTiles({ width, height }, options);
  const from = image.data;
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  return plan.corners.map(({ x, y }) => {
    const tile = createRgbImage(plan.tileWidth, plan.tileHeight);
    const to = tile.data;
    let o = 0;
    for (let row = y; row < y + plan.tileHeight; row++) {
      const line = image.offset + Math.min(row, height - 1) * rowStep;
      for (let column = x; column < x + plan.tileWidth; column++, o += 3) {
        if (black && (row >= height || column >= width)) continue;
        const i = line + Math.min(column, width - 1) * step;
        to[o] = from[i]!;
        to[o + 1] = from[i + sampleStep]!;
        to[o + 2] = from[i + 2 * sampleStep]!;
      }
    }
    return tile;
  });
}
