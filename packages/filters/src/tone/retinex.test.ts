import type { RgbImage } from '@havc/core';
import { blendImages } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  noise,
  pictureOf,
} from '../../../core/src/testing/images.ts';
import { darkBlendWeight } from './dark-blend.ts';
import { logInPlace } from './fast-log.ts';
import { frameLuma } from './frame-luma.ts';
import { gateWeight } from './luma-gate.ts';
import { recursiveGaussian } from './recursive-gaussian.ts';
import { retinexLuma } from './retinex-luma.ts';
import { retinexRgb } from './retinex-rgb.ts';
import { wideBlur } from './wide-gaussian.ts';

describeGolden('filters/retinex_msr_luma', (golden) => {
  // The golden's tolerance: the stretch from darkest to brightest amplifies the last digits of the blurs.
  it.each(golden.cases)('is the original within 1, with its hard gate: $name', async ({ params, inputs, output }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const range = params['range_tv'] ? 'limited' : 'full';
    const luma = frameLuma(image, { range });
    const gate = { from: Number(params['luma_dark']), to: Number(params['luma_bright']), softness: 0 };
    let actual = image;
    if (gateWeight(luma, gate) === 1) {
      actual = retinexLuma(image, { sigmas: params['sigmas'] as number[], range });
      const dark = { below: 0.4, power: 4, least: 0.15, most: 0.9, softness: 0 };
      if (params['blend']) actual = blendImages(image, actual, darkBlendWeight(luma, dark));
    }
    const { max, mean, where } = difference(actual, await readRgb(golden.path(output)));
    expect(max, where).toBeLessThanOrEqual(1);
    expect(mean).toBeLessThan(0.1);
  });
});

describeGolden('filters-vs/retinex_msrcp', (golden) => {
  it.each(golden.cases)('is the plugin within its tolerance: $name', async ({ params, inputs, output }) => {
    const frames = await golden.readStrip(inputs[0]);
    const expected = await golden.readStrip(output);
    expect(params['lower_thr']).toBe(params['upper_thr']);
    for (const [n, frame] of frames.entries()) {
      const actual = retinexRgb(frame, {
        sigmas: params['sigma'] as number[],
        cut: Number(params['lower_thr']),
        range: params['fulls'] ? 'full' : 'limited',
      });
      const { max, mean, where } = difference(actual, expected[n]!);
      expect(max, where).toBeLessThanOrEqual(4);
      expect(mean).toBeLessThan(1);
    }
  });
});

const kernels: Record<string, (image: RgbImage, out?: RgbImage) => RgbImage> = {
  retinexLuma: (image, out) => retinexLuma(image, { sigmas: [2, 9] }, out),
  retinexRgb: (image, out) => retinexRgb(image, { sigmas: [2, 9] }, out),
  'retinexRgb of limited range': (image, out) => retinexRgb(image, { sigmas: [2, 9], range: 'limited' }, out),
};

describe.each(Object.entries(kernels))('%s', (_, kernel) => {
  it('reads and writes any strides', () => expectAnyLayout(noise(13, 9), kernel));

  it('can write onto its input', () => expectInPlace(noise(13, 9), kernel));

  it('keeps gray gray, whatever the size', () => {
    fc.assert(
      fc.property(grayImages(12), (image) => {
        for (const [R, G, B] of colorsOf(kernel(image))) expect([G, B]).toEqual([R, R]);
      }),
    );
  });

  it('evens out light: a pattern in the shade comes nearer to the same one in the sun', () => {
    const image = pictureOf(
      ...Array.from({ length: 64 }, (__, x): [number, number, number] => {
        const gray = Math.round((x < 32 ? 0.25 : 1) * (x % 2 ? 200 : 120));
        return [gray, gray, gray];
      }),
    );
    const ratio = (picture: RgbImage) => mean(picture, 34, 60) / Math.max(1, mean(picture, 4, 30));
    expect(ratio(kernel(image))).toBeLessThan(0.75 * ratio(image));
  });
});

function mean(image: RgbImage, from: number, to: number): number {
  const codes = colorsOf(image).slice(from, to);
  return codes.reduce((sum, [code]) => sum + code!, 0) / codes.length;
}

