import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeGolden, difference, readRgb } from '../testing/golden.ts';
import { expectAnyLayout, noise, pictureOf } from '../testing/images.ts';
import { blendImages } from './blend.ts';

describeGolden('filters/pil_blend', (golden) => {
  it.each(golden.cases)('equals Pillow: $name', async ({ inputs, params, output }) => {
    const [first, second] = await Promise.all(inputs.map((name) => readRgb(golden.path(name))));
    const weight = Number(params['alpha'] ?? params['weight']);
    const expected = await readRgb(golden.path(output));
    expect(difference(blendImages(first!, second!, weight), expected)).toMatchObject({ beyond: 0 });
  });
});

it('gives either picture back at the ends', () => {
  const [first, second] = [noise(7, 5), pictureOf([1, 2, 3])];
  expect(difference(blendImages(first, noise(7, 5), 0), first)).toMatchObject({ max: 0 });
  expect([...blendImages(pictureOf([200, 100, 0]), second, 1).data]).toEqual([1, 2, 3]);
});

it('lies between the two, truncated', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), fc.double({ min: 0, max: 1, noNaN: true }), (a, b, weight) => {
      const [mixed] = blendImages(pictureOf([a, a, a]), pictureOf([b, b, b]), weight).data;
      expect(Math.abs(mixed! - Math.floor(a + weight * (b - a)))).toBeLessThanOrEqual(1);
      expect(mixed).toBeGreaterThanOrEqual(Math.min(a, b));
      expect(mixed).toBeLessThanOrEqual(Math.max(a, b));
    }),
  );
});

it.each([0.1, 0.15, 0.2, 0.3, 0.37, 0.4, 0.5, 0.6, 0.7, 0.9, 1 / 3, 0.999])(
  'gives what 32-bit floats give for all pairs of samples, with the weight %d',
  (weight) => {
    const f = Math.fround;
    const pairs = Array.from({ length: 65536 }, (_, n) => [n >> 8, n & 255] as const);
    const mixed = blendImages(
      pictureOf(...pairs.map(([a]) => [a, a, a] as [number, number, number])),
      pictureOf(...pairs.map(([, b]) => [b, b, b] as [number, number, number])),
      weight,
    );
    const expected = pairs.map(([a, b]) => Math.trunc(f(a + f(f(weight) * (b - a)))));
    expect([...mixed.data].filter((_, n) => n % 3 === 0)).toEqual(expected);
  },
);

it('reads and writes any strides', () => {
  const second = noise(5, 4).step(-1, -1, 1);
  expectAnyLayout<Uint8Array, Uint8Array>(noise(5, 4), (view, out) => blendImages(view, second, 0.3, out));
});

it.each([-0.1, 1.1, Number.NaN])('refuses the weight %d', (weight) => {
  expect(() => blendImages(noise(2, 2), noise(2, 2), weight)).toThrow(
    `weight must be a number from 0 to 1, got ${weight}`,
  );
});
