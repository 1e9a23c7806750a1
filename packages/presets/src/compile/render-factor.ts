import { HavcError } from '@havc/core';
import type { TileSettings } from '../recipe/color-schema.ts';

/** Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * How far tiles reach over the middle of a picture, pixels: a tenth of its width and height, 64 to 192 and 64 to 108,
 * even.
 *
 * Source: HAVC's placebo preset (`HAVC_main_colorizer`).
 */
export function tileOverlap({ width, height }: PictureSize, { overlapX, overlapY }: TileSettings) {
  const even = (value: number) => 2 * Math.trunc(Math.round(value) / 2);
  return {
    overlapX: overlapX === 'auto' ? even(Math.max(Math.min(0.1 * width, 192), 64)) : overlapX,
    overlapY: overlapY === 'auto' ? even(Math.max(Math.min(0.1 * height, 108), 64)) : overlapY,
  };
}

/**
 * The render factor of a picture of this width: two fifths of it (16 to 32), or inside tiles the tile's (22 to 32).
 *
 * @throws HavcError `OPTION_INVALID` where the size isn't known.
 *
 * Source: HAVC's `get_render_factor` and its placebo preset.
 */
export function automaticRenderFactor(size: PictureSize | undefined, tiles: TileSettings | undefined): number {
  if (!size) {
    throw new HavcError(
      'OPTION_INVALID',
      'The recipe has renderFactor auto, which goes by the size of the frames: pass context.size.',
    );
  }
  const within = (value: number, from: number, to: number) => Math.min(to, Math.max(from, Math.trunc(value)));
  if (!tiles) return within((0.4 * size.width) / 16, 16, 32);
  return within((0.5 * size.width + tileOverlap(size, tiles).overlapX) / 16, 22, 32);
}
