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
import { applyLut } from './apply-lut.ts';
import { applySlowly, colorCube, curvesOf, latticeOf, luts } from './testing/luts.ts';

const WAYS = ['trilinear', 'tetrahedral'] as const;

describe('applyLut', () => {
  it.each([2, 3, 17, 33, 64])('changes nothing with an identity lattice of size %d', (size) => {
    const lattice = latticeOf(size, (r, g, b) => [r, g, b]);
    for (const interpolation of WAYS) {
      const made = applyLut(colorCube(), { lattice }, { interpolation });
      expect(difference(made, colorCube())).toMatchObject({ max: 0 });
    }
    const ramp = pictureOf(...Array.from({ length: 256 }, (_, v) => [v, 255 - v, (v * 7) & 255] as const));
    expect(difference(applyLut(ramp, { lattice }), ramp)).toMatchObject({ max: 0 });
  });

  it.each([2, 5, 256, 1024])('changes nothing with identity curves of size %d', (size) => {
    const lut = { curves: curvesOf(size, (v) => v) };
    expect(difference(applyLut(colorCube(), lut), colorCube())).toMatchObject({ max: 0 });
  });

  it.each(WAYS)('exchanges channels exactly with a lattice that says so: %s', (interpolation) => {
    const lattice = latticeOf(9, (r, g, b) => [b, r, g]);
    const swapped = applyLut(pictureOf([1, 2, 3], [250, 0, 99]), { lattice }, { interpolation });
    expect(colorsOf(swapped)).toEqual([
      [3, 1, 2],
      [99, 250, 0],
    ]);
  });

  it.each(WAYS)('gives what the lattice says at its points: %s', (interpolation) => {
    // With 16 points an axis, every 17th byte is one.
    const color = (r: number, g: number, b: number) => [r * g, 1 - b, (r + g + b) / 3] as const;
    const made = applyLut(colorCube(), { lattice: latticeOf(16, color) }, { interpolation });
    const expected = colorsOf(colorCube()).map(([r, g, b]) =>
      // Through 32 bits, as the lattice holds its values.
      color(r! / 255, g! / 255, b! / 255).map((part) => Math.floor(255 * Math.fround(part) + 0.5)),
    );
    expect(colorsOf(made)).toEqual(expected);
  });

  it('gives the same both ways where the lattice is linear', () => {
    const lattice = latticeOf(7, (r, g, b) => [
      0.2137 * r + 0.6891 * g + 0.0513 * b,
      0.8973 - 0.8111 * g,
      0.1021 + 0.4937 * b + 0.3119 * r,
    ]);
    const [one, other] = WAYS.map((interpolation) => applyLut(noise(40, 40), { lattice }, { interpolation }));
    // Off by one where the sum lies at a half.
    expect(difference(one!, other!, 1)).toMatchObject({ beyond: 0 });
    expect(difference(one!, other!).mean).toBeLessThan(0.001);
  });

  it.each(WAYS)('equals a slow one in floats for any LUT, picture and strength: %s', (interpolation) => {
    fc.assert(
      fc.property(luts(), rgbImages(6), fc.double({ min: 0, max: 1, noNaN: true }), (lut, image, strength) => {
        const made = colorsOf(applyLut(image, lut, { interpolation, strength })).flat();
        const expected = applySlowly(image, lut, interpolation, strength);
        const apart = made.map((byte, n) => Math.abs(byte - expected[n]!));
        // Half a byte is the rounding; beyond it only what floats lose.
        expect(Math.max(...apart)).toBeLessThan(0.5 + 1e-6);
      }),
    );
  });

  it('keeps gray gray when the lattice does, between its points too, in the tetrahedral way', () => {
    const lattice = latticeOf(5, (r, g, b) => [r * r, g * g, b * b]);
    fc.assert(
      fc.property(grayImages(), (image) => {
        for (const [r, g, b] of colorsOf(applyLut(image, { lattice }))) expect([g, b]).toEqual([r, r]);
      }),
    );
  });

  it.each([
    ['inside the domain', [128, 64, 128], [255, 0, 128]],
    ['beyond it, as at its ends', [0, 255, 255], [0, 255, 255]],
  ] as const)('reads a lattice over its own domain: %s', (_, color, expected) => {
    const [from, to] = [
      [0, 64 / 255, 0],
      [128 / 255, 128 / 255, 1],
    ] as const;
    const lattice = latticeOf(3, (r, g, b) => [(r * 255) / 128, (g * 255 - 64) / 64, b], from, to);
    for (const interpolation of WAYS) {
      expect(colorsOf(applyLut(pictureOf([...color]), { lattice }, { interpolation }))).toEqual([[...expected]]);
    }
  });

  it('reads curves over their own domain, each channel by itself, and the lattice afterwards', () => {
    const curves = curvesOf(3, (v, c) => (c === 0 ? 2 * v : 1 - v), [0, 0, 0], [0.5, 1, 1]);
    const picture = pictureOf([51, 51, 51], [200, 0, 255]);
    expect(colorsOf(applyLut(picture, { curves }))).toEqual([
      [102, 204, 204],
      [255, 255, 0],
    ]);
    const lattice = latticeOf(2, (r, g, b) => [g, b, r]);
    expect(colorsOf(applyLut(picture, { curves, lattice }))).toEqual([
      [204, 204, 102],
      [255, 0, 255],
    ]);
  });

  it('clips what the LUT says beyond black and white', () => {
    const lattice = latticeOf(2, (r, g) => [3 * r, -g, 0.5]);
    expect(colorsOf(applyLut(pictureOf([255, 255, 0], [34, 9, 9]), { lattice }))).toEqual([
      [255, 0, 128],
      [102, 0, 128],
    ]);
  });

  it('gives the picture with strength 0 and halfway with .5', () => {
    fc.assert(
      fc.property(luts(), rgbImages(), (lut, image) => {
        expect(difference(applyLut(image, lut, { strength: 0 }), image)).toMatchObject({ max: 0 });
      }),
    );
    const invert = { lattice: latticeOf(2, (r, g, b) => [1 - r, 1 - g, 1 - b]) };
    expect(colorsOf(applyLut(pictureOf([255, 0, 100]), invert, { strength: 0.25 }))).toEqual([[191, 64, 114]]);
  });

  it('reads and writes any strides, and onto its input', () => {
    const lattice = latticeOf(4, (r, g, b) => [r * b, g, 1 - r]);
    const curves = curvesOf(9, (v) => v * v);
    for (const lut of [{ lattice }, { curves }]) {
      for (const interpolation of WAYS) {
        expectAnyLayout(noise(6, 5), (image, out) => applyLut(image, lut, { interpolation, strength: 0.8 }, out));
        expectInPlace(noise(6, 5), (image, out) => applyLut(image, lut, { interpolation, strength: 0.8 }, out));
      }
    }
  });

  it('refuses options out of range and LUTs that are not whole, by name', () => {
    const lattice = latticeOf(3, (r, g, b) => [r, g, b]);
    const apply =
      (lut: object, options: object = {}) =>
      () =>
        applyLut(noise(2, 2), lut, options);
    expect(apply({ lattice }, { strength: 2 })).toThrow('options.strength must be a number from 0 to 1, got 2.');
    expect(apply({ lattice }, { strength: Number.NaN })).toThrow('options.strength must be');
    expect(apply({ lattice }, { interpolation: 'cubic' })).toThrow('options.interpolation must be one of trilinear');
    expect(apply({})).toThrow('lut must have curves, a lattice or both.');
    expect(apply({ lattice: { ...lattice, size: 4 } })).toThrow('lut.lattice.values must be a Float32Array of 192');
    expect(apply({ lattice: { ...lattice, values: [1] } })).toThrow('lut.lattice.values must be a Float32Array of 81');
    expect(apply({ lattice: { ...lattice, size: 257 } })).toThrow('lut.lattice.size must be a whole number from 2');
    expect(apply({ curves: { ...lattice, size: 1 } })).toThrow('lut.curves.size must be a whole number from 2');
    expect(apply({ lattice: { ...lattice, to: [1, 0, 1] } })).toThrow('lut.lattice must begin below where it ends');
    expect(apply({ lattice: { ...lattice, from: [0, 0, Number.NaN] } })).toThrow('for channel 2.');
  });
});
