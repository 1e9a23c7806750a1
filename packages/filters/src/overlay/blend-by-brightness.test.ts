import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, noise } from '../../../core/src/testing/images.ts';
import { blendByBrightness, shareByBrightness } from './blend-by-brightness.ts';

interface GoldenParams {
  readonly f_luma: number;
  readonly luma_limit: number;
  readonly alpha: number;
  readonly min_w: number;
  readonly decay: number;
}

describeGolden('filters/image_luma_blend', (golden) => {
  it.each(golden.cases)('equals the original, bit for bit: $name', async ({ params, inputs, output }) => {
    const { f_luma, luma_limit, alpha, min_w, decay } = params as unknown as GoldenParams;
    const [image, changed] = await Promise.all(inputs.map((name) => readRgb(golden.path(name))));
    const options = { luma: f_luma, limit: luma_limit, share: alpha, leastShare: min_w, decay };
    const blended = blendByBrightness(image!, changed!, options);
    expect(difference(blended, await readRgb(golden.path(output)))).toMatchObject({ max: 0 });
  });
});

describe('shareByBrightness', () => {
  it.each([
    [0, 0.15],
    [0.2, 0.15],
    [0.3, 0.284766],
    [0.399999, 0.899991],
    [0.4, 1],
    [1, 1],
  ])('gives a frame of mean luma %d the share %d by default', (luma, share) => {
    expect(shareByBrightness({ luma })).toBe(share);
  });

  it('never falls while the frame gets brighter', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const options = { limit: unit, share: unit, leastShare: unit, decay: fc.double({ min: 0, max: 16, noNaN: true }) };
    fc.assert(
      fc.property(unit, unit, fc.record(options), (a, b, rest) => {
        const [dark, bright] = [a, b].sort((one, other) => one - other) as [number, number];
        const share = shareByBrightness({ ...rest, luma: dark });
        expect(share).toBeLessThanOrEqual(shareByBrightness({ ...rest, luma: bright }));
        expect(share).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each(['luma', 'limit', 'share', 'leastShare', 'decay'])('refuses %s out of range and NaN', (name) => {
    expect(() => shareByBrightness({ luma: 0.5, [name]: -0.1 })).toThrow(`options.${name} must be a number from 0`);
    expect(() => shareByBrightness({ luma: 0.5, [name]: Number.NaN })).toThrow(`options.${name} must be a number`);
  });
});

describe('blendByBrightness', () => {
  it('gives the changed picture for a bright frame, and the frame where the shares are 0', () => {
    const [image, changed] = [noise(4, 3), noise(4, 3)];
    changed.data.reverse();
    expect(difference(blendByBrightness(image, changed, { luma: 0.5 }), changed)).toMatchObject({ max: 0 });
    const none = { luma: 0.1, share: 0, leastShare: 0 };
    expect(difference(blendByBrightness(image, changed, none), image)).toMatchObject({ max: 0 });
  });

  it('reads and writes any strides, and onto either picture', () => {
    const changed = noise(5, 4);
    changed.data.reverse();
    const options = { luma: 0.3 };
    expectAnyLayout(noise(5, 4), (image, out) => blendByBrightness(image, changed, options, out));
    expectInPlace(noise(5, 4), (image, out) => blendByBrightness(image, changed, options, out));
    expectInPlace(noise(5, 4), (image, out) => blendByBrightness(changed, image, options, out));
  });
});
