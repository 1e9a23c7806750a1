import { createRgbImage, overRuns, PixelRun, type RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  noise,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { saturate } from '../chroma/saturate.ts';
import { hueMask } from '../hue/hue-mask.ts';
import { mergeByLuma } from '../luma/merge-by-luma.ts';
import { fixDarkReds } from './fix-dark-reds.ts';
import { mergeKernels } from './kernels.ts';

/** A dark red, a dark blue and a bright red. */
const colors = pictureOf([50, 15, 15], [15, 15, 50], [250, 200, 200]);

describe('fixDarkReds', () => {
  // Gray of the dark red is 25: 25 + 0.9 · (25, −10) = 47.5, 16; with 0.8, 45 and 17.
  it.each([
    [0.35, [50, 15, 15]],
    [0.25, [47, 16, 16]],
    [0.15, [45, 17, 17]],
  ])('calms at a mean luma of %f only dark reds, and only as much as belongs to that band', (luma, red) => {
    expect(colorsOf(fixDarkReds(colors, { luma }))).toEqual([red, [15, 15, 50], [250, 200, 200]]);
  });

  it('takes colour from everything in the darkest frames', () => {
    expect(difference(fixDarkReds(colors, { luma: 0.05 }), saturate(colors, 0.7))).toMatchObject({ max: 0 });
  });

  it('counts pure red and the violet at 280 degrees among the reds, but not the orange at 30', () => {
    // The original leaves out hues of exactly 0 and 280 degrees.
    const ends = pictureOf([60, 0, 0], [40, 0, 60], [60, 30, 0]);
    const fixed = fixDarkReds(ends, { luma: 0.15 });
    const changed = colorsOf(fixed).map((color, n) => color.join() !== colorsOf(ends)[n]!.join());
    expect(changed).toEqual([true, true, false]);
  });

  it('calms what hueMask shows of 280 to 30 degrees, by luma, and nothing else', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        const limits = { dark: 0.2, white: 0.3 };
        const calmed = colorsOf(mergeByLuma(saturate(image, 0.9), image, limits));
        const reds = hueMask(image, { ranges: [{ from: 280, to: 30 }] }).data;
        const expected = colorsOf(image).map((color, n) => (reds[n] === 255 ? calmed[n] : color));
        expect(colorsOf(fixDarkReds(image, { luma: 0.25 }))).toEqual(expected);
      }),
    );
  });

  it('takes the hue of every color for what hueMask does', () => {
    const { kernels, memory } = mergeKernels();
    const image = createRgbImage(256, 256);
    const calmed = createRgbImage(256, 256);
    const [from, to] = [new PixelRun(image, memory, 0), new PixelRun(calmed, memory, 1)];
    let wrong = 0;
    for (let R = 0; R < 256; R++) {
      for (let n = 0; n < 65_536; n++) {
        image.data[3 * n] = R;
        image.data[3 * n + 1] = n >> 8;
        image.data[3 * n + 2] = n & 255;
      }
      // Above a hard border beyond white, all is dark; at a saturation of 0, reds become gray.
      overRuns([from], to, image, (pixels) => kernels.calmReds(from.address, to.address, pixels, 0, 1, 256, 0, 256));
      const reds = hueMask(image, { ranges: [{ from: 280, to: 30 }] }).data;
      for (let n = 0; n < 65_536; n++) {
        const at = 3 * n;
        const isRedKept = image.data[at] === calmed.data[at];
        const isGreenKept = image.data[at + 1] === calmed.data[at + 1];
        const isChanged = !isRedKept || !isGreenKept || image.data[at + 2] !== calmed.data[at + 2];
        if (isChanged !== (reds[n] === 255)) wrong++;
      }
    }
    expect(wrong).toBe(0);
  });

  it('measures the luma where none is given', () => {
    expect(difference(fixDarkReds(colors), fixDarkReds(colors, { luma: 0.35 }))).toMatchObject({ max: 0 });
    const dark = pictureOf([60, 0, 0], [0, 0, 60]);
    expect(difference(fixDarkReds(dark), saturate(dark, 0.7))).toMatchObject({ max: 0 });
  });

  it('switches hard at a transition of 0', () => {
    const red = (luma: number) => colorsOf(fixDarkReds(colors, { luma, transition: 0 }))[0]![0];
    expect([0.300001, 0.3, 0.200001, 0.2, 0.100001, 0.1].map(red)).toEqual([50, 47, 47, 45, 45, 42]);
  });

  it('changes little when the luma changes little, unlike the original', () => {
    const strong = pictureOf([80, 5, 5], [75, 10, 60]);
    for (const limit of [0.1, 0.2, 0.3]) {
      let before: RgbImage | undefined;
      for (let step = -10; step <= 10; step++) {
        const fixed = fixDarkReds(strong, { luma: limit + step * 0.004 });
        if (before) expect(difference(fixed, before).max).toBeLessThanOrEqual(2);
        before = fixed;
      }
    }
  });

  it('leaves gray pictures alone', () => {
    fc.assert(
      fc.property(grayImages(), fc.double({ min: 0, max: 1, noNaN: true }), (image, luma) => {
        expect(difference(fixDarkReds(image, { luma }), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('never makes a pixel more colourful', () => {
    fc.assert(
      fc.property(rgbImages(), fc.double({ min: 0, max: 1, noNaN: true }), (image, luma) => {
        const before = colorsOf(image);
        for (const [n, [R, G, B]] of colorsOf(fixDarkReds(image, { luma })).entries()) {
          const spread = Math.max(R!, G!, B!) - Math.min(R!, G!, B!);
          expect(spread).toBeLessThanOrEqual(Math.max(...before[n]!) - Math.min(...before[n]!) + 1);
        }
      }),
    );
  });

  it.each([0.05, 0.11, 0.15, 0.2, 0.25, 0.31, 0.5])('reads and writes any strides, and in place, at %f', (luma) => {
    expectAnyLayout(noise(7, 5), (view, out) => fixDarkReds(view, { luma }, out));
    expectInPlace(noise(7, 5), (view, out) => fixDarkReds(view, { luma }, out));
  });

  it.each([
    [{ transition: 0.2 }, 'options.transition must be a number from 0 to 0.1, got 0.2.'],
    [{ luma: Number.NaN }, 'options.luma must be a number from 0 to 1, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => fixDarkReds(createRgbImage(2, 2), options)).toThrow(message);
  });
});
