import { HavcError } from '@havc/core';
import { ensureWhole } from '../option-checks.ts';

/** How a picture is cut into tiles that share a strip with their neighbours. */
export interface TileOptions {
  /** 2: a left and a right one. 4: two by two. Default 4. */
  readonly tiles?: 2 | 4;
  /**
   * Pixels, 0..16384, made even downwards: how far the left and the right tiles reach over the picture's middle. The
   * strip that they share is twice as wide. Default 32; at most half of the picture counts.
   */
  readonly overlapX?: number;
  /** The same for upper and lower tiles. Counts only with 4 tiles. Default 32. */
  readonly overlapY?: number;
}

/** Where the tiles of a picture lie. All have the same size. */
export interface TilePlan {
  /** Pixels. */
  readonly tileWidth: number;
  /** Pixels. */
  readonly tileHeight: number;
  /** Pixels that a tile reaches over the middle column, even; the shared strip is twice as wide. */
  readonly overlapX: number;
  /** Pixels that a tile reaches over the middle row, even; 0 with 2 tiles. */
  readonly overlapY: number;
  /**
   * Left upper corner of each tile: left, right; with 4 tiles upper left, upper right, lower left, lower right. A
   * picture of an odd width or height ends one pixel before its last tiles do.
   */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

/**
 * Where the tiles of a picture of this size lie, for {@link sliceTiles} and {@link joinTiles}.
 *
 * Half the picture, rounded up, and the overlap make a tile. An overlap that is larger than the half is cut to it.
 *
 * @param size - in pixels.
 * @throws HavcError `OPTION_INVALID` for a number of tiles or an overlap out of range.
 *
 * Source: HAVC's `vs_slice_into_2x2_overlapping_tiles`.
 */
export function planTiles(
  size: { readonly width: number; readonly height: number },
  options: TileOptions = {},
): TilePlan {
  const { tiles = 4, overlapX = 32, overlapY = 32 } = options;
  if (tiles !== 2 && tiles !== 4) {
    throw new HavcError('OPTION_INVALID', `options.tiles must be 2 or 4, got ${String(tiles)}.`);
  }
  const across = cut(size.width, ensureWhole(overlapX, 'options.overlapX', 0, 16384));
  const wantedY = ensureWhole(overlapY, 'options.overlapY', 0, 16384);
  const down = tiles === 4 ? cut(size.height, wantedY) : { length: size.height, overlap: 0, starts: [0] };
  return {
    tileWidth: across.length,
    tileHeight: down.length,
    overlapX: across.overlap,
    overlapY: down.overlap,
    corners: down.starts.flatMap((y) => across.starts.map((x) => ({ x, y }))),
  };
}

function cut(extent: number, wanted: number): { length: number; overlap: number; starts: number[] } {
  const half = Math.ceil(extent / 2);
  const overlap = 2 * Math.floor(Math.min(wanted, half) / 2);
  return { length: half + overlap, overlap, starts: [0, half - overlap] };
}
