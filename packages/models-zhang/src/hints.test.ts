import { createFloatImage, createPlane } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColorHints, drawHints } from './hints.ts';

describe('drawHints', () => {
  it('puts a point into the cell that it lies in', () => {
    const { ab, mask } = drawHints({ points: [{ x: 150, y: 30, ab: [40, -20] }] }, 200, 100, 8);
    const cell = 2 * 8 + 6;
    expect([...mask].flatMap((value, i) => (value ? [i] : []))).toEqual([cell]);
    expect([ab[cell], ab[cell + 64]]).toEqual([40, -20]);
  });

  it('draws a square of the radius, cut off at the edges, and lets the last point win', () => {
    const points = [
      { x: 0, y: 0, ab: [1, 2], radius: 1.5 },
      { x: 1, y: 1, ab: [3, 4] },
    ] as const;
    const { ab, mask } = drawHints({ points }, 4, 4, 4);
    expect([...mask]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...ab.subarray(0, 6)]).toEqual([1, 1, 0, 0, 1, 3]);
  });

  it('takes from a mask the pixel at the centre of each cell, whatever its strides', () => {
    const mask = createPlane(4, 4, new Uint8Array(16));
    mask.set(1, 3, 255);
    const ab = createFloatImage(4, 4, 2);
    ab.set(1, 3, 0, 50);
    ab.set(1, 3, 1, -60);
    const straight = drawHints({ mask, ab }, 4, 4, 2);
    expect([...straight.mask]).toEqual([0, 1, 0, 0]);
    expect([straight.ab[1], straight.ab[5]]).toEqual([50, -60]);
    const turned = drawHints({ mask: mask.transpose(1, 0), ab: ab.transpose(1, 0, 2) }, 4, 4, 2);
    expect([...turned.mask]).toEqual([0, 0, 1, 0]);
  });

  it('marks one cell at least for each point of a picture of any size', () => {
    const side = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(side, side, fc.double({ min: 0, max: 0.999, noNaN: true }), (width, height, place) => {
        const { mask } = drawHints(
          { points: [{ x: place * width, y: place * height, ab: [0, 0] }] },
          width,
          height,
          32,
        );
        expect(mask.reduce((sum, value) => sum + value)).toBe(1);
      }),
    );
  });

  it.each<[ColorHints, string]>([
    [{ points: [{ x: 10, y: 0, ab: [0, 0] }] }, 'hints.points[0] lies at 10, 0, and the picture has 10x5 pixels.'],
    [{ points: [{ x: Number.NaN, y: 0, ab: [0, 0] }] }, 'hints.points[0] lies at NaN'],
    [
      { points: [{ x: 0, y: 0, ab: [0, 200] }] },
      'hints.points[0].ab must be two numbers from -128 to 128, got 0, 200.',
    ],
    [{ points: [{ x: 0, y: 0, ab: [0, 0], radius: -1 }] }, 'hints.points[0].radius must be'],
    [
      { mask: createPlane(3, 3, new Uint8Array(9)), ab: createFloatImage(3, 3, 2) },
      'hints.mask must be [5, 10] as the picture is, got [3, 3].',
    ],
    [
      { mask: createPlane(10, 5, new Uint8Array(50)), ab: createFloatImage(10, 5, 3) },
      'hints.ab must be [5, 10, 2] as the picture is, got [5, 10, 3].',
    ],
  ])('refuses hints that do not fit', (hints, message) => {
    expect(() => drawHints(hints, 10, 5, 32)).toThrow(message);
  });
});
