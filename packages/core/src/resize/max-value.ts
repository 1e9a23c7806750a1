import { HavcError } from '../error.ts';
import type { Samples } from '../kernel-arguments.ts';

/** For kernels that overshoot at edges: where integer samples are clipped. */
export interface ClipOptions {
  /** Largest value of an integer sample: 1023 for 10 bits in 16-bit words. Default 255 or 65535. No matter for floats. */
  readonly maxValue?: number;
}

/**
 * The largest value that samples of this type may have.
 *
 * @throws HavcError `OPTION_INVALID` when `options.maxValue` doesn't fit the type.
 */
export function largestSample(data: Samples, options: ClipOptions = {}): number {
  const most = data instanceof Uint16Array ? 65_535 : 255;
  const { maxValue = most } = options;
  if (Number.isInteger(maxValue) && maxValue >= 1 && maxValue <= most) return maxValue;
  throw new HavcError(
    'OPTION_INVALID',
    `options.maxValue must be a whole number from 1 to ${most}, got ${String(maxValue)}.`,
  );
}
