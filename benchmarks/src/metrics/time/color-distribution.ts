import type { RgbImage } from '@havc/core';
import { jensenShannon } from './jensen-shannon.ts';
import { HISTOGRAM_BINS, rgbHistograms } from './rgb-histograms.ts';

/** Frames between the two of a pair, as the papers have them. */
export const CDC_DISTANCES = [1, 2, 4] as const;

/** What {@link createColorDistribution} measures. */
export interface ColorDistribution {
  /** {@link CDC_DISTANCES}. */
  readonly distances: readonly number[];
  /** By distance: the mean over all pairs of frames within a shot, 0 to ln 2. Null where there is no pair. */
  readonly values: readonly (number | null)[];
  /** The mean of the three; null where one is missing. */
  readonly mean: number | null;
  /** The same mean over all pairs, those across cuts with them: what the papers' own programs give for the whole film. */
  readonly acrossCuts: number | null;
}

/** Takes the frames of a film in order. It keeps the histograms of four. */
export interface ColorDistributionMeter {
  /** @param isCut - whether the frame is the first of a shot. */
  push(image: RgbImage, isCut: boolean): void;
  result(): ColorDistribution;
}

/**
 * Measures colour distribution consistency (CDC): how much the distribution of colours changes from frame to frame.
 * Smaller is steadier; but what moves into the picture changes it too, and a gray film has the change of its own tones, so
 * it is read beside the values of the truth and of the gray film.
 *
 * A pair of frames 1, 2 or 4 apart counts with the Jensen-Shannon divergence (in nats) of their histograms, of 256 bins of
 * shares for each of R, G and B; the three channels, and the three distances, count the same.
 *
 * Source: Y. Liu et al., "Temporally Consistent Video Colorization with Deep Feature Propagation and Self-regularization
 * Learning" (2021), and its program; Y. Yang et al., "ColorMNet" (ECCV 2024) measures with the same. Neither
 * knows of cuts: `acrossCuts` is comparable with their numbers, `mean` leaves pairs across a cut out.
 */
export function createColorDistribution(): ColorDistributionMeter {
  const longest = Math.max(...CDC_DISTANCES);
  const recent: { readonly channels: readonly Float64Array[]; readonly shot: number }[] = [];
  const within = CDC_DISTANCES.map(() => ({ sum: 0, pairs: 0 }));
  const all = CDC_DISTANCES.map(() => ({ sum: 0, pairs: 0 }));
  let shot = 0;
  return {
    push(image, isCut) {
      if (isCut) shot++;
      const histograms = rgbHistograms(image);
      const channels = [0, 1, 2].map((c) => histograms.subarray(c * HISTOGRAM_BINS, (c + 1) * HISTOGRAM_BINS));
      for (const [at, distance] of CDC_DISTANCES.entries()) {
        const other = recent[recent.length - distance];
        if (!other) continue;
        const sum = channels.reduce((total, own, c) => total + jensenShannon(other.channels[c]!, own), 0);
        const sameShot = other.shot === shot;
        for (const tally of sameShot ? [within[at]!, all[at]!] : [all[at]!]) {
          tally.sum += sum / channels.length;
          tally.pairs++;
        }
      }
      recent.push({ channels, shot });
      if (recent.length > longest) recent.shift();
    },
    result: () => ({
      distances: CDC_DISTANCES,
      values: within.map(meanOf),
      mean: meanOfAll(within.map(meanOf)),
      acrossCuts: meanOfAll(all.map(meanOf)),
    }),
  };
}

function meanOf({ sum, pairs }: { readonly sum: number; readonly pairs: number }): number | null {
  return pairs === 0 ? null : sum / pairs;
}

function meanOfAll(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}
