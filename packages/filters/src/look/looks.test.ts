import { rgbToYuv } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import {
  colorsOf,
  expectAnyLayout,
  expectInPlace,
  noise,
  pictureOf,
  rgbImages,
} from '../../../core/src/testing/images.ts';
import { applyLook } from './apply-look.ts';
import { applyLut } from './apply-lut.ts';
import type { LookDescription } from './look-description.ts';
import { lookLut } from './look-lut.ts';
import { LOOK_NAMES, LOOKS, type LookName } from './looks.ts';
import { parseCube } from './parse-cube.ts';
import { colorCube } from './testing/luts.ts';
import { writeCube } from './write-cube.ts';

const RAMP = pictureOf(...Array.from({ length: 256 }, (_, v) => [v, v, v] as const));
/** Light to dark, as on faces in colour films. */
const SKIN = [
  [236, 196, 172],
  [214, 165, 136],
  [180, 128, 100],
  [141, 92, 68],
  [96, 60, 44],
] as const;

/** Mean of red minus mean of blue, and of red and blue minus green, over a picture. */
function cast(picture: number[][]): { warm: number; magenta: number } {
  const mean = (c: number) => picture.reduce((sum, color) => sum + color[c]!, 0) / picture.length;
  return { warm: mean(0) - mean(2), magenta: (mean(0) + mean(2)) / 2 - mean(1) };
}

const grays = (look: LookName, from: number, to: number) => colorsOf(applyLook(RAMP, { look })).slice(from, to);

