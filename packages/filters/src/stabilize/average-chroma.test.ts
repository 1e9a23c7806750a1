import { type RgbImage, rgbToYuv, yuvToRgb } from '@havc/core';
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
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { type AverageChromaOptions, averageChroma } from './average-chroma.ts';
import { type GrayRefill, refillShares } from './gray-refill.ts';
import { TEMPORAL_MODES, temporalWeights } from './temporal-weights.ts';

/** Three weights that add up to 100. */
const threeWeights = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
  .map(([a, b]) => [a, 100 - a - b, b]);

const refills = fc.record({
  threshold: fc.integer({ min: 0, max: 255 }),
  saturation: fc.constantFrom(0, 0.3, 1),
  weight: fc.constantFrom(0, 0.2, 1),
  maxGrayShare: fc.constantFrom(0, 0.5, 0.8, 1),
});

/** Pictures of the same size as one. */
function others(image: RgbImage, count: number): RgbImage[] {
  const [height, width] = image.shape as [number, number];
  return Array.from({ length: count }, (_, n) => noise(width, height + n).hi(height, width, 3));
}

/** The formula, in floats and pixel by pixel. */
function average(pictures: readonly RgbImage[], weights: readonly number[], current: number): number[][] {
  const all = pictures.map(colorsOf);
  return all[current]!.map((own, n) => {
    const mean = [0, 1, 2].map((c) => all.reduce((sum, colors, k) => sum + (weights[k]! / 100) * colors[n]![c]!, 0));
    const luma = (color: readonly number[]) => 0.299 * color[0]! + 0.587 * color[1]! + 0.114 * color[2]!;
    const lift = luma(own) - luma(mean);
    return mean.map((sample) => Math.min(255, Math.max(0, sample + lift)));
  });
}

const YELLOW = [255, 255, 0] as [number, number, number];
const BLACK = [0, 0, 0] as [number, number, number];

/** What the kernels compute: luma's factors with 13 and 14 bits after the point, changes with 10. */
function changed(
  pictures: readonly RgbImage[],
  weights: readonly number[],
  refill: Required<GrayRefill> | undefined,
): number[][] {
  const [own, ...neighbors] = pictures.map(colorsOf) as [number[][], ...number[][][]];
  const luma = ([R, G, B]: number[]) => (4899 * R! + 9617 * G! + 1868 * B!) >> 10;
  const isGray = neighbors.map((neighbor) =>
    neighbor.map((color, n) => {
      if (!refill || refill.threshold === 0) return false;
      const [most, least] = [Math.max(...color), Math.min(...color)];
      const above = (16384 * most - 4899 * color[0]! - 9617 * color[1]! - 1868 * color[2]! + 512) >> 10;
      const top = (luma(own[n]!) + 8 + above) >> 4;
      const [V, span] = [Math.min(top, 255), most - least - Math.max(top - 255, 0)];
      return 510 * span <= (2 * Math.ceil(refill.threshold) - 1) * V;
    }),
  );
  const meanLuma = own.reduce((sum, color) => sum + luma(color) / 16, 0) / own.length / 255;
  const shares = isGray.map((gray) =>
    refill?.threshold
      ? refillShares(refill, meanLuma, gray.filter(Boolean).length / gray.length)
      : { colored: 1, gray: 1 },
  );
  const saturation = refill?.saturation ?? 1;
  const whole = shares.every(({ colored }) => colored === 1) ? 100 : 256;
  const parts = neighbors.map((_, k) => (weights[k + 1]! / 100) * whole);
  const counted = parts.map((part, k) => Math.round(part * shares[k]!.colored));
  const faded = parts.map((part, k) => part * (1 - shares[k]!.colored) * (1 - saturation));
  const total = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
  const ownWeight = total(counted) + Math.round(total(faded));
  return own.map((color, n) => {
    const change = (c: number) => {
      const d = (at: number) => total(counted.map((w, k) => w * neighbors[k]![n]![at]!)) - ownWeight * color[at]!;
      const added = neighbors.map((neighbor, k) => {
        if (!isGray[k]![n]) return 0;
        const less = (weights[k + 1]! / 100) * 2 ** 14 * (shares[k]!.colored - shares[k]!.gray);
        const apart = (one: number[]) => one[c]! - one[1]!;
        return Math.round(less * saturation) * apart(color) - Math.round(less) * apart(neighbor[n]!);
      });
      return (((d(c) - d(1)) * Math.round(2 ** 20 / whole)) >> 10) + (total(added) >> 4);
    };
    const [dr, db] = [change(0), change(2)];
    const dg = 512 - ((Math.round(0.299 * 2 ** 13) * dr + Math.round(0.114 * 2 ** 13) * db) >> 13);
    return [dr + dg, dg, db + dg].map((d, c) => Math.min(255, Math.max(0, color[c]! + (d >> 10))));
  });
}

