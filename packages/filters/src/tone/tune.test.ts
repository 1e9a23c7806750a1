import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  grayImages,
  noise,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { autoLevels } from './auto-levels.ts';
import { balanceRgb } from './balance-rgb.ts';
import { claheLuma } from './clahe-luma.ts';
import { claheRgb } from './clahe-rgb.ts';
import { colorCorrection } from './color-correction.ts';
import { darkBlendWeight } from './dark-blend.ts';
import { denoiseRgb } from './denoise-rgb.ts';
import { equalizeRgb } from './equalize-rgb.ts';
import { equalizeTone } from './equalize-tone.ts';
import { frameLuma } from './frame-luma.ts';
import { gateWeight } from './luma-gate.ts';
import { doubleRangeTables } from './range-steps.ts';
import { tuneAfterColor, tuneBeforeColor } from './retinex-before-color.ts';
import { retinexRgb } from './retinex-rgb.ts';
import { TONE_METHODS } from './tone-method.ts';
import { type ToneLevel, tuneTone } from './tune-tone.ts';
import { tweakImage } from './tweak.ts';

describeGolden('filters-vs/havc_bw_tune', (golden) => {
  // The original's way throughout: hard gates, a blend that jumps, and a range squeezed twice. The golden allows 2, which
  // only the retinex needs.
  it.each(golden.cases)('equals the original, or nearly for the retinex: $name', async ({ params, inputs, output }) => {
    expect(params['range_tv']).toBe(true);
    const method = TONE_METHODS[Math.min(5, Number(params['bw_method']))]!;
    const frames = await golden.readStrip(inputs[0]);
    const expected = await golden.readStrip(output);
    for (const [n, frame] of frames.entries()) {
      const actual = tuneTone(frame, {
        level: String(params['bw_tune']).toLowerCase() as ToneLevel,
        method,
        working: 'limited-twice',
        gate: { softness: 0 },
        darkBlend: params['luma_blend'] ? { softness: 0 } : false,
      });
      const found = difference(actual, expected[n]!);
      if (method === 'retinex') expect(found.mean).toBeLessThan(1);
      else expect(found).toMatchObject({ beyond: 0 });
    }
  });
});

const brighter = (image: RgbImage) => tweakImage(image, { brightness: 20 });

const tunes: Record<string, (image: RgbImage, out?: RgbImage) => RgbImage> = Object.fromEntries([
  ...TONE_METHODS.map((method) => [
    `tuneTone by ${method}`,
    (image: RgbImage, out?: RgbImage) => tuneTone(image, { method, level: 'strong', look: brighter }, out),
  ]),
  ['tuneTone, limited twice', (image, out) => tuneTone(image, { working: 'limited-twice' }, out)],
  ['equalizeTone', (image, out) => equalizeTone(image, { method: 'clahe-rgb' }, out)],
  ['autoLevels', (image, out) => autoLevels(image, { method: 'equalize-rgb' }, out)],
  ['denoiseRgb', (image, out) => denoiseRgb(image, {}, out)],
  ['tuneBeforeColor', (image, out) => tuneBeforeColor(image, {}, out)],
  ['tuneAfterColor', (image, out) => tuneAfterColor(image, {}, out)],
] as [string, (image: RgbImage, out?: RgbImage) => RgbImage][]);

describe.each(Object.entries(tunes))('%s', (_, tune) => {
  it('reads and writes any strides', () => expectAnyLayout(noise(13, 9), tune));

  it('can write onto its input', () => expectInPlace(noise(13, 9), tune));

  it('refuses a plane', () => {
    expect(() => tune(noise(4, 4, 1))).toThrow('image must be [height, width, 3], got [4, 4].');
  });
});

