import { ensureSamplePlane, PixelRun, type Plane, planeOutput } from '@havc/core';
import { ensureNumber, ensureWhole } from '../option-checks.ts';
import { claheRows, PLANE_RESULT_PLACE } from './clahe-rows.ts';
import { toneKernels } from './kernels.ts';

/** How strong and how local CLAHE is. */
export interface ClaheOptions {
  /**
   * How many times more often than on average a code may count in its tile, 0..50, default 1, which leaves a curve close
   * to identity. 2 to 4 is a visible effect; 0 doesn't limit.
   */
  readonly clipLimit?: number;
  /** Tiles across and down, 1..64, default 8. */
  readonly gridSize?: number;
}

/**
 * A plane equalised tile by tile with a limit on contrast (CLAHE), bit for bit OpenCV's, with its bilinear change from
 * tile to tile.
 *
 * @param plane - bytes, any strides.
 * @param out - same shape; a new plane when absent. May be `plane` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `plane` or `out` isn't bytes of [height, width]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/clahe.cpp, which interpolates in 32-bit floats.
 */
export function clahePlane(plane: Plane, options: ClaheOptions = {}, out?: Plane): Plane {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  const result = planeOutput(out, plane, Uint8Array);
  const run = new PixelRun(result, toneKernels().memory, PLANE_RESULT_PLACE);
  const width = plane.shape[1]!;
  claheRows(plane, claheOptions(options), (row, rows) => run.write(row * width, rows * width));
  return result;
}

/** The options with their defaults, checked. */
export function claheOptions(options: ClaheOptions): Required<ClaheOptions> {
  return {
    clipLimit: ensureNumber(options.clipLimit ?? 1, 'options.clipLimit', 0, 50),
    gridSize: ensureWhole(options.gridSize ?? 8, 'options.gridSize', 1, 64),
  };
}
