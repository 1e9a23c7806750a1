import { runAddress } from '@havc/core';
import { hsvNumbers } from '../hue/change-hsv.ts';
import { ensureHueExpression, type HueExpression } from '../hue/hue-expression.ts';
import { hueMixer, MIXER_PLACES } from '../hue/hue-mixer.ts';
import { ensureNumber, ensureWhole } from '../option-checks.ts';
import { chromaKernels } from './kernels.ts';

/** Options of `tweakChroma`. */
export interface ChromaTweakOptions {
  /** Factor on the saturation, 0 (gray) to 10, clipped at full saturation. Default 1. */
  readonly saturation?: number;
  /** Added to the factor on the brightness of HSV, −1 (black) to 9: −0.1 makes a tenth darker. Default 0. */
  readonly brightness?: number;
  /** How far hues turn, in whole degrees, −360..360. Default 0. */
  readonly shiftDegrees?: number;
  /**
   * Limits everything to hues, those after `shiftDegrees`, and changes these in its own way as well. Default: all hues.
   */
  readonly hues?: HueExpression;
  /** Width in degrees, 0..90, of the ramp around each end of the hues; see `hueMask`. Default 0. */
  readonly softness?: number;
}

/** What tweaks runs of pixels in the memory of this folder's kernels. */
export interface ChromaTweaker {
  /** Whether the pixels are what they were. */
  readonly isIdentity: boolean;
  /** Writes tweaked pixels. */
  fillRun(from: number, to: number, pixels: number): void;
}

/** How many places (see `runAddress`) a tweaker takes. */
export const TWEAKER_PLACES = 2 + MIXER_PLACES;

/**
 * Prepares the tweaks of {@link ChromaTweakOptions}.
 *
 * @param path - of the options in the caller's options, for messages.
 * @param place - the first of the places that it may take.
 * @throws HavcError `OPTION_INVALID` for an option out of range.
 */
export function chromaTweaker(options: ChromaTweakOptions, path: string, place: number): ChromaTweaker {
  const saturation = ensureNumber(options.saturation ?? 1, `${path}.saturation`, 0, 10);
  const brightness = ensureNumber(options.brightness ?? 0, `${path}.brightness`, -1, 9);
  const degrees = ensureWhole(options.shiftDegrees ?? 0, `${path}.shiftDegrees`, -360, 360);
  const softness = ensureNumber(options.softness ?? 0, `${path}.softness`, 0, 90);
  const numbers = hsvNumbers({ degrees, saturation, value: 1 + brightness });
  const { hues } = options;
  const module = chromaKernels();
  const { kernels } = module;
  if (!hues) {
    return {
      isIdentity: saturation === 1 && brightness === 0 && degrees === 0,
      fillRun: (from, to, pixels) => kernels.changeHsv(from, to, pixels, 0, ...numbers),
    };
  }
  ensureHueExpression(hues, `${path}.hues`);
  const mixer = hueMixer(module, place + 2, hues, softness, degrees);
  const own = hsvNumbers({ degrees: hues.shiftDegrees, saturation: hues.saturation, value: 1 });
  const [tweaked, changed] = [runAddress(place), runAddress(place + 1)] as const;
  return {
    isIdentity: false,
    fillRun(from, to, pixels) {
      mixer.measure(from, pixels);
      kernels.changeHsv(from, tweaked, pixels, mixer.needed, ...numbers);
      kernels.changeHsv(tweaked, changed, pixels, mixer.needed, ...own);
      mixer.mix(from, changed, to, pixels);
    },
  };
}
