import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, readJson } from '../testing/golden.ts';
import { colorsOf, expectAnyLayout, expectInPlace, noise, pictureOf, rgbImages } from '../testing/images.ts';
import { deltaE2000, type LabColor } from './delta-e.ts';
import { lab8ToRgb, labToRgb, labToRgbFloat, labToRgbTruncated, rgbToLab, rgbToLab8 } from './lab.ts';

type Rgb = readonly [number, number, number];

interface LabRow {
  readonly rgb1: Rgb;
  readonly lab1: LabColor;
  readonly rgb2: Rgb;
  readonly lab2: LabColor;
  readonly dE2000: number;
  readonly lab2rgb_in: LabColor;
  readonly lab2rgb_out: LabColor;
}

// 1e-4 is the golden data's own tolerance: its numbers have six digits after the point.
describeGolden('filters/lab_ciede2000', (golden) => {
  it.each(golden.cases)('equals scikit-image in Lab, back, and in dE2000, to 1e-4: $name', ({ output }) => {
    const rows = readJson<LabRow[]>(golden.path(output));
    expect(rows.length).toBeGreaterThan(0);
    const image = pictureOf(...rows.flatMap(({ rgb1, rgb2 }) => [rgb1, rgb2]));
    const lab = floatImage(rows.flatMap(({ lab1, lab2 }) => [lab1, lab2]));
    expect(difference(rgbToLab(image), lab, 1e-4)).toMatchObject({ beyond: 0 });
    expect(difference(labToRgb(lab), image)).toMatchObject({ beyond: 0 });
    const back = labToRgbFloat(floatImage(rows.map((row) => row.lab2rgb_in)));
    expect(difference(back, floatImage(rows.map((row) => row.lab2rgb_out)), 1e-4)).toMatchObject({ beyond: 0 });
    for (const { lab1, lab2, dE2000 } of rows) expect(Math.abs(deltaE2000(lab1, lab2) - dE2000)).toBeLessThan(1e-4);
  });
});

describe('labToRgbTruncated', () => {
  it('gives the code below, where labToRgb gives the nearest', () => {
    const lab = rgbToLab(noise(40, 30));
    // Away from exact codes, which may fall to either side.
    for (let i = 0; i < lab.data.length; i += 3) lab.data[i]! += 0.01;
    const exact = labToRgbFloat(lab);
    const truncated = labToRgbTruncated(lab);
    exact.data.forEach((value, i) => {
      if (Math.abs(value * 255 - Math.round(value * 255)) < 1e-4) return;
      expect(truncated.data[i]).toBe(Math.floor(value * 255));
    });
  });

  it('reads and writes any strides', () => {
    expectAnyLayout<Float32Array, Uint8Array>(rgbToLab(noise(5, 4)), labToRgbTruncated);
  });
});

describe('rgbToLab', () => {
  // Bruce Lindbloom's calculator (sRGB, D65), to two digits; its matrix has one digit more.
  it.each([
    [
      [255, 0, 0],
      [53.24, 80.09, 67.2],
    ],
    [
      [0, 255, 0],
      [87.73, -86.18, 83.18],
    ],
    [
      [0, 0, 255],
      [32.3, 79.2, -107.86],
    ],
    [
      [255, 255, 255],
      [100, 0, 0],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  ] as [Rgb, number[]][])('turns %j into %j', (rgb, expected) => {
    const [lab] = colorsOf(rgbToLab(pictureOf(rgb)));
    for (let c = 0; c < 3; c++) expect(Math.abs(lab![c]! - expected[c]!)).toBeLessThan(0.02);
  });

  it('reads and writes any strides', () => expectAnyLayout(noise(5, 4), rgbToLab));

  it('refuses an output of bytes', () => {
    const bytes = noise(4, 4) as unknown as ReturnType<typeof rgbToLab>;
    expect(() => rgbToLab(noise(4, 4), bytes)).toThrow('out must hold its samples in a Float32Array, got Uint8Array.');
  });
});

describe('labToRgb', () => {
  it('gives back every picture that rgbToLab took', () => {
    fc.assert(fc.property(rgbImages(), (image) => difference(labToRgb(rgbToLab(image)), image).max === 0));
  });

  it('clips what is outside of sRGB, and takes NaN for 0', () => {
    const lab = floatImage([
      [120, 0, 0],
      [-20, 0, 0],
      [50, 300, 0],
      [Number.NaN, 0, 0],
    ]);
    const [white, black, red, nothing] = colorsOf(labToRgb(lab));
    expect([white, black, nothing]).toEqual([
      [255, 255, 255],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(red![0]).toBe(255);
    expect(red![1]).toBe(0);
  });

  it('rounds what labToRgbFloat gives', () => {
    fc.assert(
      fc.property(fc.tuple(lightness(), opponent(), opponent()), (color) => {
        const lab = floatImage([color]);
        const float = colorsOf(labToRgbFloat(lab))[0]!;
        const bytes = colorsOf(labToRgb(lab))[0]!;
        // Half a code, and what 32-bit floats lose.
        for (let c = 0; c < 3; c++) expect(Math.abs(bytes[c]! - 255 * float[c]!)).toBeLessThan(0.5001);
      }),
    );
  });

  it('reads and writes any strides', () => {
    const lab = rgbToLab(noise(5, 4));
    expectAnyLayout(lab, labToRgb);
    expectAnyLayout(lab, labToRgbFloat);
    expectInPlace(lab, labToRgbFloat);
  });
});

describe('8-bit Lab', () => {
  it('holds L × 255/100, a + 128 and b + 128, rounded', () => {
    fc.assert(
      fc.property(rgbImages(4), (image) => {
        const bytes = colorsOf(rgbToLab8(image));
        for (const [n, [L, a, b]] of colorsOf(rgbToLab(image)).entries()) {
          const exact = [L! * 2.55, a! + 128, b! + 128];
          for (let c = 0; c < 3; c++) expect(Math.abs(bytes[n]![c]! - exact[c]!)).toBeLessThan(0.5001);
        }
      }),
    );
  });

  it('has no colour in gray', () => {
    const grays = pictureOf(...Array.from({ length: 256 }, (_, gray) => [gray, gray, gray] as const));
    for (const [, a, b] of colorsOf(rgbToLab8(grays))) expect([a, b]).toEqual([128, 128]);
  });

  it('keeps gray there and back, within 1', () => {
    const grays = pictureOf(...Array.from({ length: 256 }, (_, gray) => [gray, gray, gray] as const));
    expect(difference(lab8ToRgb(rgbToLab8(grays)), grays, 1)).toMatchObject({ beyond: 0 });
  });

  it('reads and writes any strides, in place too', () => {
    expectAnyLayout(noise(5, 4), rgbToLab8);
    expectInPlace(noise(5, 4), rgbToLab8);
    expectAnyLayout(noise(5, 4), lab8ToRgb);
    expectInPlace(noise(5, 4), lab8ToRgb);
  });
});

function floatImage(colors: readonly (readonly number[])[]) {
  return ndarray(Float32Array.from(colors.flat()), [1, colors.length, 3]);
}

function lightness() {
  return fc.double({ min: 0, max: 100, noNaN: true });
}

function opponent() {
  return fc.double({ min: -128, max: 128, noNaN: true });
}
