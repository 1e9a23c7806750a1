import { deltaE2000 } from '@havc/core';

/** Parts of the luma scale, of 32 codes each. */
export const LUMA_BANDS = 8;

/** The smallest share of the picture, of 1, whose mean colour is worth a comparison. */
const LEAST_SHARE = 0.01;

/** Of each band, dark to bright: its share of the picture, and its mean a* and b*. */
export type BandColors = Float64Array;

/**
 * The mean colour of a frame by luma: of what is dark, of what is bright, and of six bands between.
 *
 * @param luma - of each cell, 0..255.
 * @param lab - L*, a* and b* of each cell.
 */
export function bandColors(luma: Float32Array, lab: Float32Array): BandColors {
  const bands = new Float64Array(3 * LUMA_BANDS);
  for (let cell = 0, i = 0; cell < luma.length; cell++, i += 3) {
    const band = 3 * Math.min(LUMA_BANDS - 1, Math.floor(luma[cell]! / (256 / LUMA_BANDS)));
    bands[band]!++;
    bands[band + 1]! += lab[i + 1]!;
    bands[band + 2]! += lab[i + 2]!;
  }
  for (let band = 0; band < bands.length; band += 3) {
    const count = bands[band]!;
    if (count === 0) continue;
    bands[band] = count / luma.length;
    bands[band + 1]! /= count;
    bands[band + 2]! /= count;
  }
  return bands;
}

/** The mean of several frames' colours by luma, each cell counting the same. */
export function meanBandColors(frames: readonly BandColors[]): BandColors {
  const mean = new Float64Array(3 * LUMA_BANDS);
  for (const bands of frames) {
    for (let band = 0; band < mean.length; band += 3) {
      const share = bands[band]!;
      mean[band]! += share;
      mean[band + 1]! += share * bands[band + 1]!;
      mean[band + 2]! += share * bands[band + 2]!;
    }
  }
  for (let band = 0; band < mean.length; band += 3) {
    const share = mean[band]!;
    if (share === 0) continue;
    mean[band + 1]! /= share;
    mean[band + 2]! /= share;
    mean[band] = share / frames.length;
  }
  return mean;
}

/**
 * How far two frames' colours lie apart, in CIEDE2000 at equal lightness: the mean over the luma bands that both have,
 * weighted by the smaller of their shares. A band under 1% of either doesn't count; without any it is 0.
 */
export function bandDifference(first: BandColors, second: BandColors): number {
  let sum = 0;
  let weights = 0;
  for (let band = 0; band < first.length; band += 3) {
    const weight = Math.min(first[band]!, second[band]!);
    if (weight < LEAST_SHARE) continue;
    sum += weight * deltaE2000([50, first[band + 1]!, first[band + 2]!], [50, second[band + 1]!, second[band + 2]!]);
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}