describe('retinexRgb', () => {
  it('keeps black black and never leaves the range', () => {
    expect(colorsOf(retinexRgb(pictureOf([0, 0, 0], [255, 0, 0], [90, 80, 70])))[0]).toEqual([0, 0, 0]);
  });

  it.each([
    [{ sigmas: [] }, 'options.sigmas must have 1 to 8 scales, got 0.'],
    [{ sigmas: [25, 0] }, 'options.sigmas[1] must be a number from 0.5 to 2000, got 0.'],
    [{ cut: Number.NaN }, 'options.cut must be a number from 0 to 0.49, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => retinexRgb(noise(2, 2), options)).toThrow(message);
  });
});

describe('wideBlur', () => {
  it.each([
    [64, 48, 4],
    [64, 48, 12],
    [150, 90, 25],
    [50, 40, 250],
    [1, 30, 9],
    [7, 1, 3],
  ])('of %i x %i by %i is the Gaussian with mirrored borders', (width, height, sigma) => {
    const { data } = noise(width, height, 1);
    const expected = slowGaussian(Float64Array.from(data), width, height, sigma);
    const blur = wideBlur(data, width, height, sigma);
    const row = new Float32Array(width);
    for (let y = 0; y < height; y++) {
      blur.fillRow(y, row);
      // Noise of the full range is the worst there is for the grid; 0.1 is 4e-4 of it.
      for (let x = 0; x < width; x++) expect(Math.abs(row[x]! - expected[y * width + x]!)).toBeLessThan(0.1);
    }
  });
});

describe('recursiveGaussian', () => {
  it('keeps a flat picture flat and all light where it was, away from the borders', () => {
    const flat = new Float32Array(40 * 30).fill(9);
    const target = new Float32Array(flat.length);
    recursiveGaussian({ data: flat, width: 40, height: 30 }, 80, target);
    for (const value of target) expect(value).toBeCloseTo(9, 3);
    const point = new Float32Array(101 * 101);
    point[50 * 101 + 50] = 1000;
    const spread = new Float32Array(point.length);
    recursiveGaussian({ data: point, width: 101, height: 101 }, 6, spread);
    expect(spread.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1000, 0);
    // The peak of a Gaussian; Young and van Vliet's filter is good to a few per cent.
    expect(spread[50 * 101 + 50]! / (1000 / (2 * Math.PI * 36))).toBeCloseTo(1, 1);
  });
});

describe('recursiveGaussian of wide rows', () => {
  it('goes on where it stopped: a row of all columns alike is what a narrow one is', () => {
    const [wide, narrow] = [9001, 50].map((width) => {
      const data = Float32Array.from({ length: 7 * width }, (_, n) => (37 * Math.floor(n / width)) % 256);
      const target = new Float32Array(data.length);
      recursiveGaussian({ data, width, height: 7 }, 3, target);
      return target;
    }) as [Float32Array, Float32Array];
    for (let row = 0; row < 7; row++) {
      for (const x of [0, 4095, 4096, 8192, 9000]) expect(wide[9001 * row + x]).toBeCloseTo(narrow[50 * row]!, 3);
    }
  });

  it('spreads a point over the border between two parts as anywhere else', () => {
    const spread = (width: number, at: number) => {
      const data = new Float32Array(width);
      data[at] = 1000;
      const target = new Float32Array(width);
      recursiveGaussian({ data, width, height: 1 }, 6, target);
      return target.subarray(at - 30, at + 30);
    };
    expect([...spread(4300, 4096)]).toEqual([...spread(400, 200)]);
  });
});

describe('logInPlace', () => {
  it('is the logarithm to 1e-4 or so', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e20, noNaN: true }), (value) => {
        const values = Float32Array.of(value);
        logInPlace(values, 0.5);
        expect(Math.abs(values[0]! - 0.5 * Math.log(value))).toBeLessThan(1e-4);
      }),
    );
  });
});

/** The definition, sample by sample. */
function slowGaussian(plane: Float64Array, width: number, height: number, sigma: number): Float64Array {
  const across = slowRows(plane, width, height, sigma);
  const turned = transposed(across, width, height);
  return transposed(slowRows(turned, height, width, sigma), height, width);
}

function slowRows(plane: Float64Array, width: number, height: number, sigma: number): Float64Array {
  const radius = Math.ceil(4 * sigma);
  const result = new Float64Array(plane.length);
  const period = Math.max(1, 2 * (width - 1));
  for (let x = 0; x < width; x++) {
    let total = 0;
    for (let d = -radius; d <= radius; d++) {
      const weight = Math.exp((-d * d) / (2 * sigma * sigma));
      const wrapped = (((x + d) % period) + period) % period;
      const source = wrapped < width ? wrapped : period - wrapped;
      total += weight;
      for (let y = 0; y < height; y++)
        result[y * width + x] = result[y * width + x]! + weight * plane[y * width + source]!;
    }
    for (let y = 0; y < height; y++) result[y * width + x] = result[y * width + x]! / total;
  }
  return result;
}

function transposed(plane: Float64Array, width: number, height: number): Float64Array {
  return Float64Array.from({ length: plane.length }, (_, n) => plane[(n % height) * width + Math.floor(n / height)]!);
}
