import { ensureRgbImage, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { meanY } from './luma-histogram.ts';
import { mapLuma } from './map-luma.ts';

/** How dark frames are lifted, and how gamma follows a frame's luma. */
export interface LumaLevelsOptions {
  /** Mean luma, 0..1, that darker frames are lifted to by a constant. 0 is off. Default 0.3. */
  readonly lumaFloor?: number;
  /** Gamma at `gammaBelow`, 0.01..10; above 1 brightens. 1 is off. Default 2.5. */
  readonly gamma?: number;
  /** Mean luma, 0..1, below which gamma acts. 0 is off. Default 0.6. */
  readonly gammaBelow?: number;
  /** How fast gamma falls with luma, 0..10; 0 keeps it constant. Default 1.5. */
  readonly gammaDecay?: number;
  /** What gamma doesn't fall below, 0.01..10. Default 0.5. */
  readonly gammaFloor?: number;
  /**
   * Width in luma, 0..1, of the ramp below `gammaBelow` over which gamma goes to 1. Default 0.05. 0 switches gamma at
   * `gammaBelow`, as the original does: with the other defaults a frame of luma 0.599 then gets a gamma of 2.5, one of
   * 0.6 none, and a shot whose luma wavers there flickers.
   */
  readonly softness?: number;
}

/**
 * The picture with a luma that a colourizer works better on: a floor for dark frames and a gamma that depends on the
 * frame's mean luma ℓ. Colours are kept (U and V of OpenCV's 8-bit YUV).
 *
 * Where ℓ < `lumaFloor`: min(Y + δ, 255), δ = ⌊255 (lumaFloor − ℓ)⌋, if δ > 1. Then, where ℓ < `gammaBelow`:
 * Y' = 255 (Y / 255)^(1 / g), g = max(gamma (ℓ / gammaBelow)^gammaDecay, gammaFloor), fractions cut off. ℓ is measured
 * before either, and not rounded.
 *
 * @param image - R'G'B', any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * option out of range.
 *
 * Source: HAVC's `luma_adjusted_levels` (vsslib/imfilters.py), with its preset's numbers as defaults. The original adds δ
 * in bytes that run over, so that highlights of a lifted frame turn black; here they become white.
 */
export function adjustLumaLevels(image: RgbImage, options: LumaLevelsOptions = {}, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const lumaFloor = ensureNumber(options.lumaFloor ?? 0.3, 'options.lumaFloor', 0, 1);
  const luma = meanY(image) / 255;
  const gamma = gammaAt(luma, options);
  const lift = luma < lumaFloor ? Math.trunc(255 * (lumaFloor - luma)) : 0;
  const table = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    const lifted = lift > 1 ? Math.min(255, code + lift) : code;
    table[code] = gamma === 1 ? lifted : (lifted / 255) ** (1 / gamma) * 255;
  }
  return mapLuma(image, table, out);
}

/** The gamma that a frame of this mean luma gets. */
export function gammaAt(luma: number, options: LumaLevelsOptions): number {
  const gamma = ensureNumber(options.gamma ?? 2.5, 'options.gamma', 0.01, 10);
  const below = ensureNumber(options.gammaBelow ?? 0.6, 'options.gammaBelow', 0, 1);
  const decay = ensureNumber(options.gammaDecay ?? 1.5, 'options.gammaDecay', 0, 10);
  const floor = ensureNumber(options.gammaFloor ?? 0.5, 'options.gammaFloor', 0.01, 10);
  const softness = ensureNumber(options.softness ?? 0.05, 'options.softness', 0, 1);
  if (gamma === 1 || luma >= below) return 1;
  const full = decay === 0 ? gamma : Math.max(gamma * (luma / below) ** decay, floor);
  const share = below - luma >= softness ? 1 : (below - luma) / softness;
  return share === 1 ? full : 1 + share * (full - 1);
}
