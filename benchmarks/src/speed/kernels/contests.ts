import {
  createFloatImage,
  createPlane,
  createRgbImage,
  meanDeltaE2000,
  replaceLuma,
  resizePillow,
  rgbToChroma,
  rgbToLab,
} from '@havc/core';
import { naiveChroma, naiveLab, naiveMeanDeltaE, naiveReplaceLuma, naiveShrink } from './naive.ts';
import { createPicture } from './pictures.ts';

/** A kernel and the plain way to the same result. */
export interface Contest {
  readonly kernel: string;
  ours(): unknown;
  naive(): unknown;
  /** The largest difference between the two results, and how much there may be: both round in their own way. */
  readonly tolerance: number;
  difference(): number;
}

/** Side of the picture that models see. */
const MODEL_SIDE = 256;

/** The kernels that every frame goes through, on pictures of one size. Buffers are passed in, as the pipeline does. */
export function createContests(width: number, height: number): readonly Contest[] {
  const [a, b] = [createPicture(width, height, 1), createPicture(width, height, 2)];
  const plane = () => createPlane(width, height, new Uint8Array(width * height));
  const chroma = { cb: plane(), cr: plane() };
  const joined = createRgbImage(width, height);
  const lab = createFloatImage(width, height, 3);
  const small = createRgbImage(MODEL_SIDE, MODEL_SIDE);
  const chromaOf = () => rgbToChroma(a, { matrix: 'bt709', range: 'limited' }, chroma);
  const shrink = () => resizePillow(a, { width: MODEL_SIDE, height: MODEL_SIDE }, small);
  return [
    {
      kernel: 'rgbToChroma',
      ours: chromaOf,
      naive: () => naiveChroma(a),
      tolerance: 1,
      difference: () => {
        const [ours, naive] = [chromaOf(), naiveChroma(a)];
        return Math.max(largestDifference(ours.cb.data, naive.cb.data), largestDifference(ours.cr.data, naive.cr.data));
      },
    },
    {
      kernel: 'replaceLuma',
      ours: () => replaceLuma(a, b, joined),
      naive: () => naiveReplaceLuma(a, b),
      tolerance: 3, // 8-bit U and V in between
      difference: () => largestDifference(replaceLuma(a, b, joined).data, naiveReplaceLuma(a, b).data),
    },
    {
      kernel: 'rgbToLab',
      ours: () => rgbToLab(a, lab),
      naive: () => naiveLab(a),
      tolerance: 0.01,
      difference: () => largestDifference(rgbToLab(a, lab).data, naiveLab(a).data),
    },
    {
      kernel: 'meanDeltaE2000',
      ours: () => meanDeltaE2000(a, b),
      naive: () => naiveMeanDeltaE(a, b),
      tolerance: 0.005,
      difference: () => Math.abs(meanDeltaE2000(a, b) - naiveMeanDeltaE(a, b)),
    },
    {
      kernel: `resizePillow to ${MODEL_SIDE}`,
      ours: shrink,
      naive: () => naiveShrink(a, MODEL_SIDE, MODEL_SIDE),
      tolerance: 1,
      difference: () => largestDifference(shrink().data, naiveShrink(a, MODEL_SIDE, MODEL_SIDE).data),
    },
  ];
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
