import { describe, expect, it } from 'vitest';
import { describeGolden, readRgb } from '../../../core/src/testing/golden.ts';
import { layouts, noise, pictureOf } from '../../../core/src/testing/images.ts';
import { meanBrightness } from './mean-brightness.ts';

describe('meanBrightness', () => {
  it('is the mean of the largest samples', () => {
    expect(meanBrightness(pictureOf([255, 0, 0], [0, 51, 10]))).toBeCloseTo(0.6, 12);
  });

  it('reads any strides', () => {
    const image = noise(7, 5);
    for (const view of Object.values(layouts(image))) expect(meanBrightness(view)).toBe(meanBrightness(image));
  });
});

describeGolden('filters/get_image_brightness', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output }) => {
    expect(meanBrightness(await readRgb(golden.path(inputs[0])))).toBeCloseTo(output as number, 9);
  });
});
