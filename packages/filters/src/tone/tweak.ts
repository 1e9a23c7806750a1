import { type ColorRange, ensureRgbImage, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { rangeLimits } from './code-range.ts';
import { toneKernels } from './kernels.ts';

/** Hue, saturation, brightness, contrast and gamma. */
export interface TweakOptions {
  /** By how many degrees hues turn, −180..180, default 0. Positive turns blue towards green and red towards magenta. */
  readonly hueDegrees?: number;
  /** Factor on both colour differences, 0 (gray) to 10, default 1. */
  readonly saturation?: number;
  /** Added to luma, in codes, −255..255, default 0. Always codes: the original reads |brightness| < 1 as a share. */
  readonly brightness?: number;
  /** Factor on luma's distance from black, 0..10, default 1. */
  readonly contrast?: number;
  /** On R', G' and B' before all else; above 1 brightens; 0.01..10, default 1. */
  readonly gamma?: number;
  /**
   * `limited` takes 16 for black and holds luma to 16..235 and colour differences to 16..240; `full` (the default)
   * holds each to 0..255.
   */
  readonly range?: ColorRange;
}

/** Rounds half up. The surplus lets the three samples of a gray fall the same way, whatever their last digits. */
const HALF = 0.5 + 1e-9;

/**
 * The picture with other hues, saturation, brightness, contrast and gamma.
 *
 * Gamma: v' = 255 (v / 255)^(1 / gamma) on R', G', B'. Then in BT.709's Y, Cb, Cr, full range:
 * Cb' = (cos h · Cb + sin h · Cr) · saturation; Cr' = (cos h · Cr − sin h · Cb) · saturation;
 * Y' = contrast · (Y − black) + brightness + black. All of it in float and at full resolution, rounded once.
 *
 * The original does this in 8-bit 4:2:0 and comes back with error diffusion, so that colours bleed by a pixel and
 * flat areas get a pattern; ours differs from it by that.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `vs_tweak` (vsslib/vsfilters.py), after Avisynth's Tweak.
 */
export function tweakImage(image: RgbImage, options: TweakOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const hue = (ensureNumber(options.hueDegrees ?? 0, 'options.hueDegrees', -180, 180) * Math.PI) / 180;
  const saturation = ensureNumber(options.saturation ?? 1, 'options.saturation', 0, 10);
  const brightness = ensureNumber(options.brightness ?? 0, 'options.brightness', -255, 255);
  const contrast = ensureNumber(options.contrast ?? 1, 'options.contrast', 0, 10);
  const curve = gammaCurve(ensureNumber(options.gamma ?? 1, 'options.gamma', 0.01, 10));
  const limited = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']) === 'limited';
  const result = rgbOutput(out, image);

  const turnsColor = hue !== 0 || saturation !== 1;
  const changesLuma = brightness !== 0 || contrast !== 1;
  const { black, white } = rangeLimits(limited && changesLuma ? 'limited' : 'full');
  const offset = black - contrast * black + brightness;
  // Without a change of colour no limit is put on it; the widest real difference is 127.5.
  const most = !turnsColor ? 128 : limited ? 112 : 127;
  const least = limited && turnsColor ? -112 : -128;
  const along = Math.cos(hue) * saturation;
  const across = Math.sin(hue) * saturation;
  const { kernels, memory } = toneKernels();
  const numbers = new Float64Array(memory.buffer, kernels.TABLES.value, 256 + 9);
  numbers.set(curve);
  numbers.set([contrast, offset, black, white, least, most, along, across, HALF], 256);
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 0);
  overRuns([from], to, image, (pixels) => kernels.tweak(to.address, pixels));
  return result;
}

function gammaCurve(gamma: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, code) => (gamma === 1 ? code : 255 * (code / 255) ** (1 / gamma)));
}
