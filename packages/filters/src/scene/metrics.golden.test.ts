import { createPlane, type Plane, type RgbImage, rgbToGray, rgbToYuv, toContiguous } from '@havc/core';
import { expect, it } from 'vitest';
import { describeGolden, difference, readGray, readRgb } from '../../../core/src/testing/golden.ts';
import { edgeDifference } from './edge-difference.ts';
import { edgeMask } from './edge-mask.ts';
import { histogramSimilarity, lumaHistogram } from './luma-histogram.ts';
import { meanOfPlane } from './mean-of-plane.ts';
import { normalizeLuma } from './normalize-luma.ts';
import { planeDifference } from './plane-difference.ts';
import { sceneLuma } from './scene-luma.ts';
import { structuralSimilarity } from './structural-similarity.ts';

/** The Y of OpenCV's YUV, which the original's histograms count. */
function yOf(image: RgbImage): Plane {
  const [height, width] = image.shape as [number, number];
  return createPlane(width, height, toContiguous(rgbToYuv(image).pick(-1, -1, 0) as Plane));
}

describeGolden('filters/frame_normalize', (golden) => {
  it.each(golden.cases)('stretches luma as the original: $name', async ({ params, inputs, output }) => {
    const black = params['tht_black'] as number;
    const white = params['tht_white'] as number;
    const plane = rgbToGray(await readRgb(golden.path(inputs[0])));
    expect(difference(normalizeLuma(plane, { black, white }), await readGray(golden.path(output)))).toMatchObject({
      beyond: 0,
    });
  });
});

describeGolden('filters/scene_metrics', (golden) => {
  it.each(golden.cases)('measures as the original: $name', async ({ inputs, output }) => {
    const [a, b] = await Promise.all(inputs.map((name) => readRgb(golden.path(name))));
    const expected = output as Record<string, number>;
    const [grayA, grayB] = [rgbToGray(a!), rgbToGray(b!)];
    expect(planeDifference(grayA, grayB)).toBeCloseTo(expected['plane_diff_gray']!, 6);
    expect(Math.abs(structuralSimilarity(grayA, grayB) - expected['ssim_gray']!)).toBeLessThan(1e-6);
    const score = histogramSimilarity(lumaHistogram(yOf(a!)), lumaHistogram(yOf(b!)));
    // The root of a difference from 1 turns the last bit of the original's 32-bit sums into 3e-4 for equal histograms.
    expect(Math.abs(score - expected['hist_score']!)).toBeLessThan(1e-6);
    expect(Math.abs(meanOfPlane(grayB) / 255 - expected['luma_b']!)).toBeLessThan(1e-6);
  });
});

describeGolden('filters-vs/rgb_to_gray8_709', (golden) => {
  it.each(golden.cases)('gives the original’s limited gray within 1: $name', async ({ inputs, output }) => {
    const frames = await golden.readStrip(inputs[0]);
    const expected = await golden.readStrip(output);
    frames.forEach((frame, n) => {
      const gray = expected[n]!.pick(-1, -1, 0) as Plane;
      expect(difference(sceneLuma(frame, { range: 'limited' }), gray, 1)).toMatchObject({ beyond: 0 });
    });
  });
});

describeGolden('filters-vs/scene_metrics_vs', (golden) => {
  it.each(golden.cases)('measures clips as the original: $name', async ({ inputs, output }) => {
    const planes = (await golden.readStrip(inputs[0])).map((frame) => sceneLuma(frame, { range: 'limited' }));
    const expected = output as Record<string, number[]>;
    const differences = planes.map((plane, n) => planeDifference(planes[Math.max(0, n - 1)]!, plane));
    differences.forEach((value, n) => {
      expect(Math.abs(value - expected['plane_stats_diff']![n]!)).toBeLessThan(1e-5);
    });
    planes.forEach((plane, n) => {
      expect(Math.abs(meanOfPlane(plane) / 255 - expected['gray8_mean_over_255']![n]!)).toBeLessThan(1e-5);
    });
  });
});

describeGolden('filters-vs/edge_score', (golden) => {
  it.each(golden.cases)('scores edges as the original: $name', async ({ params, inputs, output, edge_mask }) => {
    const planes = (await golden.readStrip(inputs[0])).map((frame) => sceneLuma(frame, { range: 'limited' }));
    const expected = output as Record<string, number[]>;
    const offset = params['sc_diff_offset'] as number;
    planes.forEach((plane, n) => {
      // Past the end the original takes frame `length − offset`, its own quirk.
      const other = planes[Math.min(n + offset, planes.length - 1)]!;
      const partner = n + offset < planes.length ? other : planes[planes.length - offset]!;
      const { edges, whole } = edgeDifference(plane, partner, edgeMask(plane));
      expect(Math.abs(edges - expected['edge_diff']![n]!), `edges of ${n}`).toBeLessThanOrEqual(
        0.02 * expected['edge_diff']![n]! + 1e-5,
      );
      if (expected['ssim_diff']) expect(whole).toBeCloseTo(expected['ssim_diff'][n]!, 4);
    });
    for (const [frame, mask] of Object.entries((edge_mask ?? {}) as Record<string, unknown>)) {
      const found = difference(edgeMask(planes[Number(frame)]!), await readGray(golden.path(mask)), 1);
      expect(found, `mask of ${frame}`).toMatchObject({ beyond: 0 });
    }
  });
});
