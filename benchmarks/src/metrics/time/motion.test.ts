import type { Plane } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { coveredCells } from './covered-cells.ts';
import { estimateMotion } from './estimate-motion.ts';
import { createLumaPyramid } from './luma-pyramid.ts';
import type { MotionField } from './motion-field.ts';
import { makePlane, noise, worldLuma } from './testing/made-pictures.ts';

const [WIDTH, HEIGHT] = [144, 112];
type Luma = (x: number, y: number) => number;
const plane = (luma: Luma) => makePlane(WIDTH, HEIGHT, luma);

function between(before: Plane, frame: Plane) {
  const [own, other] = [createLumaPyramid(frame), createLumaPyramid(before)];
  const motion = estimateMotion(own, other);
  const back = estimateMotion(other, own);
  const covered = coveredCells(own, other, motion, back);
  const share = covered.reduce((sum, cell) => sum + cell, 0) / covered.length;
  return { motion, covered, share };
}

/** Motions of blocks that are `margin` blocks away from the border, each once. */
function innerMotions({ columns, rows, dx, dy }: MotionField, margin: number): string[] {
  const found = new Set<string>();
  for (let row = margin; row < rows - margin; row++) {
    for (let column = margin; column < columns - margin; column++) {
      const block = row * columns + column;
      found.add(`${dx[block]! / 2}, ${dy[block]! / 2}`);
    }
  }
  return [...found];
}

describe('estimateMotion', () => {
  it.each([
    [1, 0],
    [5, -3],
    [-7, 2],
    [0.5, 0],
    [-2.5, 1.5],
    [13, -11],
    [-24, 9],
  ])('finds a pan by %d, %d pixels in every block that stays in the picture', (x, y) => {
    // What was at (x, y) relative to a pixel moved to it.
    const before = plane(worldLuma);
    const frame = plane((column, row) => worldLuma(column + x, row + y));
    const margin = 1 + Math.ceil(Math.max(Math.abs(x), Math.abs(y)) / 8);
    expect(innerMotions(between(before, frame).motion, margin)).toEqual([`${x}, ${y}`]);
  });

  it('finds no motion where only brightness changes', () => {
    const { motion, share } = between(
      plane(worldLuma),
      plane((x, y) => worldLuma(x, y) + 14),
    );
    expect(innerMotions(motion, 0)).toEqual(['0, 0']);
    expect(share).toBe(1);
  });

  it('finds hardly any motion where only grain changes, none farther than a pixel, and lets all count as covered', () => {
    const grainy = (seed: number) => plane((x, y) => worldLuma(x, y) + 10 * noise(seed)(x, y));
    const { motion, share } = between(grainy(1), grainy(2));
    const lengths = [...motion.dx].map((dx, block) => Math.max(Math.abs(dx), Math.abs(motion.dy[block]!)) / 2);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1);
    // Strong grain, 20 codes from darkest to brightest, fits by chance better a pixel aside in one block of seven.
    expect(lengths.filter((length) => length > 0).length / lengths.length).toBeLessThan(0.15);
    expect(share).toBeGreaterThan(0.97);
  });

  it('finds no motion in flat pictures', () => {
    expect(
      innerMotions(
        between(
          plane(() => 80),
          plane(() => 80),
        ).motion,
        0,
      ),
    ).toEqual(['0, 0']);
  });

  it('handles the smallest frames and sides that are no whole number of blocks', () => {
    const small = (shift: number) => makePlane(21, 17, (x, y) => worldLuma(x + shift, y));
    const own = createLumaPyramid(small(1));
    const { columns, rows, dx, dy } = estimateMotion(own, createLumaPyramid(small(0)));
    expect([columns, rows]).toEqual([3, 3]);
    expect([dx[4], dy[4]]).toEqual([2, 0]);
  });

  it('refuses frames that are too small', () => {
    expect(() => createLumaPyramid(makePlane(15, 40, worldLuma))).toThrow(/at least 16x16 pixels, got 15x40/);
  });
});

describe('coveredCells', () => {
  const cells = (covered: Uint8Array, [left, top, right, bottom]: readonly [number, number, number, number]) => {
    let sum = 0;
    for (let row = top / 2; row < bottom / 2; row++) {
      for (let column = left / 2; column < right / 2; column++) sum += covered[row * (WIDTH / 2) + column]!;
    }
    return sum / (((right - left) / 2) * ((bottom - top) / 2));
  };

  it('leaves out what comes in over the border in a pan, and hardly anything else', () => {
    const { covered } = between(
      plane(worldLuma),
      plane((x, y) => worldLuma(x + 6, y)),
    );
    expect(cells(covered, [WIDTH - 6, 0, WIDTH, HEIGHT])).toBe(0);
    expect(cells(covered, [0, 0, WIDTH - 16, HEIGHT])).toBeGreaterThan(0.99);
  });

  it('leaves out the background that a square uncovers, and follows the square', () => {
    const square = (at: number): Luma => {
      return (x, y) =>
        x >= at && x < at + 32 && y >= 40 && y < 72 ? worldLuma(300 + x - at, 500 + y) + 60 : worldLuma(x, y);
    };
    const { covered } = between(plane(square(48)), plane(square(60)));
    // A few cells look alike by chance.
    expect(cells(covered, [48, 40, 60, 72])).toBeLessThan(0.05);
    expect(cells(covered, [66, 46, 86, 66])).toBeGreaterThan(0.95);
    expect(cells(covered, [0, 0, WIDTH, 28])).toBe(1);
    expect(cells(covered, [108, 0, WIDTH, HEIGHT])).toBe(1);
  });

  it('covers nothing where another picture follows', () => {
    const other = between(
      plane(worldLuma),
      plane((x, y) => worldLuma(y + 700, x - 300)),
    );
    expect(other.share).toBeLessThan(0.05);
  });
});