describe.each(LOOK_NAMES)('the look %s', (look) => {
  const lut = lookLut(look);
  const { size, values } = lut.lattice!;

  it('stays inside of black and white', () => {
    expect(Math.min(...values.slice(0, 3))).toBeGreaterThanOrEqual(0);
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('keeps the order of grays, in each channel', () => {
    const ramp = colorsOf(applyLook(RAMP, { look }));
    for (let v = 1; v < 256; v++) {
      for (let c = 0; c < 3; c++) expect(ramp[v]![c]).toBeGreaterThanOrEqual(ramp[v - 1]![c]!);
    }
    expect(Math.max(...ramp[0]!)).toBeLessThan(35);
    expect(Math.min(...ramp[255]!)).toBeGreaterThan(200);
  });

  it('spreads grays evenly enough not to show steps', () => {
    const luma = colorsOf(rgbToYuv(applyLook(RAMP, { look }))).map(([Y]) => Y!);
    const steps = luma.slice(1).map((Y, v) => Y - luma[v]!);
    expect(Math.max(...steps)).toBeLessThanOrEqual(3);
    expect(new Set(luma).size).toBeGreaterThan(180);
  });

  it('bends gently from point to point', () => {
    // A step of the identity is 1/32. Only strong colours at the edge of sRGB bend by more than 0.02.
    let most = 0;
    let sharp = 0;
    let all = 0;
    for (const step of [3, 3 * size, 3 * size * size]) {
      for (let p = 0; p < values.length; p++) {
        const at = Math.floor(p / step) % size;
        if (at === 0 || at === size - 1) continue;
        const bend = Math.abs(values[p - step]! - 2 * values[p]! + values[p + step]!);
        most = Math.max(most, bend);
        if (bend > 0.02) sharp++;
        all++;
      }
    }
    expect(most).toBeLessThan(0.15);
    expect(sharp / all).toBeLessThan(0.01);
  });

  it('leaves skin in the colours of skin', () => {
    for (const [red, green, blue] of colorsOf(applyLook(pictureOf(...SKIN), { look }))) {
      expect(red).toBeGreaterThan(green!);
      // Blue Mist is cold on purpose: there the dark tones may have as much blue as green.
      expect(green! - blue!).toBeGreaterThan(look === 'blue-mist' ? -25 : 0);
    }
  });

  it('loses nothing on the way through a file', () => {
    expect(parseCube(writeCube(lut))).toEqual(lut);
  });

  it('has a rising tone curve and hues inside the circle', () => {
    const { tone, hues, black, white }: LookDescription = LOOKS[look];
    expect(tone[0]![0]).toBe(0);
    expect(tone.at(-1)![0]).toBe(1);
    for (let n = 1; n < tone.length; n++) {
      expect(tone[n]![0]).toBeGreaterThan(tone[n - 1]![0]);
      expect(tone[n]![1]).toBeGreaterThan(tone[n - 1]![1]);
    }
    for (const { hueDegrees, widthDegrees } of hues) {
      expect(hueDegrees >= 0 && hueDegrees < 360 && widthDegrees > 0 && widthDegrees <= 180).toBe(true);
    }
    expect(black.every((value, c) => value < white[c]!)).toBe(true);
  });
});

describe('the looks', () => {
  it('are twelve, each with a title and a purpose of its own', () => {
    expect(Object.keys(LOOKS).toSorted()).toEqual([...LOOK_NAMES].toSorted());
    expect(new Set(LOOK_NAMES.map((name) => LOOKS[name].title)).size).toBe(12);
    expect(new Set(LOOK_NAMES.map((name) => LOOKS[name].purpose)).size).toBe(12);
  });

  it('differ from each other', () => {
    const pictures = LOOK_NAMES.map((look) => applyLook(colorCube(), { look }));
    for (const [n, picture] of pictures.entries()) {
      for (const other of pictures.slice(n + 1)) expect(difference(picture, other).mean).toBeGreaterThan(3);
    }
  });

  it.each<[LookName, string, number, number, 'warm' | 'cold' | 'neutral']>([
    ['city-skyline', 'shadows', 30, 100, 'cold'],
    ['city-skyline', 'highlights', 160, 230, 'warm'],
    ['hollywood', 'shadows', 30, 100, 'cold'],
    ['hollywood', 'highlights', 160, 230, 'warm'],
    ['warm-haze', 'grays', 60, 230, 'warm'],
    ['amber-light', 'grays', 30, 230, 'warm'],
    ['blue-mist', 'grays', 30, 230, 'cold'],
    ['vintage-fox', 'grays', 30, 230, 'warm'],
    ['hdr-color', 'grays', 0, 256, 'neutral'],
    ['flat-pop', 'grays', 0, 256, 'neutral'],
    ['exploration', 'shadows', 0, 60, 'neutral'],
  ])('serve their purpose: %s has %s that are %i..%i %s', (look, _, from, to, wanted) => {
    const { warm } = cast(grays(look, from, to));
    if (wanted === 'warm') expect(warm).toBeGreaterThan(5);
    else if (wanted === 'cold') expect(warm).toBeLessThan(-5);
    else expect(Math.abs(warm)).toBeLessThan(3);
  });

  it('serve their purpose: lifted blacks in the faded ones, flat tones, deep and cool greens', () => {
    const luma = (look: LookName, v: number) => rgbToYuv(applyLook(pictureOf([v, v, v]), { look })).get(0, 0, 0);
    for (const look of ['classic-film', 'warm-haze', 'flat-pop'] as const) expect(luma(look, 0)).toBeGreaterThan(12);
    for (const look of ['warm-haze', 'flat-pop'] as const) expect(luma(look, 192) - luma(look, 64)).toBeLessThan(122);
    for (const look of ['city-skyline', 'hollywood'] as const) {
      expect(luma(look, 192) - luma(look, 64)).toBeGreaterThan(134);
    }
    const grass = pictureOf([90, 140, 60]);
    const [red, green, blue] = colorsOf(applyLook(grass, { look: 'forest-film' }))[0]!;
    expect(green).toBeLessThan(140);
    expect(blue! - red!).toBeGreaterThan(60 - 90);
    const [, fresh] = colorsOf(applyLook(grass, { look: 'fuj-film' }))[0]!;
    expect(fresh).toBeGreaterThan(140);
  });

  it('change colours least in Exploration', () => {
    // Colours as strong as pictures have them: the cube's, half faded.
    const soft = colorCube();
    for (let i = 0; i < soft.data.length; i++) soft.data[i] = 64 + (soft.data[i]! >> 1);
    const changes = LOOK_NAMES.map((look) => difference(applyLook(soft, { look }), soft).mean);
    expect(Math.min(...changes)).toBe(changes[LOOK_NAMES.indexOf('exploration')]);
  });
});

describe('applyLook', () => {
  it('gives the picture itself with strength 0', () => {
    fc.assert(
      fc.property(rgbImages(), fc.constantFrom(...LOOK_NAMES), (image, look) => {
        expect(difference(applyLook(image, { look, strength: 0 }), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('is what applyLut makes of the LUT of the look', () => {
    const image = noise(9, 7);
    const expected = applyLut(image, lookLut('hollywood'), { strength: 0.6 });
    expect(difference(applyLook(image, { look: 'hollywood', strength: 0.6 }), expected)).toMatchObject({ max: 0 });
  });

  it('reads and writes any strides, and onto its input', () => {
    const options = { look: 'blue-mist', strength: 0.7 } as const;
    expectAnyLayout(noise(5, 4), (image, out) => applyLook(image, options, out));
    expectInPlace(noise(5, 4), (image, out) => applyLook(image, options, out));
  });

  it('refuses unknown looks and strengths, by name', () => {
    const image = noise(2, 2);
    expect(() => applyLook(image, { look: 'noir' as LookName })).toThrow('options.look must be one of forest-film,');
    expect(() => applyLook(image, { look: 'hollywood', strength: -1 })).toThrow('options.strength must be a number');
    expect(() => applyLook(image, { look: 'hollywood', strength: Number.NaN })).toThrow('options.strength must be');
    expect(() => applyLook(ndarray(new Uint8Array(4), [2, 2]), { look: 'hollywood' })).toThrow('image must be');
    expect(() => lookLut('hollywood', { size: 1 })).toThrow('options.size must be a whole number from 2 to 129');
    expect(() => lookLut('toString' as LookName)).toThrow('name must be one of');
  });
});
