import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, readRgb } from '../../../core/src/testing/golden.ts';
import { grayImages, layouts, noise, pictureOf } from '../../../core/src/testing/images.ts';
import { meanLuma } from './mean-luma.ts';

describe('meanLuma', () => {
  it.each([
    [[0, 0, 0], 0],
    [[255, 255, 255], 1],
    [[255, 0, 0], 0.298039],
    [[0, 255, 0], 0.588235],
    [[0, 0, 255], 0.113725],
  ] as [[number, number, number], number][])('of %j is %f', (color, luma) => {
    expect(meanLuma(pictureOf(color))).toBe(luma);
  });

  it('of a gray picture is the mean of its codes', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        const mean = image.data.reduce((sum, code) => sum + code, 0) / image.data.length / 255;
        expect(meanLuma(image)).toBeCloseTo(mean, 6);
      }),
    );
  });

  it('reads any strides', () => {
    const image = noise(7, 5);
    for (const view of Object.values(layouts(image))) expect(meanLuma(view)).toBe(meanLuma(image));
  });

  it('refuses a plane', () => {
    expect(() => meanLuma(noise(4, 4, 1))).toThrow('image must be [height, width, 3], got [4, 4].');
  });
});

describeGolden('filters/get_image_luma', (golden) => {
  it.each(golden.cases)('equals the original to 6 digits: $name', async ({ inputs, output, params }) => {
    expect(params['maxrange'] ?? 255).toBe(255);
    expect(meanLuma(await readRgb(golden.path(inputs[0])))).toBeCloseTo(output as number, 6);
  });
});
