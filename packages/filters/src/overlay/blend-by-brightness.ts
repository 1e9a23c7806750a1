import { blendImages, type RgbImage } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { darkShare } from '../tone/dark-blend.ts';

/** How much of a changed picture a dark frame takes. */
export interface BrightnessShareOptions {
  /** Mean luma of the frame, 0..1, as `meanLuma` gives it. */
  readonly luma: number;
  /** Frames at least as bright take the changed picture whole, 0..1. Default 0.4. */
  readonly limit?: number;
  /** The share just under `limit`, 0..1. Default 0.9. */
  readonly share?: number;
  /** The least share, however dark the frame is, 0..1. Default 0.15. */
  readonly leastShare?: number;
  /** How fast the share falls with the luma: the exponent, 0..16. Default 4. */
  readonly decay?: number;
}

/**
 * The share 0..1 that a changed picture gets in a frame of this brightness:
 * max(share · (luma / limit) ^ decay, leastShare) under the limit, rounded to 6 digits, and 1 from it on.
 *
 * @throws HavcError `OPTION_INVALID` for an option out of range.
 *
 * Source: HAVC's `image_luma_blend`.
 */
export function shareByBrightness(options: BrightnessShareOptions): number {
  const luma = ensureNumber(options.luma, 'options.luma', 0, 1);
  const limit = ensureNumber(options.limit ?? 0.4, 'options.limit', 0, 1);
  const share = ensureNumber(options.share ?? 0.9, 'options.share', 0, 1);
  const leastShare = ensureNumber(options.leastShare ?? 0.15, 'options.leastShare', 0, 1);
  const decay = ensureNumber(options.decay ?? 4, 'options.decay', 0, 16);
  return luma >= limit ? 1 : darkShare(luma / limit, decay, leastShare, share);
}

/**
 * A frame with as much of its changed version as its brightness allows: an equaliser that helps a bright frame only
 * lifts the noise of a dark one. The changed version itself from `limit` on; see {@link shareByBrightness}.
 *
 * @param image - the frame, R'G'B', any strides.
 * @param changed - same shape.
 * @param out - same shape; a new image when absent. May be `image` or `changed` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when an image isn't bytes of [height, width, 3] or the shapes differ;
 * `OPTION_INVALID` for an option out of range.
 *
 * Source: HAVC's `image_luma_blend`; the blend is Pillow's.
 */
export function blendByBrightness(
  image: RgbImage,
  changed: RgbImage,
  options: BrightnessShareOptions,
  out?: RgbImage,
): RgbImage {
  return blendImages(image, changed, shareByBrightness(options), out);
}
