import { createPlane } from '@havc/core';
import { cellGrid } from '../metrics/time/luma-cells.ts';
import type { MethodStability } from '../results/stability-results.ts';
import { drawHeatMap } from '../thumbnails/heat-map.ts';
import { writeThumbnail } from '../thumbnails/write-thumbnail.ts';
import type { Size } from './frame-streams.ts';
import type { WorstFrame } from './worst-frames.ts';

/** The brightest colour of flicker's heat maps, CIEDE2000: nobody overlooks a colour that jumps so far. */
export const FLICKER_MAP_MAXIMUM = 10;

/**
 * Writes thumbnails of the frames that flicker most: the frame before, the frame, and where they differ.
 *
 * @param size - of the frames, pixels.
 * @param place - the output, and the folder below it.
 * @throws HavcError `OUTPUT_UNWRITABLE`, `DISK_FULL`.
 */
export async function writeWorst(
  frames: readonly WorstFrame[],
  size: Size,
  place: { readonly output: string; readonly folder: readonly string[] },
): Promise<MethodStability['worst']> {
  const { columns, rows } = cellGrid(size.width, size.height);
  const written: MethodStability['worst'][number][] = [];
  for (const { frame, time, flicker, before, image, map } of frames) {
    const write = (name: string, picture: typeof image) =>
      writeThumbnail(picture, { output: place.output, path: [...place.folder, `${frame}-${name}`] });
    const differences = drawHeatMap(createPlane(columns, rows, map), { maximum: FLICKER_MAP_MAXIMUM });
    written.push({
      ...{ frame, time, flicker },
      before: await write('before', before),
      image: await write('frame', image),
      heatMap: await write('difference', differences),
    });
  }
  return written;
}
