/**
 * The original's decisions exactly as its code takes them, defects included, over measurements of ours. Tests use them to
 * show that the measurements agree with the goldens, so that what differs are decisions, and which.
 */
import type { Plane } from '@havc/core';
import { histogramSimilarity, lumaHistogram } from '../luma-histogram.ts';
import { structuralSimilarity } from '../structural-similarity.ts';

/** The original's parameters, by its own names. */
export interface OriginalParameters {
  readonly sc_threshold: number;
  readonly sc_tht_offset?: number;
  readonly sc_tht_ssim?: number;
  readonly sc_min_int?: number;
  readonly sc_min_freq?: number;
  readonly sc_tht_white?: number;
  readonly sc_tht_black?: number;
  readonly sc_normalize?: boolean;
}

/** Marks and ratios of the detector that takes differences one after another. */
export function markAsWritten(
  parameters: OriginalParameters,
  lumas: readonly number[],
  differences: readonly number[],
): { marks: boolean[]; ratios: number[] } {
  const {
    sc_threshold: threshold,
    sc_tht_ssim: ssim = 0,
    sc_min_int: interval = 1,
    sc_min_freq: frequency = 0,
  } = parameters;
  const { sc_tht_white: white = 0.7, sc_tht_black: black = 0.1 } = parameters;
  const lock = (ssim > 0 && ssim < 1) || interval > 1 ? 1 : 15;
  const rise = frequency > 0 ? 1.12 : 1.02;
  const marks: boolean[] = [];
  const ratios: number[] = [];
  let [last, lastLuma, previous] = [0, 0, 0];
  for (const [n, luma] of lumas.entries()) {
    const difference = round(Math.max(differences[n]!, 1e-4), 5);
    const ratio = n === 0 ? 0 : round(difference / previous, 4);
    const bright = luma >= 0.19 && luma <= 0.7;
    let mark = n === 0;
    if (n === 0) previous = difference;
    else if (n - last >= lock) {
      previous = difference;
      mark = ratio > rise && difference > threshold;
      mark ||= frequency > 1 && n % frequency === 0;
      mark ||= (ratio > 2 && bright) || ratio > 15 || (lastLuma < 0.19 && bright);
      mark &&= luma > black && luma < white;
    }
    if (mark) [last, lastLuma] = [n, luma];
    marks.push(mark);
    ratios.push(ratio);
  }
  return { marks, ratios };
}

/** Marks that are left after the similarity filter, on the full-range gray of the frames. */
export function filterAsWritten(
  marks: readonly boolean[],
  planes: readonly Plane[],
  lumas: readonly number[],
  ratios: readonly number[],
  { similarity = 0, interval = 1, frequency = 0, white = 0.7, black = 0.1 },
): boolean[] {
  let last = -1;
  return marks.map((mark, n) => {
    if (!mark) return false;
    const luma = lumas[n]!;
    const accept = (accepted: boolean) => {
      if (accepted) last = n;
      return accepted;
    };
    if (last < 0) return accept(true);
    const near = n - last < interval;
    if (near && interval > 1 && n > 1 && lumas[last]! >= 0.19 && luma < 0.19) return false;
    const inside = luma > black && luma < white;
    if (similarity === 1) return accept(inside);
    const alike = round(structuralSimilarity(planes[n]!, planes[last]!), 4);
    const tones = round(histogramSimilarity(lumaHistogram(planes[last]!), lumaHistogram(planes[n]!)), 4);
    if (alike < similarity && tones < 0.95) {
      return accept(inside && !(!near && frequency > 1 && luma < 0.14 && ratios[n]! < 2));
    }
    if (alike >= 0.69 && lumas[last]! < 0.19 && luma >= 0.19) return accept(inside);
    if (alike >= 0.69 && tones < 0.7) return accept(luma > 0.19 && luma < 0.7);
    return false;
  });
}

/** Rounds as Python does, close enough: halves hardly occur in measurements. */
export function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
