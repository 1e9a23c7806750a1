import { createPlane, createRgbImage, type RgbImage, replaceLuma, rgbToGray } from '@havc/core';
import {
  adjustGammaContrast,
  adjustHues,
  averageChroma,
  darkenShadows,
  equalizeTone,
  histogramSimilarity,
  limitChromaChange,
  lumaHistogram,
  meanLuma,
  mergeAdaptiveLuma,
  mergeByLuma,
  mergeChromaBoundAdaptive,
  mergeConstrainedChroma,
  mergeLumaMasked,
  mergeWeighted,
  parseHueExpression,
  parseHueRanges,
  restoreColor,
  retinexLuma,
  saturate,
  smoothChroma,
  structuralSimilarity,
  temporalWeights,
  tweakChroma,
  tweakRgb,
} from '@havc/filters';

/** A filter, and the name of what does the same in `opencv_peer.py`. */
export interface FilterContest {
  readonly name: string;
  /** The picture, or the one number, that both compute. */
  ours(): RgbImage | number;
  /** What the ratio should be at least: 3 where numpy makes many passes over the picture. */
  readonly atLeast: number;
  /** How far the two results may be apart. */
  readonly tolerance: Tolerance;
}

/** Differences in codes: at most `most` on all samples but a share of `rest`, and `mean` on the whole. */
interface Tolerance {
  readonly most: number;
  readonly mean: number;
  readonly rest: number;
}

/** Fractions are cut off here and rounded there. */
const BY_ROUNDING: Tolerance = { most: 2, mean: 0.6, rest: 0.001 };
/** Hue ranges have other ends: ours are half-open, and red is in "red". */
const BY_HUE_ENDS: Tolerance = { most: 2, mean: 2.5, rest: 0.03 };
/** The original cuts fractions of U and V off; ours averages what it changes. */
const BY_AVERAGING: Tolerance = { most: 4, mean: 1.2, rest: 0.001 };

/** The contests on two pictures of one size, the second coloured otherwise than the first. Buffers are passed in. */
export function createFilterContests(first: RgbImage, second: RgbImage): readonly FilterContest[] {
  const [height, width] = first.shape as [number, number];
  const out = createRgbImage(width, height);
  const reds = parseHueRanges('280:360,0:30');
  const fade = parseHueExpression('300:340|0.4,0.2');
  const turn = parseHueExpression('180:280|+140,0.2');
  const hard = { strength: 1, range: 'limited', gate: { softness: 0 }, darkBlend: { softness: 0 } } as const;
  const window = (count: number) => Array.from({ length: count }, (_, n) => (n % 2 === 0 ? first : second));
  const contest = (name: string, atLeast: number, ours: FilterContest['ours'], tolerance = BY_ROUNDING) => ({
    ...{ name, atLeast, ours, tolerance },
  });
  const gray = [createPlane(width, height, new Uint8Array(width * height)), rgbToGray(second)] as const;
  const restored = (curve: 'steep' | 'power' | 'exponential' | 'hard', threshold: number, weight: number) => () =>
    restoreColor(first, second, { curve, threshold, saturation: 0.8, weight }, out);
  return [
    contest('weighted merge', 1, () => mergeWeighted(first, second, { weight: 0.4 }, out)),
    contest('constrained chroma', 3, () =>
      mergeConstrainedChroma(first, second, { weight: 0.5, bounds: 'stored', redFixTransition: 0 }, out),
    ),
    contest('chroma-bound adaptive', 3, () =>
      mergeChromaBoundAdaptive(first, second, { weight: 0.5, redFixTransition: 0 }, out),
    ),
    contest('luma masked', 3, () => mergeLumaMasked(first, second, { weight: 0.6 }, out)),
    contest('adaptive luma', 1, () => mergeAdaptiveLuma(first, second, { weight: 0.5 }, out)),
    contest('merge by luma', 3, () => mergeByLuma(first, second, { dark: 0.15, white: 0.65 }, out)),
    contest('restore colour, steep', 3, restored('steep', 30, 0)),
    contest('restore colour, power', 3, restored('power', 30, 0)),
    contest('restore colour, halving', 3, restored('exponential', 30, 0)),
    contest('restore colour, binary', 3, restored('hard', 15, -0.2)),
    contest('adjust hues, saturation', 3, () => adjustHues(second, fade, {}, out), BY_HUE_ENDS),
    contest('adjust hues, shift', 3, () => adjustHues(second, turn, {}, out), BY_HUE_ENDS),
    contest('saturate', 1, () => saturate(second, 0.5, out)),
    contest('turn hue', 1, () => tweakRgb(second, { hueDegrees: 30 }, out)),
    contest('saturate hues', 3, () => tweakRgb(second, { saturation: 0.5, hues: reds }, out), BY_HUE_ENDS),
    contest('tweak HSV', 1, () => tweakChroma(second, { saturation: 0.8, brightness: -0.1 }, out)),
    contest('replace luma', 1, () => replaceLuma(first, second, out)),
    contest('darken', 3, () => darkenShadows(second, { darkening: 0.8 }, out)),
    contest('smooth chroma', 3, () => smoothChroma(second, { saturation: 0.9, darken: 0.1 }, out)),
    contest('limit chroma change', 3, () => limitChromaChange(second, first, { bounds: 'stored' }, out)),
    contest(
      'average chroma, 5',
      3,
      () => averageChroma(window(5), temporalWeights(5, 'arithmetic'), {}, out),
      BY_AVERAGING,
    ),
    contest(
      'average chroma, 15',
      3,
      () => averageChroma(window(15), temporalWeights(15, 'arithmetic'), {}, out),
      BY_AVERAGING,
    ),
    contest('mean luma', 1, () => meanLuma(second)),
    contest('CLAHE, luma', 1, () => equalizeTone(second, { method: 'clahe-luma', ...hard }, out)),
    contest('CLAHE, RGB', 1, () => equalizeTone(second, { method: 'clahe-rgb', ...hard }, out)),
    contest('equalize RGB', 1, () => equalizeTone(second, { method: 'equalize-rgb', ...hard }, out)),
    contest('retinex', 3, () => retinexLuma(second, { range: 'limited' }, out)),
    contest('gamma on luma', 1, () => adjustGammaContrast(second, { gamma: 1.4 }, out)),
    contest('SSIM', 1, () => structuralSimilarity(rgbToGray(first, gray[0]), gray[1]), {
      most: 1e-6,
      mean: 1e-6,
      rest: 0,
    }),
    contest('histogram likeness', 1, () =>
      histogramSimilarity(lumaHistogram(rgbToGray(first, gray[0])), lumaHistogram(gray[1])),
    ),
  ];
}
