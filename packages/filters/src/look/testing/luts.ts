/** LUTs for tests, and a slow way to apply one, written apart from the fast one. */
import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import type { Lut, LutTable, RgbTriple } from '../lut.ts';

/** A lattice out of a function of R'G'B' 0..1. */
export function latticeOf(
  size: number,
  color: (r: number, g: number, b: number) => RgbTriple,
  from: RgbTriple = [0, 0, 0],
  to: RgbTriple = [1, 1, 1],
): LutTable {
  const values = new Float32Array(3 * size ** 3);
  const input = (index: number, c: number) => from[c]! + (index / (size - 1)) * (to[c]! - from[c]!);
  for (let i = 0; i < size ** 3; i++) {
    const [r, g, b] = [i % size, Math.floor(i / size) % size, Math.floor(i / size / size)];
    values.set(color(input(r, 0), input(g, 1), input(b, 2)), 3 * i);
  }
  return { size, from, to, values };
}

/** Curves out of a function of a channel's value. */
export function curvesOf(
  size: number,
  curve: (value: number, channel: number) => number,
  from: RgbTriple = [0, 0, 0],
  to: RgbTriple = [1, 1, 1],
): LutTable {
  const values = Float32Array.from({ length: 3 * size }, (_, n) => {
    const c = n % 3;
    return curve(from[c]! + (Math.floor(n / 3) / (size - 1)) * (to[c]! - from[c]!), c);
  });
  return { size, from, to, values };
}

const triple = (part: fc.Arbitrary<number>) => fc.tuple(part, part, part) as fc.Arbitrary<RgbTriple>;
const value = fc.float({ min: Math.fround(-0.5), max: 1.5, noNaN: true, noDefaultInfinity: true });

function tables(size: fc.Arbitrary<number>, axes: number): fc.Arbitrary<LutTable> {
  return fc
    .record({
      size,
      from: triple(fc.double({ min: -0.5, max: 0.25, noNaN: true })),
      to: triple(fc.double({ min: 0.5, max: 1.5, noNaN: true })),
      seed: fc.array(value, { minLength: 3, maxLength: 24 }),
    })
    .map(({ size: n, from, to, seed }) => ({
      size: n,
      from,
      to,
      values: Float32Array.from({ length: 3 * n ** axes }, (_, i) => seed[(i * 7 + (i >> 3)) % seed.length]!),
    }));
}

/** Arbitrary LUTs of all three kinds, with domains of their own and values beyond 0..1. */
export function luts(): fc.Arbitrary<Lut> {
  const curves = tables(fc.integer({ min: 2, max: 40 }), 1);
  const lattice = tables(fc.integer({ min: 2, max: 6 }), 3);
  return fc.oneof(fc.record({ curves }), fc.record({ lattice }), fc.record({ curves, lattice }));
}

/** What a LUT makes of a colour 0..1, unrounded and unclipped. */
export function lookUp(lut: Lut, color: RgbTriple, interpolation: 'trilinear' | 'tetrahedral'): RgbTriple {
  let at = color;
  if (lut.curves) {
    const { curves } = lut;
    at = at.map((input, c) => {
      const x = place(input, curves, c);
      const low = Math.floor(x);
      const high = Math.ceil(x);
      return curves.values[3 * low + c]! * (1 - (x - low)) + curves.values[3 * high + c]! * (x - low);
    }) as unknown as RgbTriple;
  }
  if (!lut.lattice) return at;
  const { lattice } = lut;
  const x = at.map((input, c) => place(input, lattice, c));
  const cell = x.map((part) => Math.min(lattice.size - 2, Math.floor(part)));
  const rest = x.map((part, c) => part - cell[c]!);
  const corner = (steps: readonly number[], c: number) => {
    const [r, g, b] = steps.map((step, axis) => cell[axis]! + step) as [number, number, number];
    return lattice.values[3 * (r + lattice.size * (g + lattice.size * b)) + c]!;
  };
  return [0, 1, 2].map((c) => {
    if (interpolation === 'trilinear') {
      let sum = 0;
      for (let n = 0; n < 8; n++) {
        const steps = [n & 1, (n >> 1) & 1, n >> 2];
        sum +=
          corner(steps, c) * steps.reduce((weight, step, axis) => weight * (step ? rest[axis]! : 1 - rest[axis]!), 1);
      }
      return sum;
    }
    // From the first corner one axis after the other, the one with the largest rest first.
    const order = [0, 1, 2].sort((one, other) => rest[other]! - rest[one]!);
    const steps = [0, 0, 0];
    let result = corner(steps, c);
    for (const axis of order) {
      const before = corner(steps, c);
      steps[axis] = 1;
      result += rest[axis]! * (corner(steps, c) - before);
    }
    return result;
  }) as unknown as RgbTriple;
}

/** The picture that a LUT makes, in floats 0..255, neither rounded nor clipped after the mix. */
export function applySlowly(
  image: RgbImage,
  lut: Lut,
  interpolation: 'trilinear' | 'tetrahedral',
  strength: number,
): number[] {
  const bytes = toBytes(image);
  return bytes.flatMap((color) =>
    lookUp(lut, color.map((byte) => byte / 255) as unknown as RgbTriple, interpolation).map((part, c) => {
      const looked = Math.min(1, Math.max(0, part)) * 255;
      return color[c]! + strength * (looked - color[c]!);
    }),
  );
}

/** All 4096 colours of 16 steps a channel, as a picture. */
export function colorCube(): RgbImage {
  const data = Uint8Array.from({ length: 4096 * 3 }, (_, n) => {
    const color = Math.floor(n / 3);
    return 17 * ((color >> (4 * (n % 3))) & 15);
  });
  return ndarray(data, [64, 64, 3]);
}

function place(input: number, { size, from, to }: LutTable, c: number): number {
  const x = ((input - from[c]!) / (to[c]! - from[c]!)) * (size - 1);
  return Math.min(size - 1, Math.max(0, x));
}

function toBytes(image: RgbImage): RgbTriple[] {
  const [height, width] = image.shape as [number, number];
  return Array.from({ length: height * width }, (_, n) =>
    [0, 1, 2].map((c) => image.get(Math.floor(n / width), n % width, c)),
  ) as unknown as RgbTriple[];
}
