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
import ndarray from 'ndarray';
import { ensureNumber, ensureOneOf, ensureWhole } from '../option-checks.ts';
import { OVERLAY_MODES, type OverlayMode } from './blend-value.ts';
import { mixOverlay } from './mix-overlay.ts';

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
  const [own, other] = [sizeOf(base), sizeOf(overlay)];
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const width = Math.min(own.width, x + other.width) - left;
  const height = Math.min(own.height, y + other.height) - top;
  const coversAll = width === own.width && height === own.height;
  if (result !== base && !coversAll) copyPixels(base, result);
  if (width <= 0 || height <= 0) return result;
  const under = cutOut(base, top, left, height, width);
  const over = cutOut(overlay, top - y, left - x, height, width);
  const mixed = cutOut(result, top, left, height, width);
  if (mode === 'normal' && opacity === 1 && !mask) copyPixels(over, mixed);
  else {
    const part = mask && cutOut(mask, top - y, left - x, height, width);
    mixOverlay(under, over, { mode, opacity, mask: part }, mixed);
  }
  return result;
}

/** A part of an image or of a plane, in the same memory. */
function cutOut(image: RgbImage, row: number, column: number, height: number, width: number): RgbImage {
  const { data, shape, stride, offset } = image;
  const start = offset + row * stride[0]! + column * stride[1]!;
  return ndarray(data, [height, width, ...shape.slice(2)], [...stride], start);
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
  const [rowStep, step, sampleStep] = from.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = to.stride as [number, number, number];
  const packed = step === 3 && toStep === 3 && sampleStep === 1 && toSampleStep === 1;
  for (let row = 0; row < height; row++) {
    let i = from.offset + row * rowStep;
    let o = to.offset + row * toRowStep;
    if (packed) {
      to.data.set(from.data.subarray(i, i + 3 * width), o);
      continue;
    }
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      to.data[o] = from.data[i]!;
      to.data[o + toSampleStep] = from.data[i + sampleStep]!;
      to.data[o + 2 * toSampleStep] = from.data[i + 2 * sampleStep]!;
    }
  }
}
