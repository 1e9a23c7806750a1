import { blendImages, type Plane, type RgbImage, rgbToYuv } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readGray, readRgb } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, grayImages, noise, rgbImages } from '../../../core/src/testing/images.ts';
import { claheLuma } from './clahe-luma.ts';
import { clahePlane } from './clahe-plane.ts';
import { claheRgb } from './clahe-rgb.ts';
import { darkBlendWeight } from './dark-blend.ts';
import { equalizePlane } from './equalize-plane.ts';
import { equalizeRgb } from './equalize-rgb.ts';
import { frameLuma } from './frame-luma.ts';
import { gateWeight } from './luma-gate.ts';
import { stretchHistogram } from './stretch-histogram.ts';

/** The original's frame function: a hard gate, and a blend of dark frames that jumps at its limit. */
function asOriginal(
  image: RgbImage,
  filtered: RgbImage,
  params: Readonly<Record<string, unknown>>,
  dark: { power: number; least: number },
): RgbImage {
  const luma = frameLuma(image, { range: params['range_tv'] ? 'limited' : 'full' });
  if (gateWeight(luma, { from: 0.15, to: 0.7, softness: 0 }) === 0) return image;
  if (!params['luma_blend']) return filtered;
  return blendImages(image, filtered, darkBlendWeight(luma, { ...dark, below: 0.4, most: 0.9, softness: 0 }));
}

function lumaOf(image: RgbImage): Plane {
  return rgbToYuv(image).pick(-1, -1, 0);
}

const rangeOf = (params: Readonly<Record<string, unknown>>) => (params['range_tv'] ? 'limited' : 'full');

