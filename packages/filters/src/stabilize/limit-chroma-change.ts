import { ensureRgbImage, ensureSameShape, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { PixelRun, runsOf } from './pixel-run.ts';

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

const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);
const NEUTRAL = 128 << SHIFT;

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
  const limits = chromaLimits(options);
  const result = rgbOutput(out, current);
  const now = new PixelRun(current);
  const before = new PixelRun(previous);
  const to = new PixelRun(result);
  for (const [start, length] of runsOf(current)) {
    now.read(start, length);
    before.read(start, length);
    limitRun(now, before, to, length, limits);
    to.write(start, length);
  }
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

function limitRun(now: PixelRun, before: PixelRun, to: PixelRun, length: number, limits: ChromaLimits): void {
  const { low, high, keepsPixels } = limits;
  const a = now.bytes;
  const b = before.bytes;
  const target = to.bytes;
  for (let i = 0; i < 3 * length; i += 3) {
    const R1 = b[i]!;
    const B1 = b[i + 2]!;
    const Y1 = (4899 * R1 + 9617 * b[i + 1]! + 1868 * B1 + HALF) >> SHIFT;
    // U of a real colour stays inside 16..240; V runs over both ends and is clipped.
    const U1 = (8061 * (B1 - Y1) + NEUTRAL + HALF) >> SHIFT;
    const V1 = Math.min(255, Math.max(0, (14369 * (R1 - Y1) + NEUTRAL + HALF) >> SHIFT));
    const R2 = a[i]!;
    const G2 = a[i + 1]!;
    const B2 = a[i + 2]!;
    const Y = (4899 * R2 + 9617 * G2 + 1868 * B2 + HALF) >> SHIFT;
    const U2 = (8061 * (B2 - Y) + NEUTRAL + HALF) >> SHIFT;
    const V2 = Math.min(255, Math.max(0, (14369 * (R2 - Y) + NEUTRAL + HALF) >> SHIFT));
    const U = Math.max(low[U1]!, Math.min(high[U1]!, U2)) - 128;
    const V = Math.max(low[V1]!, Math.min(high[V1]!, V2)) - 128;
    if (keepsPixels && U === U2 - 128 && V === V2 - 128) {
      target[i] = R2;
      target[i + 1] = G2;
      target[i + 2] = B2;
      continue;
    }
    target[i] = Math.min(255, Math.max(0, Y + ((18678 * V + HALF) >> SHIFT)));
    target[i + 1] = Math.min(255, Math.max(0, Y + ((-6472 * U - 9519 * V + HALF) >> SHIFT)));
    target[i + 2] = Math.min(255, Math.max(0, Y + ((33292 * U + HALF) >> SHIFT)));
  }
}