describe.each(TONE_METHODS)('equalizeTone by %s', (method) => {
  it('changes nothing with strength 0, and nothing outside of its gate', () => {
    fc.assert(
      fc.property(rgbImages(), (image) => {
        const asIs = { max: 0 };
        expect(difference(equalizeTone(image, { method, strength: 0, look: brighter }), image)).toMatchObject(asIs);
        const options = { method, luma: 0.9, gate: { from: 0.1, to: 0.7 }, look: brighter };
        expect(difference(equalizeTone(image, options), image)).toMatchObject(asIs);
      }),
    );
  });

  it('keeps gray gray', () => {
    fc.assert(
      fc.property(grayImages(12), (image) => {
        const options = { method, strength: 1, gate: false, darkBlend: false, look: brighter } as const;
        for (const [R, G, B] of colorsOf(equalizeTone(image, options))) expect([G, B]).toEqual([R, R]);
      }),
    );
  });
});

describe('equalizeTone', () => {
  it.each(['clahe-rgb', 'equalize-rgb', 'retinex'] as const)(
    'is %s itself at full strength, without gate',
    (method) => {
      const image = noise(40, 30);
      const whole = equalizeTone(image, { method, strength: 1, gate: false, darkBlend: false });
      const kernel = { 'clahe-rgb': claheRgb, 'equalize-rgb': equalizeRgb, retinex: retinexRgb }[method];
      expect(difference(whole, kernel(image))).toMatchObject({ max: 0 });
    },
  );

  it('gives every gray the luma of CLAHE at full strength', () => {
    const gray = noise(40, 30);
    for (let i = 0; i < gray.data.length; i += 3) gray.data.fill(gray.data[i]!, i, i + 3);
    const whole = equalizeTone(gray, { strength: 1, gate: false, darkBlend: false, clipLimit: 3, gridSize: 4 });
    expect(difference(whole, claheLuma(gray, { clipLimit: 3, gridSize: 4 }))).toMatchObject({ max: 0 });
  });

  it('rounds where it mixes, and does not cut off', () => {
    const image = noise(40, 30);
    const filtered = claheRgb(image);
    const mixed = equalizeTone(image, { method: 'clahe-rgb', strength: 0.3, gate: false, darkBlend: false });
    for (const [n, code] of image.data.entries()) {
      // Half a code, but for ties in the last digit of a 32-bit float.
      expect(Math.abs(mixed.data[n]! - (code + 0.3 * (filtered.data[n]! - code)))).toBeLessThan(0.5001);
    }
  });

  it('mixes both filters of clahe-and-equalize by their shares', () => {
    const image = noise(40, 30);
    const options = { strength: 1, gate: false, darkBlend: false } as const;
    const local = equalizeTone(image, { ...options, strength: 0.7 });
    const equalized = equalizeRgb(image);
    const mixed = equalizeTone(image, { ...options, method: 'clahe-and-equalize', equalizeShare: 0.3 });
    for (const [n, code] of image.data.entries()) {
      const expected = local.data[n]! + 0.3 * (equalized.data[n]! - code);
      if (local.data[n]! > 0 && local.data[n]! < 255) {
        expect(Math.abs(mixed.data[n]! - Math.min(255, Math.max(0, expected)))).toBeLessThan(1.01);
      }
    }
  });

  it('refuses method look without a look, and an unknown method', () => {
    expect(() => equalizeTone(noise(2, 2), { method: 'look' })).toThrow('options.look must be a function');
    expect(() => equalizeTone(noise(2, 2), { method: 'clahe' as never })).toThrow('options.method must be one of');
  });
});

describe('tuneTone', () => {
  it('keeps the fractions of its white balance', () => {
    // Gates shut: what is left is the balance alone, rounded once; the original rounds its gain and then its mix.
    const image = noise(20, 20);
    const alone = tuneTone(image, { level: 'light', luma: 0 });
    expect(difference(alone, balanceRgb(image, { strength: 0.3, factors: [0.96, 1.03, 1] })).max).toBeLessThanOrEqual(
      1,
    );
  });

  it('uses the codes that the original loses by squeezing the range twice', () => {
    const { squeeze, spread } = doubleRangeTables();
    expect([squeeze[0], squeeze[255]]).toEqual([30, 218]);
    expect(new Set(squeeze).size).toBe(189);
    expect([spread[30], spread[218]]).toEqual([0, 255]);
    const ramp = noise(64, 64);
    const codes = (image: RgbImage) => new Set(image.data).size;
    const options = { method: 'retinex', luma: 0 } as const;
    expect(codes(tuneTone(ramp, options))).toBeGreaterThan(
      codes(tuneTone(ramp, { ...options, working: 'limited-twice' })),
    );
  });

  it.each([
    [{ level: 'none' as never }, 'options.level must be one of light, medium, strong, got "none".'],
    [{ luma: Number.NaN }, 'options.luma must be a number from 0 to 1, got NaN.'],
    [{ gate: { from: 2 } }, 'gate.from must be a number from 0 to 1, got 2.'],
    [{ working: 'tv' as never }, 'options.working must be one of full, limited-twice, got "tv".'],
  ])('refuses %j', (options, message) => {
    expect(() => tuneTone(noise(4, 4), options)).toThrow(message);
  });
});

