import { CELL, cellGrid } from './luma-cells.ts';
import type { LumaLevel, LumaPyramid } from './luma-pyramid.ts';
import { BLOCK, type MotionField } from './motion-field.ts';

/** How far forth and back may end from where they began, in half pixels: a pixel and a half. */
const FARTHEST_RETURN = 3;
/** How much a block may brighten more than the picture does, in codes: flicker of old film isn't the same everywhere. */
const LARGEST_BRIGHTENING = 12;
/** How much a cell may differ from its match, in codes: some three times what strong grain leaves in the mean of four. */
const LARGEST_DIFFERENCE = 10;
/** The part of the contrast around a cell by which it may differ more: half a pixel beside an edge is much in codes. */
const CONTRAST_SHARE = 0.5;

/**
 * Which cells of a frame can be compared with the frame before along the motion: 1 where they can, 0 where something was
 * uncovered, came in over the border, or wasn't found again. Whatever lies next to such a cell counts as one.
 *
 * A block is left out where motion forth and back doesn't return to within one and a half pixels, or where it brightened
 * or darkened by 12 codes more than most did; a cell, where its match lies outside of the picture, or differs by more than
 * 10 codes and half of the contrast around it, the block's own change of brightness taken out.
 *
 * @param motion - from the frame to the one before.
 * @param back - from the one before to the frame.
 */
export function coveredCells(
  frame: LumaPyramid,
  before: LumaPyramid,
  motion: MotionField,
  back: MotionField,
): Uint8Array {
  const whole = frame.levels[0]!;
  const grid = cellGrid(whole.width, whole.height);
  const differences = cellDifferences(whole, before.halves, motion);
  const shifts = blockShifts(differences, grid, motion);
  const common = medianOf(shifts);
  const covered = new Uint8Array(grid.columns * grid.rows);
  for (let row = 0, cell = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, cell++) {
      const block = blockOf(column, row, motion);
      if (Math.abs(shifts[block]! - common) > LARGEST_BRIGHTENING || !returns(block, motion, back)) continue;
      const difference = Math.abs(differences[cell]! - shifts[block]!);
      // A comparison with NaN, which stands for "outside", is false.
      if (difference <= LARGEST_DIFFERENCE + CONTRAST_SHARE * contrastAround(whole, column, row)) covered[cell] = 1;
    }
  }
  return shrunk(covered, grid);
}

type Grid = ReturnType<typeof cellGrid>;

function blockOf(column: number, row: number, { columns }: MotionField): number {
  return Math.floor((row * CELL) / BLOCK) * columns + Math.floor((column * CELL) / BLOCK);
}

/** By how much each cell is brighter than its match; NaN where that lies outside of the picture. */
function cellDifferences(own: LumaLevel, halves: readonly LumaLevel[], motion: MotionField): Float32Array {
  const { width, height, stride, origin } = own;
  const { columns, rows } = cellGrid(width, height);
  const differences = new Float32Array(columns * rows);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const block = blockOf(column, row, motion);
      const dx = motion.dx[block]!;
      const dy = motion.dy[block]!;
      if (!isInside(CELL * column, CELL * row, dx, dy, own)) {
        differences[cell] = Number.NaN;
        continue;
      }
      const other = halves[(dx & 1) + 2 * (dy & 1)]!.data;
      const i = origin + CELL * row * stride + CELL * column;
      const j = i + (dy >> 1) * stride + (dx >> 1);
      const sum = own.data[i]! + own.data[i + 1]! + own.data[i + stride]! + own.data[i + stride + 1]!;
      differences[cell] = (sum - other[j]! - other[j + 1]! - other[j + stride]! - other[j + stride + 1]!) / 4;
    }
  }
  return differences;
}

/** Whether all samples that a moved cell is read from lie in the picture. */
function isInside(x: number, y: number, dx: number, dy: number, { width, height }: LumaLevel): boolean {
  const left = x + (dx >> 1);
  const top = y + (dy >> 1);
  return left >= 0 && top >= 0 && left + CELL + (dx & 1) <= width && top + CELL + (dy & 1) <= height;
}

/** The mean difference of each block's cells inside the picture; NaN where there is none. */
function blockShifts(differences: Float32Array, { columns, rows }: Grid, motion: MotionField): Float32Array {
  const sums = new Float32Array(motion.dx.length);
  const counts = new Uint8Array(motion.dx.length);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const difference = differences[cell]!;
      if (Number.isNaN(difference)) continue;
      const block = blockOf(column, row, motion);
      sums[block]! += difference;
      counts[block]!++;
    }
  }
  return sums.map((sum, block) => sum / counts[block]!);
}

function medianOf(values: Float32Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

/** Whether going to where the block was, and from there with the motion the other way, ends near where it began. */
function returns(block: number, motion: MotionField, back: MotionField): boolean {
  const dx = motion.dx[block]!;
  const dy = motion.dy[block]!;
  const column = (block % motion.columns) + Math.round(dx / (2 * BLOCK));
  const row = Math.floor(block / motion.columns) + Math.round(dy / (2 * BLOCK));
  if (column < 0 || row < 0 || column >= motion.columns || row >= motion.rows) return false;
  const other = row * motion.columns + column;
  return Math.abs(dx + back.dx[other]!) <= FARTHEST_RETURN && Math.abs(dy + back.dy[other]!) <= FARTHEST_RETURN;
}

/** Brightest minus darkest of the 4x4 pixels about a cell. */
function contrastAround({ data, stride, origin }: LumaLevel, column: number, row: number): number {
  let lowest = 255;
  let highest = 0;
  for (let y = -1; y <= CELL; y++) {
    let i = origin + (CELL * row + y) * stride + CELL * column - 1;
    for (let x = -1; x <= CELL; x++, i++) {
      const value = data[i]!;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  return highest - lowest;
}

/** What is covered and has only covered cells on all four sides. */
function shrunk(covered: Uint8Array, { columns, rows }: Grid): Uint8Array {
  const inner = new Uint8Array(covered.length);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const isInner =
        covered[cell] === 1 &&
        (column === 0 || covered[cell - 1] === 1) &&
        (column === columns - 1 || covered[cell + 1] === 1) &&
        (row === 0 || covered[cell - columns] === 1) &&
        (row === rows - 1 || covered[cell + columns] === 1);
      if (isInner) inner[cell] = 1;
    }
  }
  return inner;
}
