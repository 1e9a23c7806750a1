import { blendImages, type RgbImage } from '@havc/core';
import { mergeWeighted } from '../merge/weighted.ts';
import type { EqualizeToneOptions } from './equalize-tone.ts';
import { frameLuma } from './frame-luma.ts';
import { toneParts } from './tone-method.ts';
import { toneWeight } from './tone-weight.ts';

/**
 * A picture of limited range equalised with the original's arithmetic, to compare with it: dark blend in bytes with
 * fractions cut off, mixing in bytes rounded, and a retinex that takes the limited codes for full ones.
 *
 * @param image - R'G'B' of limited range, checked by the caller.
 *
 * Source: HAVC's `rgb_equalizer` (havc_utils.py) and `vs_retinex_fast` (vsslib/vsretinex.py).
 */
export function equalizeInSteps(
  image: RgbImage,
  options: EqualizeToneOptions & { readonly strength: number },
): RgbImage {
  const range = options.method === 'retinex' ? 'full' : 'limited';
  const luma = frameLuma(image, { range: 'limited' });
  const [first, second] = toneParts({ ...options, range }).map(({ method, share, filter }) => {
    const weight = toneWeight(luma, method, options);
    const filtered = weight === 0 ? image : filter(image);
    return { share, picture: weight === 0 || weight === 1 ? filtered : blendImages(image, filtered, weight) };
  });
  const mixed = second ? merge(first!.picture, second.picture, second.share) : first!.picture;
  return merge(mixed, image, 1 - options.strength);
}

function merge(first: RgbImage, second: RgbImage, weight: number): RgbImage {
  return mergeWeighted(first, second, { weight, arithmetic: 'vapoursynth' });
}
