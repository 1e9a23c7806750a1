import { createRgbImage, type RgbImage } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { createColorDistribution } from './color-distribution.ts';
import { jensenShannon } from './jensen-shannon.ts';
import { rgbHistograms } from './rgb-histograms.ts';

const LN2 = Math.log(2);

function plain(...rgb: readonly [number, number, number]): RgbImage {
  return createRgbImage(
    4,
    2,
    Uint8Array.from({ length: 24 }, (_, i) => rgb[i % 3]!),
  );
}

function measure(images: readonly RgbImage[], cuts: readonly number[] = []) {
  const meter = createColorDistribution();
  for (const [at, image] of images.entries()) meter.push(image, at === 0 || cuts.includes(at));
  return meter.result();
}

describe('jensenShannon', () => {
  const js = (p: readonly number[], q: readonly number[]) => jensenShannon(Float64Array.from(p), Float64Array.from(q));

  it.each([
    // Halves against a whole: 1/2 ln(4/3) + 1/4 ln(2/3) + 1/4 ln 2, worked out by hand.
    [[1, 0], [0.5, 0.5], 0.5 * Math.log(4 / 3) + 0.25 * Math.log(2 / 3) + 0.25 * Math.log(2)],
    [[0.25, 0.75], [0.75, 0.25], 0.1308120359],
    [[1, 0, 0], [0, 0, 1], LN2],
    [[0.2, 0.3, 0.5], [0.2, 0.3, 0.5], 0],
  ])('of %j and %j is %d', (p, q, expected) => {
    expect(js(p, q)).toBeCloseTo(expected, 9);
    expect(js(q, p)).toBeCloseTo(expected, 9);
  });
});

it('rgbHistograms counts shares of codes, by channel, through any strides', () => {
  const image = createRgbImage(2, 1, Uint8Array.of(1, 2, 3, 1, 7, 255));
  const histograms = rgbHistograms(image);
  const filled = [...histograms].flatMap((share, bin) => (share > 0 ? [[bin, share]] : []));
  const expected = [
    [1, 1],
    [256 + 2, 0.5],
    [256 + 7, 0.5],
    [512 + 3, 0.5],
    [512 + 255, 0.5],
  ];
  expect(filled).toEqual(expected);
  expect(rgbHistograms(image.step(-1, 1, 1))).toEqual(histograms);
});

describe('createColorDistribution', () => {
  it('finds no change in frames that are alike', () => {
    const result = measure(Array.from({ length: 6 }, () => plain(10, 20, 30)));
    expect(result).toEqual({ distances: [1, 2, 4], values: [0, 0, 0], mean: 0, acrossCuts: 0 });
  });

  it('gives ln 2 where no code of any channel comes again, and a third of it where one channel changes', () => {
    expect(measure([0, 1, 2, 3, 4, 5].map((n) => plain(n, 50 + n, 90 + n))).mean).toBeCloseTo(LN2, 12);
    expect(measure([0, 1, 2, 3, 4, 5].map((n) => plain(n, 50, 90))).mean).toBeCloseTo(LN2 / 3, 12);
  });

  it('tells distances apart: two colours in turn differ at distance 1 only', () => {
    const result = measure([0, 1, 0, 1, 0, 1].map((n) => plain(n, n, n)));
    expect(result.values[0]).toBeCloseTo(LN2, 12);
    expect(result.values.slice(1)).toEqual([0, 0]);
    expect(result.mean).toBeCloseTo(LN2 / 3, 12);
  });

  it('leaves pairs across a cut out, and gives their mean beside', () => {
    const frames = [...Array(5).fill(plain(0, 0, 0)), ...Array(5).fill(plain(9, 9, 9))] as RgbImage[];
    const result = measure(frames, [5]);
    expect(result.values).toEqual([0, 0, 0]);
    expect(result.mean).toBe(0);
    // One pair of nine, two of eight and four of six reach across.
    expect(result.acrossCuts).toBeCloseTo((LN2 * (1 / 9 + 2 / 8 + 4 / 6)) / 3, 12);
  });

  it('gives null where no shot is long enough', () => {
    expect(measure([plain(0, 0, 0), plain(0, 0, 0), plain(0, 0, 0)]).values).toEqual([0, 0, null]);
    expect(measure([plain(0, 0, 0)])).toEqual({
      distances: [1, 2, 4],
      values: [null, null, null],
      mean: null,
      acrossCuts: null,
    });
  });
});