describe('averageChroma', () => {
  it('takes the mean of the colours and keeps the luma of the middle picture', () => {
    const red = pictureOf([200, 100, 100]);
    const gray = pictureOf([130, 130, 130]);
    // Half of (R − G, B − G) = (100, 0), and G = 130 − 0.299 · 50.
    expect(colorsOf(averageChroma([red, gray, red], [25, 50, 25]))).toEqual([[165, 115, 115]]);
  });

  it('is the mean of the pictures, moved to the luma of the current one', () => {
    fc.assert(
      fc.property(rgbImages(), threeWeights, fc.integer({ min: 0, max: 2 }), (image, weights, current) => {
        const pictures = [...others(image, 2), image];
        const made = colorsOf(averageChroma(pictures, weights, { current })).flat();
        average(pictures, weights, current)
          .flat()
          .forEach((sample, n) => {
            // Half a code of rounding, and a little for the fixed point.
            expect(Math.abs(made[n]! - sample)).toBeLessThan(0.56);
          });
      }),
    );
  });

  it('equals its formulas in whole numbers, pixel by pixel, with refill and without', () => {
    fc.assert(
      fc.property(rgbImages(), threeWeights, refills, fc.boolean(), (image, weights, refill, isRefilled) => {
        const pictures = [image, ...others(image, 2)];
        const made = averageChroma(pictures, weights, { current: 0, ...(isRefilled ? { refill } : {}) });
        expect(colorsOf(made)).toEqual(changed(pictures, weights, isRefilled ? refill : undefined));
      }),
      { numRuns: 300 },
    );
  });

  it('sums U and V as 64-bit floats, the centre first, with the arithmetic of bytes', () => {
    fc.assert(
      fc.property(rgbImages(), threeWeights, fc.integer({ min: 0, max: 2 }), (image, weights, current) => {
        const pictures = [...others(image, 2), image];
        const all = pictures.map((picture) => colorsOf(rgbToYuv(picture)));
        const order = [current, ...[0, 1, 2].filter((k) => k !== current)];
        const mean = (n: number, c: number) =>
          Math.trunc(order.reduce((sum, k) => sum + all[k]![n]![c]! * (weights[k]! / 100), 0));
        const expected = all[current]!.map(([y], n) => [y!, mean(n, 1), mean(n, 2)] as [number, number, number]);
        const made = averageChroma(pictures, weights, { current, arithmetic: 'bytes' });
        expect(colorsOf(made)).toEqual(colorsOf(yuvToRgb(pictureOf(...expected))));
      }),
    );
  });

  it('gives equal pictures back bit for bit, whatever the weights and the refill of full saturation', () => {
    fc.assert(
      fc.property(rgbImages(), threeWeights, refills, (image, weights, refill) => {
        const pictures = [image, image, image];
        expect(difference(averageChroma(pictures, weights), image)).toMatchObject({ max: 0 });
        const refilled = averageChroma(pictures, weights, { refill: { ...refill, saturation: 1 } });
        expect(difference(refilled, image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('has room for the sums of sixteen pictures whose weights are all rounded up', () => {
    // Just bright enough that the refill's gate cuts very little off the weights, which are then parts of 256.
    const image = pictureOf(...Array.from({ length: 100 }, (_, n) => (n < 27 ? YELLOW : BLACK)));
    const pictures = Array.from({ length: 16 }, () => image);
    const weights = [0, 86, ...Array.from({ length: 14 }, () => 1)];
    const made = averageChroma(pictures, weights, { current: 0, refill: { threshold: 15 } });
    expect(difference(made, image)).toMatchObject({ max: 0 });
  });

  it('gives the current picture back where it has all the weight', () => {
    fc.assert(
      fc.property(rgbImages(), refills, (image, refill) => {
        const pictures = [...others(image, 2), image];
        const made = averageChroma(pictures, [0, 0, 100], { current: 2, refill });
        expect(difference(made, image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('leaves gray pictures as they are', () => {
    fc.assert(
      fc.property(grayImages(), refills, (image, refill) => {
        const [height, width] = image.shape as [number, number];
        const other = pictureOf(...Array.from({ length: width * height }, () => [9, 9, 9] as [number, number, number]));
        const apart = other.data.length === image.data.length ? { ...image, data: other.data } : image;
        const pictures = [image, apart as RgbImage, image];
        expect(difference(averageChroma(pictures, [40, 30, 30], { current: 0 }), image)).toMatchObject({ max: 0 });
        expect(difference(averageChroma(pictures, [40, 30, 30], { current: 0, refill }), image)).toMatchObject({
          max: 0,
        });
      }),
    );
  });

  it('keeps OpenCV’s luma to one code, where no sample is clipped', () => {
    fc.assert(
      fc.property(rgbImages(), threeWeights, refills, (image, weights, refill) => {
        const pictures = [...others(image, 2), image];
        for (const options of [{ current: 2 }, { current: 2, refill }]) {
          const made = averageChroma(pictures, weights, options);
          const [before, after] = [colorsOf(rgbToYuv(image)), colorsOf(rgbToYuv(made))];
          colorsOf(made).forEach((color, n) => {
            if (color.some((sample) => sample === 0 || sample === 255)) return;
            expect(Math.abs(after[n]![0]! - before[n]![0]!)).toBeLessThanOrEqual(1);
          });
        }
      }),
    );
  });

  it('keeps another luma when told its matrix', () => {
    const [red, gray] = [pictureOf([200, 100, 100]), pictureOf([130, 130, 130])];
    const [color] = colorsOf(averageChroma([red, gray, red], [25, 50, 25], { matrix: 'bt709' }));
    expect(0.2126 * color![0]! + 0.7152 * color![1]! + 0.0722 * color![2]!).toBeCloseTo(130, 0);
    expect(color).toEqual([169, 119, 119]);
  });

  it.each(['exact', 'bytes'] as const)(
    'reads and writes any strides, and can write onto any input: %s',
    (arithmetic) => {
      const [a, b] = others(noise(7, 5), 2) as [RgbImage, RgbImage];
      const weights = [30, 30, 40];
      const options: AverageChromaOptions = { arithmetic };
      expectAnyLayout(noise(7, 5), (view, out) => averageChroma([a, view, b], weights, options, out));
      expectAnyLayout(noise(7, 5), (view, out) => averageChroma([a, b, view], weights, options, out));
      expectInPlace(noise(7, 5), (view, out) => averageChroma([a, view, b], weights, options, out));
      expectInPlace(noise(7, 5), (view, out) => averageChroma([view, a, b], weights, options, out));
    },
  );

  it('reads and writes any strides with refill, over more than one run of pixels', () => {
    const image = noise(61, 59);
    const [a, b] = others(image, 2) as [RgbImage, RgbImage];
    const options = { refill: { threshold: 90 } };
    expectAnyLayout(image, (view, out) => averageChroma([a, view, b], [20, 40, 40], options, out));
    expectInPlace(image, (view, out) => averageChroma([view, a, b], [20, 40, 40], options, out));
  });

  it.each([
    [[50, 51], {}, 'weights must be whole numbers from 0, one for each picture (2), that add up to 100, got [50, 51].'],
    [[50, 50], { current: 2 }, 'options.current must be a whole number from 0 to 1, got 2.'],
    [[50, 50], { arithmetic: 'float' }, 'options.arithmetic must be one of exact, bytes, got "float".'],
    [[50, 50], { matrix: 'bt123' }, 'options.matrix must be one of bt601,'],
    [[50, 50], { refill: { weight: Number.NaN } }, 'options.refill.weight must be a number from 0 to 1, got NaN.'],
    [[50, 50], { refill: { threshold: 256 } }, 'options.refill.threshold must be a number from 0 to 255, got 256.'],
    [[50, 50], { refill: {}, arithmetic: 'bytes' }, "options.refill needs options.arithmetic 'exact', got 'bytes'."],
  ])('refuses %j with %j', (weights, options, message) => {
    const picture = noise(2, 2);
    expect(() => averageChroma([picture, picture], weights, options as AverageChromaOptions)).toThrow(message);
  });

  it('refuses pictures of two sizes, and more than there are bits for', () => {
    expect(() => averageChroma([noise(4, 4), noise(4, 5)], [50, 50])).toThrow('pictures[1] and pictures[0] must have');
    const many = Array.from({ length: 17 }, () => noise(2, 2));
    const weights = many.map((_, n) => (n === 0 ? 100 : 0));
    expect(() => averageChroma(many, weights)).toThrow('pictures.length must be a whole number from 1 to 16, got 17.');
  });
});

describe('averageChroma with refill', () => {
  const red = [180, 90, 90] as [number, number, number];
  const gray = [110, 110, 110] as [number, number, number];
  const green = [90, 150, 90] as [number, number, number];

  it('takes current colours where a neighbour is gray, and the neighbour’s elsewhere', () => {
    const current = pictureOf(red, red);
    const neighbor = pictureOf(gray, green);
    const [kept, mixed] = colorsOf(averageChroma([neighbor, current], [50, 50], { current: 1, refill: { weight: 0 } }));
    expect(kept).toEqual(red);
    expect(mixed).toEqual(colorsOf(averageChroma([neighbor, current], [50, 50], { current: 1 }))[1]);
  });

  it('lets through as much of the gray as its weight says', () => {
    const [current, neighbor] = [pictureOf(red, red), pictureOf(gray, green)];
    const make = (weight: number) =>
      colorsOf(averageChroma([neighbor, current], [50, 50], { current: 1, refill: { weight } }))[0]!;
    expect(make(1)).toEqual(colorsOf(averageChroma([neighbor, current], [50, 50], { current: 1 }))[0]);
    // R − G is 90, of which half of 0.4 goes.
    expect(make(0.4)[0]! - make(0.4)[1]!).toBe(72);
  });

  it('fills in less colour with a lower saturation', () => {
    const [current, neighbor] = [pictureOf(red, red), pictureOf(gray, green)];
    const options = { current: 1, refill: { weight: 0, saturation: 0.5 } };
    const [color] = colorsOf(averageChroma([neighbor, current], [50, 50], options));
    // Half of 90, and half of a half of it.
    expect(Math.abs(color![0]! - color![1]! - 67.5)).toBeLessThanOrEqual(0.5);
  });

  it('leaves a neighbour as it is when more of it is gray than allowed', () => {
    const [current, neighbor] = [pictureOf(red, red, red), pictureOf(gray, gray, green)];
    const make = (maxGrayShare: number) =>
      averageChroma([neighbor, current], [50, 50], { current: 1, refill: { maxGrayShare } });
    expect(difference(make(0.6), averageChroma([neighbor, current], [50, 50], { current: 1 }))).toMatchObject({
      max: 0,
    });
    expect(colorsOf(make(0.7))).not.toEqual(colorsOf(make(0.6)));
  });

  it('judges gray by OpenCV’s saturation of the current luma with the neighbour’s colours', () => {
    // 15 / 255 of the maximum: of the same luma, 128 − 120 has a saturation of 16, 127 − 120 one of 14.
    const current = pictureOf([185, 95, 95], [185, 95, 95], red);
    const neighbor = pictureOf([128, 120, 120], [127, 120, 120], green);
    const made = averageChroma([neighbor, current], [50, 50], { current: 1, refill: { weight: 0 } });
    const [above, below] = colorsOf(made);
    expect(below).toEqual([185, 95, 95]);
    expect(above).not.toEqual([185, 95, 95]);
  });

  it('mixes in the current picture where it is very dark or very bright, without a step', () => {
    const shades = Array.from({ length: 40 }, (_, n) => 36 + n);
    const influence = shades.map((shade) => {
      const current = pictureOf([shade + 20, shade, shade]);
      const neighbor = pictureOf([shade, shade + 20, shade]);
      const [color] = colorsOf(averageChroma([neighbor, current], [50, 50], { current: 1, refill: {} }));
      return 20 - (color![0]! - color![1]!);
    });
    // All of the neighbour's half in the light, a fifth of it in the dark.
    expect(influence[0]).toBeCloseTo(4, -0.5);
    expect(influence.at(-1)).toBeCloseTo(20, -0.5);
    for (let n = 1; n < influence.length; n++) expect(influence[n]! - influence[n - 1]!).toBeLessThanOrEqual(5);
  });
});

describeGolden('filters/color_temporal_stabilizer', (golden) => {
  it.each(golden.cases)(
    'equals the original, with the arithmetic of bytes: $name',
    async ({ inputs, output, params }) => {
      const pictures = await Promise.all(inputs.map((path) => readRgb(golden.path(path))));
      const weights = params['weight_list'] as number[];
      const made = averageChroma(pictures, weights, { arithmetic: 'bytes' });
      expect(difference(made, await readRgb(golden.path(output)))).toMatchObject({ max: 0 });
    },
  );

  // Differs on purpose: no byte of chroma loses its fraction, which costs the original up to two codes of blue.
  it.each(golden.cases)('stays within what the original’s bytes lose: $name', async ({ inputs, output, params }) => {
    const pictures = await Promise.all(inputs.map((path) => readRgb(golden.path(path))));
    const made = averageChroma(pictures, params['weight_list'] as number[]);
    // U is cut to steps of 1 / 0.492 of blue less luma, V to steps of 1 / 0.877 of red less luma.
    expect(difference(made, await readRgb(golden.path(output)), 4)).toMatchObject({ beyond: 0 });
  });

  it.each(TEMPORAL_MODES)('has the same weights in all frame counts: %s', (mode) => {
    for (const { params } of golden.cases) {
      if ((params['mode'] === 'arithmetic') !== (mode === 'arithmetic') || mode === 'weighted') continue;
      expect(temporalWeights(params['nframes'] as number, mode)).toEqual(params['weight_list']);
    }
  });
});
