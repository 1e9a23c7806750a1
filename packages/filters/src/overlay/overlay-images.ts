import {
  ensureApart,
  ensureRgbImage,
  ensureSamplePlane,
  HavcError,
  type Plane,
  type RgbImage,
  rgbOutput,
  sizeOf,
} from '@havc/core';
import { ensureNumber, ensureOneOf, ensureWhole } from '../option-checks.ts';
import { blendValue, OVERLAY_MODES, type OverlayMode } from './blend-value.ts';

/** Where and how one picture lies on another. */
export interface OverlayOptions {
  /** Column of the base at which the overlay begins, −65536..65536; may be negative. Default 0. */
  readonly x?: number;
  /** Row of the base at which the overlay begins, −65536..65536; may be negative. Default 0. */
  readonly y?: number;
  /** How opaque the overlay is, of its own size: 255 all, 0 not at all. Opaque everywhere when absent. */
  readonly mask?: Plane;
  /** Multiplies the mask, 0..1. Default 1. */
  readonly opacity?: number;
  /** Default `'normal'`; formulas at {@link OverlayMode}. */
  readonly mode?: OverlayMode;
}

/**
 * A picture with another one on it: base + mask · opacity · (value − base), where the mode makes the value out of both.
 *
 * What of the overlay lies outside of the base is cut off; outside of the overlay the base stays as it is. Value and
 * result are rounded half up and clipped to 0..255.
 *
 * @param base - R'G'B', any strides.
 * @param overlay - R'G'B' of any size.
 * @param out - of the base's shape; a new image when absent. May be `base` itself; must not share memory with it
 * otherwise, nor with `overlay` and the mask.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an image isn't bytes of [height, width, 3] or the mask isn't bytes of the
 * overlay's size; `OPTION_INVALID` for a position, an opacity or a mode out of range.
 *
 * Source: HAVC's `HAVC_clip_overlay`, there for any format; its `planes` and masks of several planes aren't kept.
 */
export function overlayImages(
  base: RgbImage,
  overlay: RgbImage,
  options: OverlayOptions = {},
  out?: RgbImage,
): RgbImage {
  ensureRgbImage(base, 'base');
  ensureRgbImage(overlay, 'overlay');
  const x = ensureWhole(options.x ?? 0, 'options.x', -65536, 65536);
  const y = ensureWhole(options.y ?? 0, 'options.y', -65536, 65536);
  const opacity = ensureNumber(options.opacity ?? 1, 'options.opacity', 0, 1);
  const mode = ensureOneOf(options.mode ?? 'normal', 'options.mode', OVERLAY_MODES);
  const { mask } = options;
  if (mask) ensureMask(mask, overlay);
  const result = rgbOutput(out, base);
  ensureApart(result, overlay, ['out', 'overlay']);
  if (mask) ensureApart(result, mask, ['out', 'options.mask']);
  if (result !== base) copyPixels(base, result);

  const [own, other] = [sizeOf(base), sizeOf(overlay)];
  const left = Math.max(0, x);
  const right = Math.min(own.width, x + other.width);
  const bottom = Math.min(own.height, y + other.height);
  if (right <= left) return result;
  const values = valueTable(mode);
  const shares = Float64Array.from({ length: 256 }, (_, m) => (m / 255) * opacity);
  const whole = shares[255]!;
  const to = result.data;
  const from = overlay.data;
  const [rowStep, step, sampleStep] = result.stride as [number, number, number];
  const [fromRowStep, fromStep, fromSampleStep] = overlay.stride as [number, number, number];
  const opaque = mask ? mask.data : undefined;
  const [maskRowStep, maskStep] = mask ? (mask.stride as [number, number]) : [0, 0];
  for (let row = Math.max(0, y); row < bottom; row++) {
    let o = result.offset + row * rowStep + left * step;
    let i = overlay.offset + (row - y) * fromRowStep + (left - x) * fromStep;
    let m = mask ? mask.offset + (row - y) * maskRowStep + (left - x) * maskStep : 0;
    for (let column = left; column < right; column++, o += step, i += fromStep, m += maskStep) {
      const share = opaque ? shares[opaque[m]!]! : whole;
      for (let c = 0; c < 3; c++) {
        const at = o + c * sampleStep;
        const b = to[at]!;
        const v = from[i + c * fromSampleStep]!;
        // Both summands in one are never below 0, so that cutting off rounds half up.
        to[at] = b + share * ((values ? values[(v << 8) | b]! : v) - b) + 0.5;
      }
    }
  }
  return result;
}

/** What a mode makes of each pair of samples, at 256 v + b; none for the mode that takes v as it is. */
function valueTable(mode: OverlayMode): Uint8ClampedArray | undefined {
  if (mode === 'normal') return undefined;
  const table = new Uint8ClampedArray(65536);
  for (let pair = 0; pair < 65536; pair++) table[pair] = Math.floor(blendValue(mode, pair >> 8, pair & 255) + 0.5);
  return table;
}

function ensureMask(mask: Plane, overlay: RgbImage): void {
  ensureSamplePlane(mask, 'options.mask', ['Uint8Array']);
  const [is, wanted] = [sizeOf(mask), sizeOf(overlay)];
  if (is.width === wanted.width && is.height === wanted.height) return;
  throw new HavcError(
    'SHAPE_INVALID',
    `options.mask must have the overlay's size, ${wanted.width}x${wanted.height}, got ${is.width}x${is.height}.`,
  );
}

function copyPixels(from: RgbImage, to: RgbImage): void {
  const [height, width] = from.shape as [number, number];
  for (let row = 0; row < height; row++) {
    let i = from.offset + row * from.stride[0]!;
    let o = to.offset + row * to.stride[0]!;
    for (let column = 0; column < width; column++, i += from.stride[1]!, o += to.stride[1]!) {
      to.data[o] = from.data[i]!;
      to.data[o + to.stride[2]!] = from.data[i + from.stride[2]!]!;
      to.data[o + 2 * to.stride[2]!] = from.data[i + 2 * from.stride[2]!]!;
    }
  }
}
