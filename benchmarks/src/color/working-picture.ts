import {
  createRgbImage,
  type RgbImage,
  replaceLuma,
  resizeArea,
  resizeCatmullRom,
  sizeOf,
  toContiguous,
} from '@havc/core';
import type { Recipe } from '@havc/presets';

/** Photographs are worked on with a shorter side of no more than this, pixels, as `havc colorize` does. */
const LARGEST_STILL = 4096;

/** A gray picture at the size at which a recipe sees it: smaller by area, or itself where it is small enough. */
export function workingPicture(gray: RgbImage, { size }: Pick<Recipe, 'size'>): RgbImage {
  const { width, height } = sizeOf(gray);
  const scale = (size === 'full' ? LARGEST_STILL : size) / Math.min(width, height);
  if (scale >= 1) return gray;
  return resizeArea(gray, {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  });
}

/**
 * What a recipe has made of the working picture, at full size, as it would be written: its chroma, enlarged, on the luma of
 * the gray picture.
 *
 * With `luma: "toned"` the luma is that of the coloured picture. Where it is enlarged, the detail that the working picture
 * lacks is added to it; `writeStill` of `@havc/media` follows the change of tone by curves instead, so that lumas can
 * differ by a few codes at edges.
 *
 * @param colored - of the size of `working`.
 */
export function fullPicture(
  gray: RgbImage,
  working: RgbImage,
  colored: RgbImage,
  { luma }: Pick<Recipe, 'luma'>,
): RgbImage {
  const size = sizeOf(gray);
  const isWhole = sizeOf(working).width === size.width && sizeOf(working).height === size.height;
  const enlarged = isWhole ? colored : resizeCatmullRom(colored, size);
  if (luma === 'source') return replaceLuma(gray, enlarged);
  return isWhole ? colored : withDetail(enlarged, gray, resizeCatmullRom(working, size));
}

/** `smooth` plus what `sharp` has more than `blurred`, clipped to 0..255. */
function withDetail(smooth: RgbImage, sharp: RgbImage, blurred: RgbImage): RgbImage {
  const { width, height } = sizeOf(smooth);
  const [from, plus, minus] = [smooth, sharp, blurred].map(toContiguous) as [Uint8Array, Uint8Array, Uint8Array];
  const to = new Uint8Array(from.length);
  for (let i = 0; i < to.length; i++) to[i] = Math.min(255, Math.max(0, from[i]! + plus[i]! - minus[i]!));
  return createRgbImage(width, height, to);
}
