import { ensureSamplePlane, overRuns, PixelRun, type Plane, planeOutput, RUN_PIXELS } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { sceneKernels } from './kernels.ts';

/** Between which mean lumas {@link normalizeLuma} works. */
export interface NormalizeLumaOptions {
  /** Planes with a mean (0..1) at or below this stay as they are. 0..1, default: 0.19. */
  readonly black?: number;
  /** Planes with a mean (0..1) at or above this stay as they are. 0..1, default: 0.70. */
  readonly white?: number;
}

/**
 * Luma stretched so that its darkest sample is 0 and its brightest 255, which lets faded and contrasty shots be compared
 * by the same threshold. Very dark and very bright planes are left alone: there it would only enlarge noise.
 *
 * 255 · (v − min) / (max − min), truncated. A plane of one value stays as it is (the original divides by zero).
 *
 * @param plane - luma 0..255, any strides.
 * @param out - same shape; a new plane when absent. May be `plane` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` for a wrong shape or sample type; `OPTION_INVALID` for a limit out of range.
 *
 * Source: HAVC's `frame_normalize` (vsutils.py), with the limits of its scene detection.
 */
export function normalizeLuma(plane: Plane, options: NormalizeLumaOptions = {}, out?: Plane): Plane {
  ensureSamplePlane(plane, 'plane', ['Uint8Array']);
  const black = ensureNumber(options.black ?? 0.19, 'options.black', 0, 1);
  const white = ensureNumber(options.white ?? 0.7, 'options.white', 0, 1);
  const result = planeOutput(out, plane, Uint8Array);
  const { kernels, memory } = sceneKernels();
  const { mean, min, max } = statistics(plane);
  const stretched = mean / 255 > black && mean / 255 < white && max > min;
  const table = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    table[code] = stretched ? Math.max(0, Math.min(255, 255 * ((code - min) / (max - min)))) : code;
  }
  memory.set(table, kernels.TABLES.value);
  const from = new PixelRun(plane, memory, 0);
  const to = new PixelRun(result, memory, 0);
  overRuns([from], to, plane, (bytes) => kernels.mapBytes(to.address, bytes));
  return result;
}

/** Mean, smallest and largest sample. */
function statistics(plane: Plane): { readonly mean: number; readonly min: number; readonly max: number } {
  const { kernels, memory } = sceneKernels();
  const run = new PixelRun(plane, memory, 0);
  const samples = plane.shape[0]! * plane.shape[1]!;
  let [sum, min, max] = [0, 255, 0];
  for (let start = 0; start < samples; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, samples - start);
    run.read(start, length);
    sum += kernels.sumBytes(run.address, length);
    const ends = kernels.extremes(run.address, length);
    min = Math.min(min, ends & 255);
    max = Math.max(max, ends >> 8);
  }
  return { mean: sum / samples, min, max };
}
