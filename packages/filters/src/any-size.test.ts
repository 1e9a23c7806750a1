import { HavcError, type RgbImage, rgbToGray } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { noise } from '../../core/src/testing/images.ts';
import * as filters from './index.ts';

const red = filters.parseHueRanges('red');
const fade = filters.parseHueExpression('350:20|0.3,0.2');
const weighted = filters.temporalWeights(5, 'weighted');

/** Every kernel with one picture. */
const ofOne: Record<string, (image: RgbImage) => unknown> = {
  adjustBrightness: (image) => filters.adjustBrightness(image, { brightness: 20 }),
  adjustGammaContrast: (image) => filters.adjustGammaContrast(image, { gamma: 1.2, contrast: 1.1 }),
  adjustHues: (image) => filters.adjustHues(image, fade, { softness: 10 }),
  adjustLevels: (image) => filters.adjustLevels(image, { gamma: 1.2 }),
  adjustLumaLevels: (image) => filters.adjustLumaLevels(image),
  adjustRgb: (image) => filters.adjustRgb(image, { gamma: [1, 1, 0.9] }),
  applyLook: (image) => filters.applyLook(image, { look: 'hollywood' }),
  autoLevels: (image) => filters.autoLevels(image),
  balanceRgb: (image) => filters.balanceRgb(image),
  claheRgb: (image) => filters.claheRgb(image),
  darkenShadows: (image) => filters.darkenShadows(image),
  denoiseRgb: (image) => filters.denoiseRgb(image),
  edgeMask: (image) => filters.edgeMask(filters.sceneLuma(image)),
  equalizeRgb: (image) => filters.equalizeRgb(image),
  fixDarkReds: (image) => filters.fixDarkReds(image, { luma: 0.15 }),
  frameMismatch: (image) => filters.frameMismatch(filters.createThumbnail(image), filters.createThumbnail(image)),
  grayMask: (image) => filters.grayMask(image),
  hueMask: (image) => filters.hueMask(image, { ranges: red }),
  lumaHistogram: (image) => filters.lumaHistogram(rgbToGray(image)),
  lumaMask: (image) => filters.lumaMask(image, { dark: 0.2, white: 0.7 }),
  meanBrightness: (image) => filters.meanBrightness(image),
  meanLuma: (image) => filters.meanLuma(image),
  normalizeLuma: (image) => filters.normalizeLuma(filters.sceneLuma(image)),
  retinexLuma: (image) => filters.retinexLuma(image),
  retinexRgb: (image) => filters.retinexRgb(image),
  saturate: (image) => filters.saturate(image, 0.5),
  smoothChroma: (image) => filters.smoothChroma(image),
  stretchHistogram: (image) => filters.stretchHistogram(image),
  tweakChroma: (image) => filters.tweakChroma(image, { saturation: 0.5 }),
  tweakImage: (image) => filters.tweakImage(image, { hueDegrees: 20, contrast: 1.1, gamma: 0.9 }),
  tweakRgb: (image) => filters.tweakRgb(image, { hueDegrees: 20, contrast: 1.2 }),
  'sliceTiles and joinTiles': (image) => {
    const [height, width] = image.shape as [number, number];
    return filters.joinTiles(filters.sliceTiles(image), { width, height });
  },
  ...Object.fromEntries(
    (['clahe-luma', 'equalize-rgb', 'clahe-rgb', 'clahe-and-equalize', 'retinex'] as const).map((method) => [
      `tuneTone, ${method}`,
      (image: RgbImage) => filters.tuneTone(image, { method, gate: false }),
    ]),
  ),
  ...Object.fromEntries(
    (['adaptive', 'luma', 'edges', 'motion', 'keyframe'] as const).map((detector) => [
      `detector ${detector}`,
      (image: RgbImage) => {
        const machine = filters.createSceneDetector({ detector });
        const found = [0, 1, 2, 3].flatMap(() => machine.push(image));
        expect([...found, ...machine.finish()]).toHaveLength(4);
      },
    ]),
  ),
};

/** Every kernel with two pictures or more. */
const ofTwo: Record<string, (first: RgbImage, second: RgbImage) => unknown> = {
  averageChroma: (a, b) => filters.averageChroma([a, b, a, b, a], weighted, { refill: { threshold: 15 } }),
  'averageChroma in bytes': (a, b) => filters.averageChroma([a, b, a, b, a], weighted, { arithmetic: 'bytes' }),
  blendByHue: (a, b) => filters.blendByHue(a, b, { ranges: red }),
  followColors: (a, b) => filters.followColors(a, b),
  limitChromaChange: (a, b) => filters.limitChromaChange(a, b),
  mergeByLuma: (a, b) => filters.mergeByLuma(a, b, { dark: 0.2, white: 0.7 }),
  overlayImages: (a, b) => filters.overlayImages(a, b, { x: 1, y: -1, mode: 'overlay', opacity: 0.5 }),
  planeDifference: (a, b) => filters.planeDifference(rgbToGray(a), rgbToGray(b)),
  reduceFlicker: (a, b) => filters.reduceFlicker([a, b, a, b, a]),
  restoreColor: (a, b) => filters.restoreColor(a, b),
  structuralSimilarity: (a, b) => filters.structuralSimilarity(rgbToGray(a), rgbToGray(b)),
  'retention in a square': (a, b) => filters.mergeImages(a, b, { method: 'chroma-retention', workingSize: 'square' }),
  ...Object.fromEntries(
    filters.MERGE_METHODS.map((method) => [
      `merge ${method}`,
      (a: RgbImage, b: RgbImage) => filters.mergeImages(a, b, { method }),
    ]),
  ),
};

const SIZES = [
  ...[
    [1, 1],
    [1, 2],
    [2, 1],
    [3, 3],
    [7, 2],
    [17, 13],
  ],
  ...[
    [500, 1],
    [1, 500],
    [2049, 2],
    [4100, 3],
    [65_536, 1],
    [1, 65_536],
  ],
] as const;

describe.each(SIZES)('pictures of %d x %d', (width, height) => {
  const [first, second] = [noise(width!, height!), noise(width!, height!).step(-1, -1) as RgbImage];
  it.each(Object.entries(ofOne))('are taken by %s', (_, kernel) => void kernel(first));
  it.each(Object.entries(ofTwo))('are taken by %s', (_, kernel) => void kernel(first, second));
});

describe('pictures of 70000 columns', () => {
  const [first, second] = [noise(70_000, 1), noise(70_000, 1).step(-1, -1) as RgbImage];
  const refused = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      // What has no room for them says so, and nothing breaks.
      expect(HavcError.is(error, 'SHAPE_INVALID') || HavcError.is(error, 'OPTION_INVALID'), String(error)).toBe(true);
    }
  };
  it.each(Object.entries(ofOne))('are taken, or refused by name: %s', (_, kernel) => refused(() => kernel(first)));
  it.each(Object.entries(ofTwo))('are taken, or refused by name: %s', (_, kernel) =>
    refused(() => kernel(first, second)),
  );
});
