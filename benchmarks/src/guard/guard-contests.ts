import {
  createFloatImage,
  createPlane,
  createRgbImage,
  meanDeltaE2000,
  type RgbImage,
  replaceLuma,
  resizePillow,
  rgbToChroma,
  rgbToLab,
} from '@havc/core';
import { averageChroma, mergeConstrainedChroma, mergeLumaMasked, mergeWeighted, temporalWeights } from '@havc/filters';
import type { Contest } from '../speed/kernels/contests.ts';
import { naiveShrink } from '../speed/kernels/naive.ts';
import { createPicture } from '../speed/kernels/pictures.ts';
import {
  plainAverageChroma,
  plainChroma,
  plainConstrainedChroma,
  plainLab,
  plainLumaMasked,
  plainMeanDeltaE,
  plainReplacedLuma,
  plainWeighted,
} from './plain-loops.ts';

/** Side of the picture that models see. */
const MODEL_SIDE = 256;

/** The kernels that are guarded, each with a plain way to the same result. Buffers are passed in, as the pipeline does. */
export function createGuardContests(width: number, height: number): readonly Contest[] {
  const pictures = [1, 2, 3, 4, 5].map((seed) => createPicture(width, height, seed));
  const [first, second] = [pictures[0]!, pictures[1]!];
  const out = createRgbImage(width, height);
  const small = createRgbImage(MODEL_SIDE, MODEL_SIDE);
  const lab = createFloatImage(width, height, 3);
  const plane = () => createPlane(width, height, new Uint8Array(width * height));
  const chroma = { cb: plane(), cr: plane() };
  const evenly = temporalWeights(pictures.length, 'arithmetic');
  return [
    contest({
      kernel: 'rgbToChroma',
      tolerance: 1,
      ours: () => rgbToChroma(first, { matrix: 'bt709', range: 'limited' }, chroma),
      naive: () => plainChroma(first),
      difference: (ours, plain) => Math.max(largest(ours.cb.data, plain.cb), largest(ours.cr.data, plain.cr)),
    }),
    contest({
      kernel: 'rgbToLab',
      tolerance: 0.01,
      ours: () => rgbToLab(first, lab),
      naive: () => plainLab(first),
      difference: (ours, plain) => largest(ours.data, plain.data),
    }),
    contest({
      kernel: 'meanDeltaE2000',
      tolerance: 0.005,
      ours: () => meanDeltaE2000(first, second),
      naive: () => plainMeanDeltaE(first, second),
      difference: (ours, plain) => Math.abs(ours - plain),
    }),
    pictureContest(
      `resizePillow to ${MODEL_SIDE}`,
      1,
      () => resizePillow(first, { width: MODEL_SIDE, height: MODEL_SIDE }, small),
      () => naiveShrink(first, MODEL_SIDE, MODEL_SIDE),
    ),
    pictureContest(
      'replaceLuma',
      3, // 8-bit U and V in between
      () => replaceLuma(first, second, out),
      () => plainReplacedLuma(first, second),
    ),
    pictureContest(
      'mergeWeighted',
      1, // cut off on both ways, from different sides of a whole code
      () => mergeWeighted(first, second, { weight: 0.4 }, out),
      () => plainWeighted(first, second, 0.4),
    ),
    pictureContest(
      'mergeConstrainedChroma',
      4, // 8-bit U and V in between: half a code of U is one of blue; and V ends at 255 there
      () => mergeConstrainedChroma(first, second, { weight: 0.5, threshold: 0.15, redFix: false, simpleShare: 0 }, out),
      () => plainConstrainedChroma(first, second, { weight: 0.5, reach: Math.round(128 * 0.15) }),
    ),
    pictureContest(
      'mergeLumaMasked',
      2, // bytes in between
      () => mergeLumaMasked(first, second, { weight: 0.6, dark: 0.15, white: 0.65 }, out),
      () => plainLumaMasked(first, second, { weight: 0.6, dark: 0.15, white: 0.65 }),
    ),
    pictureContest(
      'averageChroma of 5',
      1,
      () => averageChroma(pictures, evenly, {}, out),
      () => plainAverageChroma(pictures),
    ),
  ];
}

function pictureContest(kernel: string, tolerance: number, ours: () => RgbImage, naive: () => RgbImage): Contest {
  return contest({ kernel, tolerance, ours, naive, difference: (a, b) => largest(a.data, b.data) });
}

function contest<Ours, Plain>(of: {
  readonly kernel: string;
  readonly tolerance: number;
  readonly ours: () => Ours;
  readonly naive: () => Plain;
  readonly difference: (ours: Ours, plain: Plain) => number;
}): Contest {
  return { ...of, difference: () => of.difference(of.ours(), of.naive()) };
}

function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
  return difference;
}
