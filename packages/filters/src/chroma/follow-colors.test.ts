import { replaceLuma } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, noise, rgbImages } from '../../../core/src/testing/images.ts';
import { followColors } from './follow-colors.ts';

describe('followColors', () => {
  it('keeps a picture’s colours where they are those of the one before, up to the way to YUV and back', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        expect(difference(followColors(image, image), replaceLuma(image, image))).toMatchObject({ max: 0 });
      }),
    );
  });

  it('takes the colours of the one before with a tolerance of 0', () => {
    const [previous, image] = [noise(7, 5), noise(7, 5).step(-1, -1)];
    const actual = followColors(previous, image, { tolerance: 0 });
    expect(difference(actual, replaceLuma(image, previous))).toMatchObject({ max: 0 });
  });

  it('reads and writes any strides, and can write onto either picture', () => {
    const other = noise(7, 5).step(-1, -1);
    expectAnyLayout(noise(7, 5), (view, out) => followColors(view, other, {}, out));
    expectAnyLayout(noise(7, 5), (view, out) => followColors(other, view, {}, out));
    expectInPlace(noise(7, 5), (view, out) => followColors(view, other, {}, out));
    expectInPlace(noise(7, 5), (view, out) => followColors(other, view, {}, out));
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses a tolerance of %d', (tolerance) => {
    expect(() => followColors(noise(2, 2), noise(2, 2), { tolerance })).toThrow('options.tolerance must be a number');
  });
});

describeGolden('filters/chroma_smoother', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output }) => {
    const [previous, image] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
    const expected = await readRgb(golden.path(output));
    expect(difference(followColors(previous!, image!), expected)).toMatchObject({ max: 0 });
  });
});

describeGolden('filters/chroma_post_process', (golden) => {
  it.each(golden.cases)('is what replaceLuma of the core does: $name', async ({ inputs, output }) => {
    const [colors, luma] = await Promise.all([inputs[0], inputs[1]].map((path) => readRgb(golden.path(path))));
    const expected = await readRgb(golden.path(output));
    expect(difference(replaceLuma(luma!, colors!), expected)).toMatchObject({ max: 0 });
  });
});
