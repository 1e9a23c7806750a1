import { ensureRgbImage, ensureSameShape, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { stabilizeKernels } from './kernels.ts';

/** How far {@link limitChromaChange} lets colours go. */
export interface LimitChromaOptions {
  /** Largest change as a share of 128 codes (`neutral`) or of the previous code (`stored`), 0.01..0.5. Default: 0.05. */
  readonly deviation?: number;
  /**
   * `neutral`: round(128 · deviation) codes of U and of V to both sides, whatever the colour. `stored`: the previous code
   * times (1 ± deviation), as the original has it. Default: `neutral`.
   */
  readonly bounds?: 'neutral' | 'stored';
}

/**
 * The current picture with its colours held close to those of the previous one; its luma stays.
 *
 * U and V are OpenCV's 8-bit ones. A pixel whose U and V are both within the bounds stays as it is, bit for bit; with
 * `stored`, as in the original, every pixel goes through 8-bit YUV and may lose a code or two.
 *
 * @param current - R'G'B', any strides.
 * @param previous - same shape; sets the bounds.
 * @param options - see {@link LimitChromaOptions}.
 * @param out - same shape; a new image when absent. May be either input itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option.
 *
 * Source: HAVC's `_chroma_temporal_limiter` (vsslib/imfilters.py). Its bounds are multiples of codes that have an offset
 * of 128, so that what is allowed depends on the hue: yellow may change its U by a tenth of what blue may.
 */
export function limitChromaChange(
  current: RgbImage,
  previous: RgbImage,
  options: LimitChromaOptions = {},
  out?: RgbImage,
): RgbImage {
  ensureRgbImage(current, 'current');
  ensureRgbImage(previous, 'previous');
  ensureSameShape(current, previous, ['current', 'previous']);
  const { low, high, keepsPixels } = chromaLimits(options);
  const result = rgbOutput(out, current);
  const { kernels, memory } = stabilizeKernels();
  const now = new PixelRun(current, memory, 0);
  const before = new PixelRun(previous, memory, 1);
  const to = new PixelRun(result, memory, 2);
  const [bounds, room] = [runAddress(3), runAddress(4)];
  low.forEach((code, n) => {
    memory[bounds + 2 * n] = code;
    memory[bounds + 2 * n + 1] = high[n]!;
  });
  overRuns([now, before], to, current, (pixels) =>
    kernels.limitChromaChange(now.address, before.address, to.address, pixels, bounds, room, keepsPixels),
  );
  return result;
}

/** The options, checked and as tables. */
interface ChromaLimits {
  /** The lowest and the highest code after each code 0..255. */
  readonly low: Uint8Array;
  readonly high: Uint8Array;
  /** Whether pixels within the bounds stay as they are. */
  readonly keepsPixels: boolean;
}

/**
 * @throws HavcError `OPTION_INVALID` for an option out of range.
 */
export function chromaLimits({ deviation = 0.05, bounds = 'neutral' }: LimitChromaOptions): ChromaLimits {
  ensureNumber(deviation, 'options.deviation', 0.01, 0.5);
  ensureOneOf(bounds, 'options.bounds', ['neutral', 'stored']);
  const reach = Math.round(128 * deviation);
  const [low, high] = [new Uint8Array(256), new Uint8Array(256)];
  for (let code = 0; code < 256; code++) {
    low[code] = Math.max(0, bounds === 'stored' ? code * (1 - deviation) : code - reach);
    high[code] = Math.min(255, bounds === 'stored' ? code * (1 + deviation) : code + reach);
  }
  return { low, high, keepsPixels: bounds === 'neutral' };
}
