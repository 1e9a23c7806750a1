import { changeHsvRow, hsvTables } from '../hue/change-hsv.ts';
import { ensureHueExpression, type HueExpression } from '../hue/hue-expression.ts';
import { hueMixer } from '../hue/hue-mixer.ts';
import { ensureNumber, ensureWhole } from '../option-checks.ts';

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

/** What writes tweaked rows. */
export interface ChromaTweaker {
  /** Whether the rows are what they were. */
  readonly isIdentity: boolean;
  /** Writes a tweaked row; `to` may be the row itself. */
  fillRow(
    from: Uint8Array,
    at: number,
    step: number,
    sampleStep: number,
    to: Uint8Array,
    toAt: number,
    toStep: number,
    toSampleStep: number,
  ): void;
}

/**
 * Prepares the tweaks of {@link ChromaTweakOptions} for rows of `width` pixels.
 *
 * @param path - of the options in the caller's options, for messages.
 * @throws HavcError `OPTION_INVALID` for an option out of range.
 */
export function chromaTweaker(options: ChromaTweakOptions, path: string, width: number): ChromaTweaker {
  const saturation = ensureNumber(options.saturation ?? 1, `${path}.saturation`, 0, 10);
  const brightness = ensureNumber(options.brightness ?? 0, `${path}.brightness`, -1, 9);
  const degrees = ensureWhole(options.shiftDegrees ?? 0, `${path}.shiftDegrees`, -360, 360);
  const softness = ensureNumber(options.softness ?? 0, `${path}.softness`, 0, 90);
  const tables = hsvTables({ degrees, saturation, value: 1 + brightness });
  const { hues } = options;
  if (!hues) {
    return {
      isIdentity: saturation === 1 && brightness === 0 && degrees === 0,
      fillRow: (from, at, step, sampleStep, to, ...place) =>
        changeHsvRow(tables, from, at, step, sampleStep, width, to, undefined, ...place),
    };
  }
  ensureHueExpression(hues, `${path}.hues`);
  const mixer = hueMixer(hues, softness, width, degrees);
  const own = hsvTables({ degrees: hues.shiftDegrees, saturation: hues.saturation, value: 1 });
  const tweaked = new Uint8Array(3 * width);
  const changed = new Uint8Array(3 * width);
  return {
    isIdentity: false,
    fillRow(from, at, step, sampleStep, to, toAt, toStep, toSampleStep) {
      mixer.measure(from, at, step, sampleStep);
      const weights = mixer.needsAll ? undefined : mixer.weights;
      changeHsvRow(tables, from, at, step, sampleStep, width, tweaked, weights);
      changeHsvRow(own, tweaked, 0, 3, 1, width, changed, weights);
      mixer.mix(from, at, step, sampleStep, changed, to, toAt, toStep, toSampleStep);
    },
  };
}
