import { describe, expect, it } from 'vitest';
import type { ColorScores } from '../results/color-results.ts';
import { meanScores } from './mean-scores.ts';

const scores = (deltaE: number, psnrAb: number | null, dark: readonly [number, number | null]): ColorScores => ({
  deltaE,
  chroma: 2 * deltaE,
  colorfulness: 3 * deltaE,
  coloredShare: deltaE / 100,
  psnrAb,
  lumaBands: [{ name: 'dark', share: dark[0], deltaE: dark[1] }],
  hueSectors: [{ name: 'red', share: 0, deltaE: null }],
});

describe('meanScores', () => {
  it('lets each picture count the same', () => {
    const mean = meanScores([scores(4, 20, [0.5, 2]), scores(10, 20, [0.5, 2])]);
    expect(mean).toMatchObject({ deltaE: 7, chroma: 14, colorfulness: 21, coloredShare: 0.07 });
    expect(mean.psnrAb).toBeCloseTo(20, 9);
  });

  it('weighs a band by its pixels in each picture', () => {
    const { lumaBands } = meanScores([scores(1, 20, [0.75, 4]), scores(1, 20, [0.25, 8]), scores(1, 20, [0, null])]);
    expect(lumaBands[0]!.name).toBe('dark');
    expect(lumaBands[0]!.share).toBeCloseTo(1 / 3, 12);
    expect(lumaBands[0]!.deltaE).toBeCloseTo((0.75 * 4 + 0.25 * 8) / 1, 12);
  });

  it('has nothing to say of bands without pixels', () => {
    expect(meanScores([scores(1, 20, [0, null])]).hueSectors).toEqual([{ name: 'red', share: 0, deltaE: null }]);
  });

  it('takes the PSNR of the mean squared error', () => {
    // 20 dB and 30 dB are errors of 650.25 and 65.025: in the mean 357.6375.
    expect(meanScores([scores(1, 20, [0, null]), scores(1, 30, [0, null])]).psnrAb).toBeCloseTo(22.5964, 3);
    // One that equals its truth halves the error: 3.01 dB.
    expect(meanScores([scores(1, 20, [0, null]), scores(1, null, [0, null])]).psnrAb).toBeCloseTo(23.0103, 4);
    expect(meanScores([scores(1, null, [0, null])]).psnrAb).toBeNull();
  });

  it('refuses a mean of nothing', () => expect(() => meanScores([])).toThrow(/no scores/));
});
