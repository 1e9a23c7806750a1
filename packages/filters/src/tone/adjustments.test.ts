import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
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
import { adjustRgb } from './adjust-rgb.ts';
import { balanceGains, balanceRgb } from './balance-rgb.ts';
import { adjustBrightness } from './brightness.ts';
import { adjustGammaContrast } from './gamma-contrast.ts';
import { adjustLevels } from './levels.ts';
import { adjustLumaLevels, gammaAt } from './luma-levels.ts';
import { mapCodes } from './map-codes.ts';
import { mapLuma } from './map-luma.ts';
import { tweakImage } from './tweak.ts';
import { withLuma } from './with-luma.ts';

function expectEqual(actual: RgbImage, expected: RgbImage): void {
  expect(difference(actual, expected)).toMatchObject({ beyond: 0 });
}

const changes: Record<string, (image: RgbImage, out?: RgbImage) => RgbImage> = {
  adjustLevels: (image, out) => adjustLevels(image, { from: [10, 200], to: [16, 235], gamma: 0.8 }, out),
  adjustBrightness: (image, out) => adjustBrightness(image, { brightness: 31 }, out),
  adjustGammaContrast: (image, out) => adjustGammaContrast(image, { gamma: 1.3, contrast: 1.1 }, out),
  adjustLumaLevels: (image, out) => adjustLumaLevels(image, { lumaFloor: 0.7 }, out),
  balanceRgb: (image, out) => balanceRgb(image, { strength: 0.7, factors: [0.9, 1.1, 1] }, out),
  adjustRgb: (image, out) => adjustRgb(image, { balance: 0.3, bias: [4, 0, -9], gamma: [1, 1.2, 0.7] }, out),
  tweakImage: (image, out) => tweakImage(image, { hueDegrees: 33, saturation: 1.4, brightness: 9, gamma: 0.8 }, out),
};

describe.each(Object.entries(changes))('%s', (_, kernel) => {
  it('reads and writes any strides', () => expectAnyLayout(noise(13, 9), kernel));

  it('can write onto its input', () => expectInPlace(noise(13, 9), kernel));

  it('refuses a plane, and an output of another size', () => {
    expect(() => kernel(noise(4, 4, 1))).toThrow('image must be [height, width, 3], got [4, 4].');
    expect(() => kernel(noise(4, 4), noise(5, 4))).toThrow('out and image must have the same shape');
  });
});

const identities: Record<string, (image: RgbImage) => RgbImage> = {
  adjustLevels,
  adjustRgb,
  tweakImage,
  balanceRgb: (image) => balanceRgb(image, { strength: 0, factors: [2, 0.5, 1] }),
};

describe.each(Object.entries(identities))('%s', (_, kernel) => {
  it('changes nothing where nothing is asked for', () => {
    fc.assert(fc.property(rgbImages(), (image) => expectEqual(kernel(image), image)));
  });
});

const lumaIdentities: Record<string, (image: RgbImage) => RgbImage> = {
  adjustBrightness,
  adjustGammaContrast,
  adjustLumaLevels: (image) => adjustLumaLevels(image, { lumaFloor: 0, gamma: 1 }),
};

describe.each(Object.entries(lumaIdentities))('%s', (_, kernel) => {
  it('changes no gray where nothing is asked for, and colours only by the rounding of YUV', () => {
    fc.assert(fc.property(grayImages(), (image) => expectEqual(kernel(image), image)));
    expect(difference(kernel(pictureOf([200, 90, 77])), pictureOf([200, 90, 77])).max).toBeLessThanOrEqual(1);
  });
});

const grayKeeping: Record<string, (image: RgbImage) => RgbImage> = {
  tweakImage: (image) => tweakImage(image, { hueDegrees: 70, saturation: 3, brightness: -12, contrast: 1.2, gamma: 2 }),
  adjustLumaLevels,
  adjustGammaContrast: (image) => adjustGammaContrast(image, { contrast: 2, gamma: 0.4 }),
};

describe.each(Object.entries(grayKeeping))('%s', (_, kernel) => {
  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(), (image) => {
        for (const [R, G, B] of colorsOf(kernel(image))) expect([G, B]).toEqual([R, R]);
      }),
    );
  });
});

