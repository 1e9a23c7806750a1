import { type RgbImage, rgbToLuma, sizeOf } from '@havc/core';
import { toneChange } from '../tone/tone-change.ts';
import { toneLumas } from '../tone/tone-lumas.ts';

/**
 * What a change of tone between two working pictures makes of the lumas of a full-size picture: a function of its rows,
 * from top to bottom, which changes their BT.601 lumas in place; undefined where both have the same luma everywhere.
 *
 * @param full.largest - the sample that is white, 255 or 65535.
 */
export function toneOfStill(
  before: RgbImage,
  after: RgbImage,
  full: { readonly width: number; readonly height: number; readonly largest: number },
): ((y: number, lumas: Float64Array) => void) | undefined {
  const { width: workingWidth, height: workingHeight } = sizeOf(before);
  const lumaOf = (image: RgbImage) => rgbToLuma(image, { matrix: 'bt601' }).data;
  const change = toneChange(workingWidth, workingHeight)(lumaOf(before), lumaOf(after));
  if (!change) return undefined;
  const { width, height, largest } = full;
  return toneLumas({ width, height, workingWidth, workingHeight }, change, largest);
}