describeGolden('filters/cv2_equalize_hist', (golden) => {
  it.each(golden.cases)('equals OpenCV: $name', async ({ inputs, output }) => {
    const actual = equalizePlane(lumaOf(await readRgb(golden.path(inputs[0]))));
    expect(difference(actual, await readGray(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/cv2_clahe_plane', (golden) => {
  // The golden allows 1; the same 32-bit steps in the same order give the very bytes.
  it.each(golden.cases)('equals OpenCV: $name', async ({ params, inputs, output }) => {
    const options = { clipLimit: Number(params['clip_limit']), gridSize: Number(params['gridsize']) };
    const actual = clahePlane(lumaOf(await readRgb(golden.path(inputs[0]))), options);
    expect(difference(actual, await readGray(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/equalize_rgb', (golden) => {
  it.each(golden.cases)('equals the original with its hard gate: $name', async ({ params, inputs, output }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const actual = asOriginal(image, equalizeRgb(image), params, { power: 4, least: 0.15 });
    expect(difference(actual, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/clahe_luma', (golden) => {
  it.each(golden.cases)('equals the original with its hard gate: $name', async ({ params, inputs, output }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const options = { clipLimit: Number(params['clip_limit']), gridSize: Number(params['gridsize']) };
    const filtered = claheLuma(image, { ...options, range: rangeOf(params) });
    const actual = asOriginal(image, filtered, params, { power: 2, least: 0.35 });
    expect(difference(actual, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/clahe_rgb', (golden) => {
  it.each(golden.cases)('equals the original with its hard gate: $name', async ({ params, inputs, output }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const options = { clipLimit: Number(params['clip_limit']), gridSize: Number(params['gridsize']) };
    const actual = asOriginal(image, claheRgb(image, options), params, { power: 4, least: 0.15 });
    expect(difference(actual, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

describeGolden('filters/scale_abs', (golden) => {
  it.each(golden.cases)('equals the original with its hard gate: $name', async ({ params, inputs, output }) => {
    const image = await readRgb(golden.path(inputs[0]));
    const filtered = stretchHistogram(image, {
      cut: Number(params['clip_hist_percent']) / 100,
      shadows: params['algo'] === 0 ? 'mirror' : 'clip',
      range: rangeOf(params),
    });
    const actual = asOriginal(image, filtered, params, { power: 3, least: 0.25 });
    expect(difference(actual, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
});

const kernels: Record<string, (image: RgbImage, out?: RgbImage) => RgbImage> = {
  equalizeRgb,
  claheLuma: (image, out) => claheLuma(image, { clipLimit: 3, gridSize: 2, range: 'limited' }, out),
  claheRgb: (image, out) => claheRgb(image, { clipLimit: 3, gridSize: 3 }, out),
  stretchHistogram: (image, out) => stretchHistogram(image, { cut: 0.05 }, out),
};

describe.each(Object.entries(kernels))('%s', (_, kernel) => {
  it('reads and writes any strides', () => expectAnyLayout(noise(13, 9), kernel));

  it('can write onto its input', () => expectInPlace(noise(13, 9), kernel));

  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(12), (image) => {
        const { data } = kernel(image);
        for (let i = 0; i < data.length; i += 3) expect([data[i + 1], data[i + 2]]).toEqual([data[i], data[i]]);
      }),
    );
  });

  it('refuses a plane', () => {
    expect(() => kernel(noise(4, 4, 1))).toThrow('image must be [height, width, 3], got [4, 4].');
  });
});

describe('equalizePlane', () => {
  it.each([
    [
      [10, 10, 20, 30],
      [0, 0, 128, 255],
    ],
    [
      [7, 7, 7, 7],
      [7, 7, 7, 7],
    ],
    [
      [0, 255, 0, 255],
      [0, 255, 0, 255],
    ],
  ])('turns %j into %j', (codes, expected) => {
    expect([...equalizePlane(ndarray(Uint8Array.from(codes), [1, 4])).data]).toEqual(expected);
  });

  it('reads and writes any strides, also onto its input', () => {
    expectAnyLayout(noise(7, 5, 1), (plane, out) => equalizePlane(plane, out));
    expectInPlace(noise(7, 5, 1), (plane, out) => equalizePlane(plane, out));
  });

  it('keeps the order of codes and reaches white', () => {
    fc.assert(
      fc.property(rgbImages(12), (image) => {
        const plane = lumaOf(image);
        const codes = lumaOf(image).data;
        const table = new Map<number, number>();
        const result = equalizePlane(plane);
        for (let n = 0; n < result.size; n++) table.set(codes[3 * n]!, result.data[n]!);
        const ordered = [...table].sort(([a], [b]) => a - b).map(([, code]) => code);
        expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
        if (table.size > 1) expect(ordered.at(-1)).toBe(255);
      }),
    );
  });
});

describe('clahePlane', () => {
  it('reads and writes any strides, also onto its input', () => {
    expectAnyLayout(noise(11, 6, 1), (plane, out) => clahePlane(plane, { gridSize: 3 }, out));
    expectInPlace(noise(11, 6, 1), (plane, out) => clahePlane(plane, { gridSize: 3 }, out));
  });

  it('takes rows of 65 536 columns, and refuses wider ones', () => {
    const row = noise(65_536, 1, 1);
    // Tiles as high as the plane: both rows are the same, so that each is what one of them is.
    const twice = ndarray(Uint8Array.from([...row.data, ...row.data]), [2, 65_536]);
    const actual = clahePlane(twice, { gridSize: 1 });
    expect([...actual.data.subarray(0, 65_536)]).toEqual([...actual.data.subarray(65_536)]);
    expect(() => clahePlane(noise(65_537, 1, 1))).toThrow('up to 65536 columns, got 65537');
  });

  it('stands planes smaller than its grid', () => {
    expect(clahePlane(noise(3, 1, 1)).shape).toEqual([1, 3]);
    expect(clahePlane(ndarray(Uint8Array.of(9), [1, 1])).size).toBe(1);
  });

  it.each([
    [{ clipLimit: -1 }, 'options.clipLimit must be a number from 0 to 50, got -1.'],
    [{ clipLimit: Number.NaN }, 'options.clipLimit must be a number from 0 to 50, got NaN.'],
    [{ gridSize: 2.5 }, 'options.gridSize must be a whole number from 1 to 64, got 2.5.'],
  ])('refuses %j', (options, message) => {
    expect(() => clahePlane(noise(4, 4, 1), options)).toThrow(message);
  });
});
