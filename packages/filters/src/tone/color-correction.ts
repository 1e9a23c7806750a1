import { ensureOneOf } from '../option-checks.ts';
import { TONE_METHODS, type ToneMethod } from './tone-method.ts';
import { ensureLevel, type ToneLevel } from './tune-tone.ts';
import type { TweakOptions } from './tweak.ts';

/**
 * The tweak that follows `tuneTone` when a finished film's colours are adjusted (HAVC's ColorAdjust): for most methods
 * a turn of hue by −10 degrees, a little more saturation and a gamma below 1.
 *
 * Apply it after the tune, whether or not the film was coloured anew: the original leaves out the tune in that case,
 * and applies one fixed adjustment for all strengths and methods.
 *
 * @param method - of the tune. Methods `look` and `retinex` have numbers in the original that it never uses.
 * @param level - of the tune.
 * @throws HavcError `OPTION_INVALID` for an unknown method or level.
 *
 * Source: HAVC's `HAVC_ColorAdjust` (__init__.py).
 */
export function colorCorrection(method: ToneMethod, level: ToneLevel): TweakOptions {
  ensureOneOf(method, 'options.method', TONE_METHODS);
  const light = ensureLevel(level) === 'light';
  const gamma = light ? 0.98 : 0.95;
  switch (method) {
    case 'clahe-luma':
      return { hueDegrees: -10, saturation: 1.1 };
    case 'equalize-rgb':
      return { hueDegrees: -10, saturation: 1.05, contrast: 0.95, gamma };
    case 'clahe-rgb':
      return { hueDegrees: -10, saturation: 1.1, gamma };
    case 'clahe-and-equalize':
      return { hueDegrees: -10, saturation: 1.1, contrast: 0.95, gamma };
    case 'look':
      return { hueDegrees: -10, saturation: 0.95, contrast: 0.95, gamma };
    case 'retinex':
      return { hueDegrees: -5, saturation: 0.95, brightness: -1, contrast: 0.9, gamma };
  }
}
