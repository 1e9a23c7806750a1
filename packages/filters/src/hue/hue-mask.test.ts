import { runAddress } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readGray, readRgb } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, grayImages, noise, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import { parseHueExpression } from './hue-expression.ts';
import { hueMask } from './hue-mask.ts';
import { type HueRange, parseHueRanges } from './hue-ranges.ts';
import { hueKernels } from './kernels.ts';
import { inRange, nearEnd } from './testing.ts';

const wheel = fc.integer({ min: 0, max: 360 });
const ranges: fc.Arbitrary<HueRange> = fc
  .record({ from: wheel, to: wheel })
  .filter(({ from, to }) => from !== to && !(from === 360 && to === 0));

describe('hueMask', () => {
  it.each([
    // Pure red, and the same a little on either side.
    ['red', [255, 0, 0], 255],
    ['red', [255, 1, 0], 255],
    ['red', [255, 0, 1], 0],
    ['rose', [255, 0, 1], 255],
    ['rose', [255, 0, 0], 0],
    // Exactly 60, 120, 180, 240, 300 degrees belong to the range that begins there.
    ['orange', [9, 9, 0], 0],
    ['yellow', [9, 9, 0], 255],
    ['green', [0, 7, 0], 255],
    ['yellow-green', [0, 7, 0], 0],
    ['cyan', [3, 200, 200], 255],
    ['blue-violet', [0, 0, 1], 255],
    ['red-violet', [80, 10, 80], 255],
    // 30 degrees.
    ['red', [200, 100, 0], 0],
    ['orange', [200, 100, 0], 255],
    ['350:20', [255, 0, 20], 255],
    ['350:20', [255, 20, 0], 255],
    ['350:20', [255, 0, 60], 0],
    ['20:350', [255, 20, 0], 0],
    ['360:10', [255, 0, 0], 255],
    ['0:360', [77, 77, 77], 0],
    ['0:360', [77, 77, 76], 255],
  ] as [string, [number, number, number], number][])('%s of %j is %i', (text, color, expected) => {
    expect([...hueMask(pictureOf(color), { ranges: parseHueRanges(text) }).data]).toEqual([expected]);
  });

  it('is in a range exactly when the hue of the samples is', () => {
    fc.assert(
      fc.property(rgbImages(), fc.array(ranges, { maxLength: 3 }), (image, list) => {
        const mask = hueMask(image, { ranges: list });
        for (let n = 0; n < mask.size; n++) {
          const [R, G, B] = image.data.subarray(3 * n, 3 * n + 3) as unknown as [number, number, number];
          const inside = inRange(R, G, B, list);
          expect(mask.data[n], `[${R}, ${G}, ${B}] in ${JSON.stringify(list)}`).toBe(inside ? 255 : 0);
        }
      }),
    );
  });

  it('finds the sixteenth of a degree without error, in all colours that have a sample of 0', () => {
    const { kernels, memory } = hueKernels();
    const [run, to, table] = [runAddress(0), runAddress(1), runAddress(2)] as const;
    const parts = Array.from({ length: 5761 }, (_, part) => part);
    for (const [first, second, bits] of [0, 8].flatMap((at) => [0, 1, 2].map((n) => [n, (n + 1) % 3, at] as const))) {
      memory.set(
        parts.map((part) => part >> bits),
        table,
      );
      for (let a = 1; a < 256; a++) {
        memory.fill(0, run, run + 3 * 256);
        for (let b = 0; b < 256; b++) {
          memory[run + 3 * b + first] = a;
          memory[run + 3 * b + second] = b;
        }
        kernels.hueWeights(run, to, 256, table);
        for (let b = 0; b < 256; b++) {
          // From `first` at its most, 120 degrees to `second`.
          const [span, place] = a >= b ? [a, b] : [b, 2 * b - a];
          const part = (Math.floor((960 * place) / span) + 1920 * first) % 5760;
          if (memory[to + b] !== ((part >> bits) & 255)) expect.fail(`${a}, ${b} of ${first}, ${second}`);
        }
      }
    }
  });

  it('never has gray in it, however soft', () => {
    fc.assert(
      fc.property(
        grayImages(),
        fc.array(ranges),
        fc.double({ min: 0, max: 90, noNaN: true }),
        (image, list, softness) => {
          expect(hueMask(image, { ranges: list, softness }).data.every((value) => value === 0)).toBe(true);
        },
      ),
    );
  });

  it('has ramps of the given width, in the middle of which the range ends', () => {
    // Around the wheel at full saturation: 0, 1/255 of 60 degrees, ...
    const around = pictureOf(...Array.from({ length: 255 }, (_, n) => [255, n, 0] as [number, number, number]));
    const mask = hueMask(around, { ranges: [{ from: 30, to: 300 }], softness: 20 }).data;
    for (let n = 0; n < 255; n++) {
      const h = (60 * n) / 255;
      const expected = 255 * Math.min(1, Math.max(0, (h - 20) / 20));
      expect(Math.abs(mask[n]! - expected)).toBeLessThan(2);
    }
  });

  it('has no ramp where two ranges touch, also at 0', () => {
    const image = noise(32, 32);
    const whole = hueMask(image, { ranges: parseHueRanges('0:360'), softness: 30 });
    const pieces = hueMask(image, { ranges: parseHueRanges('100:200,200:360,0:100'), softness: 30 });
    expect(difference(pieces, whole)).toMatchObject({ max: 0 });
    expect(difference(whole, hueMask(image, { ranges: parseHueRanges('0:360') }))).toMatchObject({ max: 0 });
  });

  it('reads and writes any strides', () => {
    expectAnyLayout(noise(7, 5), (view, out) => hueMask(view, { ranges: parseHueRanges('40:200'), softness: 9 }, out));
  });

  it.each([
    [{ ranges: [{ from: 10, to: 10 }] }, 'options.ranges[0] is empty'],
    [{ ranges: [], softness: -1 }, 'options.softness must be a number from 0 to 90, got -1.'],
  ])('refuses %j', (options, message) => {
    expect(() => hueMask(noise(2, 2), options)).toThrow(message);
  });
});

describeGolden('filters/adjust_hue_range', (golden) => {
  const masks = golden.cases.filter(({ params }) => params['return_mask'] === true);
  it.each(masks)(
    'has the mask of the original, except at a range’s ends and at pure red, which it leaves out: $name',
    async ({ inputs, output, params }) => {
      const image = await readRgb(golden.path(inputs[0]));
      const expected = await readGray(golden.path(output));
      const { ranges: list } = parseHueExpression(params['hue_adjust'] as string)!;
      const mask = hueMask(image, { ranges: list });
      for (let n = 0; n < mask.size; n++) {
        const color = [...image.data.subarray(3 * n, 3 * n + 3)] as [number, number, number];
        const value = nearEnd(...color, list) ? (inRange(...color, list) ? 255 : 0) : expected.data[n];
        if (mask.data[n] !== value) expect(mask.data[n], `[${color}]`).toBe(value);
      }
    },
  );
});