describe('tweakImage', () => {
  it.each([
    [{ saturation: 0 }, [255, 0, 0], [54, 54, 54]],
    [{ hueDegrees: 180 }, [120, 120, 120], [120, 120, 120]],
    [{ brightness: 0.5 }, [10, 10, 10], [11, 11, 11]],
    [{ brightness: -30 }, [100, 100, 100], [70, 70, 70]],
    [{ contrast: 1.5 }, [100, 100, 100], [150, 150, 150]],
    [{ contrast: 1.5, range: 'limited' }, [116, 116, 116], [166, 166, 166]],
    [{ gamma: 2 }, [64, 64, 64], [128, 128, 128]],
  ] as const)('with %j turns %j into %j', (options, color, expected) => {
    expect(colorsOf(tweakImage(pictureOf(color as [number, number, number]), options))).toEqual([expected]);
  });

  it('takes a brightness below 1 for codes, where the original takes it for a share of white', () => {
    expect(colorsOf(tweakImage(pictureOf([10, 10, 10]), { brightness: 0.99 }))).toEqual([[11, 11, 11]]);
  });

  it.each([
    [{ hueDegrees: 181 }, 'options.hueDegrees must be a number from -180 to 180, got 181.'],
    [{ saturation: Number.NaN }, 'options.saturation must be a number from 0 to 10, got NaN.'],
    [{ gamma: 0 }, 'options.gamma must be a number from 0.01 to 10, got 0.'],
    [{ range: 'tv' as never }, 'options.range must be one of full, limited, got "tv".'],
  ])('refuses %j', (options, message) => {
    expect(() => tweakImage(noise(2, 2), options)).toThrow(message);
  });
});

describe('balanceRgb', () => {
  it('leaves gray as it is with factors of 1', () => {
    fc.assert(fc.property(grayImages(), (image) => expectEqual(balanceRgb(image, { strength: 1 }), image)));
  });

  it('brings a cast together', () => {
    const [r, g, b] = balanceGains(pictureOf([100, 50, 200]));
    expect(r * 100).toBeCloseTo(g * 50, 5);
    expect(g * 50).toBeCloseTo(b * 200, 5);
  });

  it('stands a black picture', () => {
    expectEqual(balanceRgb(pictureOf([0, 0, 0])), pictureOf([0, 0, 0]));
  });

  it('refuses a factor that is no number', () => {
    expect(() => balanceRgb(noise(2, 2), { factors: [1, Number.NaN, 1] })).toThrow(
      'options.factors[1] must be a number from 0 to 255, got NaN.',
    );
  });
});

describe('adjustRgb', () => {
  it.each([
    [{ factors: [1.3, 1, 0] }, [100, 100, 100], [130, 100, 0]],
    [{ bias: [16, -32, 0] }, [100, 100, 100], [116, 68, 100]],
    [{ gamma: [1, 2, 0.5] }, [64, 64, 64], [64, 128, 16]],
  ] as const)('with %j turns %j into %j', (options, color, expected) => {
    expect(colorsOf(adjustRgb(pictureOf(color as unknown as [number, number, number]), options))).toEqual([expected]);
  });
});

describe('adjustLevels', () => {
  it('refuses a range that does not rise', () => {
    expect(() => adjustLevels(noise(2, 2), { from: [200, 100] })).toThrow('options.from must rise, got [200, 100].');
  });
});

describe('adjustGammaContrast', () => {
  it('leaves a flat picture alone, where the original divides by 0', () => {
    expectEqual(adjustGammaContrast(pictureOf([90, 90, 90]), { contrast: 2 }), pictureOf([90, 90, 90]));
  });
});

describe('gammaAt', () => {
  it('follows the example of the preset: luma 0.3 gives 0.88', () => {
    expect(gammaAt(0.3, {})).toBeCloseTo(0.884, 3);
    expect(gammaAt(0.6, {})).toBe(1);
  });

  it('ramps to 1 below its limit, so that neighbours in luma are neighbours in gamma', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (luma) => {
        expect(Math.abs(gammaAt(luma, {}) - gammaAt(luma + 0.001, {}))).toBeLessThan(0.04);
      }),
    );
  });

  it('switches hard with softness 0, as the original does', () => {
    expect(gammaAt(0.599, { softness: 0 })).toBeGreaterThan(2.4);
    expect(gammaAt(0.6, { softness: 0 })).toBe(1);
  });
});

describe('mapCodes, mapLuma and withLuma', () => {
  it('refuse a table of another length, and a plane of another size', () => {
    const short = new Uint8Array(255);
    const whole = new Uint8Array(256);
    expect(() => mapCodes(noise(2, 2), [whole, short, whole])).toThrow('tables[1] must have 256 codes, got 255.');
    expect(() => mapLuma(noise(2, 2), short)).toThrow('table must have 256 codes, got 255.');
    expect(() => withLuma(noise(2, 2), noise(3, 2, 1))).toThrow('luma and the image must have the same shape');
  });

  it('agree with each other', () => {
    const image = noise(9, 7);
    const table = Uint8Array.from({ length: 256 }, (_, code) => 255 - code);
    const gray = ndarray(new Uint8Array(63).fill(77), [7, 9]);
    expectEqual(withLuma(image, gray), mapLuma(image, new Uint8Array(256).fill(77)));
    expectEqual(mapCodes(mapCodes(image, [table, table, table]), [table, table, table]), image);
  });
});
