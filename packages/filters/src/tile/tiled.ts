import { type Colorizer, replaceLuma, sizeOf } from '@havc/core';
import { joinTiles } from './join-tiles.ts';
import type { TileBlend } from './seam-weights.ts';
import { type SliceTilesOptions, sliceTiles } from './slice-tiles.ts';

/** How {@link tiled} cuts and joins. */
export interface TiledOptions extends SliceTilesOptions {
  /** Default `'ramp'`. */
  readonly blend?: TileBlend;
}

/**
 * A colourizer that works tile by tile, which about doubles the resolution of its colours; the luma is the picture's.
 *
 * Tiles are coloured one after another, each without knowing of its neighbours: a large even area can get two colours,
 * which only the overlap hides. `dispose` frees `colorizer`.
 *
 * @throws HavcError from `colorize`: `OPTION_INVALID` as {@link sliceTiles} and {@link joinTiles} do.
 *
 * Source: how HAVC's preset "placebo" colours.
 */
export function tiled(colorizer: Colorizer, options: TiledOptions = {}): Colorizer {
  return {
    async colorize(image, run) {
      const colored = [];
      for (const tile of sliceTiles(image, options)) colored.push(await colorizer.colorize(tile, run));
      const joined = joinTiles(colored, { ...options, ...sizeOf(image) });
      return replaceLuma(image, joined, joined);
    },
    dispose: () => colorizer.dispose(),
  };
}