describe('gateWeight', () => {
  it.each([
    [0.5, 1],
    [0.15, 0.5],
    [0.7, 0.5],
    [0.1, 0],
    [0.2, 1],
    [0.725, 0.25],
    [1, 0],
  ])('gives a frame of luma %f a weight of %f', (luma, weight) => {
    expect(gateWeight(luma, { from: 0.15, to: 0.7, softness: 0.1 })).toBeCloseTo(weight, 9);
  });

  it('is the hard gate of the original with softness 0, both ends included', () => {
    const gate = { from: 0.15, to: 0.7, softness: 0 };
    expect([0.1499, 0.15, 0.7, 0.7001].map((luma) => gateWeight(luma, gate))).toEqual([0, 1, 1, 0]);
  });

  it('never changes faster than its ramp', () => {
    const lumas = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(lumas, lumas, fc.double({ min: 0.01, max: 1, noNaN: true }), (a, b, softness) => {
        const gate = { from: 0.2, to: 0.6, softness };
        const step = Math.abs(gateWeight(a, gate) - gateWeight(b, gate));
        expect(step).toBeLessThanOrEqual(Math.abs(a - b) / softness + 1e-9);
      }),
    );
  });
});

describe('darkBlendWeight', () => {
  const blend = { below: 0.4, power: 2, least: 0.35, most: 0.9, softness: 0.05 };

  it.each([
    [0, 0.35],
    [0.2, 0.35],
    [0.3, 0.50625],
    [0.4, 0.9],
    [0.425, 0.95],
    [0.45, 1],
    [1, 1],
  ])('gives a frame of luma %f a share of %f', (luma, share) => {
    expect(darkBlendWeight(luma, blend)).toBeCloseTo(share, 6);
  });

  it('jumps to 1 with softness 0, as the original does', () => {
    expect(darkBlendWeight(0.4, { ...blend, softness: 0 })).toBe(1);
  });

  it('never falls with luma', () => {
    const lumas = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(lumas, lumas, (a, b) => {
        expect(darkBlendWeight(Math.max(a, b), blend)).toBeGreaterThanOrEqual(darkBlendWeight(Math.min(a, b), blend));
      }),
    );
  });
});

describe('frameLuma', () => {
  it('runs from 0 to 1 in full range and to 0.93 in limited', () => {
    const flat = (code: number) => {
      const image = noise(2, 2);
      image.data.fill(code);
      return image;
    };
    expect([0, 51, 255].map((code) => frameLuma(flat(code)))).toEqual([0, 0.2, 1]);
    expect(frameLuma(flat(16), { range: 'limited' })).toBe(0);
    expect(frameLuma(flat(235), { range: 'limited' })).toBeCloseTo(0.93, 9);
  });
});

describe('colorCorrection', () => {
  it.each(TONE_METHODS)('gives numbers that tweakImage takes: %s', (method) => {
    for (const level of ['light', 'medium', 'strong'] as const) {
      expect(tweakImage(noise(4, 4), colorCorrection(method, level)).shape).toEqual([4, 4, 3]);
    }
  });

  it('is the table of the original', () => {
    expect(colorCorrection('clahe-luma', 'light')).toEqual({ hueDegrees: -10, saturation: 1.1 });
    expect(colorCorrection('clahe-and-equalize', 'strong')).toEqual({
      hueDegrees: -10,
      saturation: 1.1,
      contrast: 0.95,
      gamma: 0.95,
    });
  });
});
