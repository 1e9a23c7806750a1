import type { LumaLevel, LumaPyramid } from './luma-pyramid.ts';
import { MARGIN } from './luma-pyramid.ts';
import { BLOCK, createMotionField, FARTHEST, type MotionField } from './motion-field.ts';

/** Side of the square about a block that is compared: its surroundings say where a block with little in it went. */
const WINDOW = 16;
/** Only every second sample of every second row of it, of which there are 64. */
const SAMPLES = 64;
/** How far the smallest size is searched through, in its own pixels: of four sizes, up to 56 pixels of the whole. */
const REACH = 7;
/** A change of brightness counts this much of a change of shape: old film flickers, and the match must not. */
const BRIGHTNESS_WEIGHT = 0.25;
/** What a pixel away from the neighbours' motion costs: a sixteenth of a code a sample. */
const AWAY_COST = SAMPLES / 16;
/** By how much any motion must be better than none: half a code a sample. */
const LEAST_GAIN = SAMPLES / 2;
/**
 * Between pixels grain is averaged, which alone takes differences down to sqrt(3/4) and, in both directions,
 * sqrt(5/8): by number of such directions, what makes up for that, and a little more as the best of eight is taken.
 */
const AVERAGING_COST = [1, 1.05 / Math.sqrt(3 / 4), 1.05 / Math.sqrt(5 / 8)] as const;
/** Places that are remembered as looked at; more are looked at again. */
const MOST_TRIED = 64;
/** Steps of one pixel by which a found motion is improved. */
const MOST_STEPS = 6;

/**
 * Where each block of 8x8 pixels of a frame was in another frame, to half a pixel, by block matching from small to whole.
 *
 * A match is judged by the sum of absolute differences in the 16x16 pixels about the block, after the mean difference was
 * taken out, which counts a quarter: brightness that changes over a frame doesn't look like motion. Candidates are what was
 * found at half the size, what the neighbours found, and no motion, which is preferred; the best is improved step by step.
 *
 * @param frame - whose blocks are looked for.
 * @param other - of the same size; where they are looked for.
 */
export function estimateMotion(frame: LumaPyramid, other: LumaPyramid): MotionField {
  let coarser: Vectors | undefined;
  for (let at = frame.levels.length - 1; at >= 0; at--) {
    coarser = searchLevel(frame.levels[at]!, at === 0 ? other.halves : [other.levels[at]!], coarser);
  }
  const { width, height } = frame.levels[0]!;
  const field = createMotionField(width, height);
  field.dx.set(coarser!.x);
  field.dy.set(coarser!.y);
  return field;
}

/** Motion by block: in pixels, or at the whole size in half pixels. */
interface Vectors {
  readonly columns: number;
  readonly rows: number;
  readonly x: Int16Array;
  readonly y: Int16Array;
}

/** @param others - one level, or at the whole size the four at half pixels. */
function searchLevel(own: LumaLevel, others: readonly LumaLevel[], coarser: Vectors | undefined): Vectors {
  const unit = others.length === 4 ? 2 : 1;
  const columns = Math.ceil(own.width / BLOCK);
  const rows = Math.ceil(own.height / BLOCK);
  const found: Vectors = { columns, rows, x: new Int16Array(columns * rows), y: new Int16Array(columns * rows) };
  const match = createMatcher(own, others, unit);
  for (let row = 0, block = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, block++) {
      match.begin(column, row);
      if (coarser) considerCoarser(match, coarser, column, row, 2 * unit);
      else match.expect(column > 0 ? found.x[block - 1]! : 0, column > 0 ? found.y[block - 1]! : 0);
      const considerFound = (at: number) => match.consider(found.x[at]!, found.y[at]!);
      if (column > 0) considerFound(block - 1);
      if (row > 0) considerFound(block - columns);
      if (row > 0 && column + 1 < columns) considerFound(block - columns + 1);
      if (!coarser) {
        for (let y = -REACH; y <= REACH; y++) for (let x = -REACH; x <= REACH; x++) match.consider(x * unit, y * unit);
      }
      match.improve(unit);
      if (unit === 2) match.improveOnce();
      found.x[block] = match.x;
      found.y[block] = match.y;
    }
  }
  return found;
}

/** What was found at half the size: in the block in which this one lies, which is expected, and in the four around it. */
function considerCoarser(match: Matcher, coarser: Vectors, column: number, row: number, scale: number): void {
  const { columns, rows, x, y } = coarser;
  const own = [Math.min(column >> 1, columns - 1), Math.min(row >> 1, rows - 1)] as const;
  for (const [right, down] of PARENT_AND_AROUND) {
    const [atColumn, atRow] = [own[0] + right, own[1] + down];
    if (atColumn < 0 || atRow < 0 || atColumn >= columns || atRow >= rows) continue;
    const at = atRow * columns + atColumn;
    if (right === 0 && down === 0) match.expect(scale * x[at]!, scale * y[at]!);
    match.consider(scale * x[at]!, scale * y[at]!);
  }
}

const PARENT_AND_AROUND = [
  [0, 0],
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

type Matcher = ReturnType<typeof createMatcher>;

/** Compares one block after another with where it may have been, and remembers the best place. */
function createMatcher(own: LumaLevel, others: readonly LumaLevel[], unit: 1 | 2) {
  const { data, stride, origin, width, height } = own;
  const differences = new Int16Array(SAMPLES);
  const farthest = unit === 2 ? FARTHEST : Math.ceil(FARTHEST / 2);
  let left = 0;
  let top = 0;
  let expectedX = 0;
  let expectedY = 0;
  let best = Number.POSITIVE_INFINITY;
  /** What was considered for this block already, most of it several times: neighbours move alike. */
  const tried = new Int32Array(MOST_TRIED);
  let triedCount = 0;
  const isNew = (x: number, y: number): boolean => {
    const key = (y << 16) + x;
    for (let at = 0; at < triedCount; at++) if (tried[at] === key) return false;
    if (triedCount < MOST_TRIED) tried[triedCount++] = key;
    return true;
  };

  const cost = (x: number, y: number): number => {
    const atX = left + (unit === 2 ? x >> 1 : x);
    const atY = top + (unit === 2 ? y >> 1 : y);
    const isInside =
      atX >= -MARGIN && atY >= -MARGIN && atX + WINDOW < width + MARGIN && atY + WINDOW < height + MARGIN;
    if (!isInside || Math.abs(x) > farthest || Math.abs(y) > farthest) return Number.POSITIVE_INFINITY;
    const from = others[unit === 2 ? (x & 1) + 2 * (y & 1) : 0]!.data;
    let sum = 0;
    let n = 0;
    for (let row = 0; row < WINDOW; row += 2) {
      let i = origin + (top + row) * stride + left;
      let j = origin + (atY + row) * stride + atX;
      for (let column = 0; column < WINDOW; column += 2, i += 2, j += 2) {
        const difference = data[i]! - from[j]!;
        differences[n++] = difference;
        sum += difference;
      }
    }
    const mean = Math.round(sum / SAMPLES);
    let total = BRIGHTNESS_WEIGHT * Math.abs(sum);
    for (let k = 0; k < SAMPLES; k++) {
      const rest = differences[k]! - mean;
      total += rest < 0 ? -rest : rest;
    }
    const away = (AWAY_COST * (Math.abs(x - expectedX) + Math.abs(y - expectedY))) / unit;
    const averaged = unit === 2 ? (x & 1) + (y & 1) : 0;
    return total * AVERAGING_COST[averaged]! + away;
  };

  const matcher = {
    x: 0,
    y: 0,
    begin(column: number, row: number): void {
      left = column * BLOCK - (WINDOW - BLOCK) / 2;
      top = row * BLOCK - (WINDOW - BLOCK) / 2;
      // A window of its own that reaches over the border would compare continued samples with continued samples.
      left = Math.max(0, Math.min(left, width - WINDOW));
      top = Math.max(0, Math.min(top, height - WINDOW));
      matcher.x = 0;
      matcher.y = 0;
    },
    /** Says which motion is likely, after which no motion is the best so far. */
    expect(x: number, y: number): void {
      triedCount = 0;
      isNew(0, 0);
      expectedX = x;
      expectedY = y;
      best = cost(0, 0) - LEAST_GAIN;
    },
    consider(x: number, y: number): boolean {
      if (!isNew(x, y)) return false;
      const total = cost(x, y);
      if (total >= best) return false;
      best = total;
      matcher.x = x;
      matcher.y = y;
      return true;
    },
    /** Walks to better places next to the best, as long as there are. */
    improve(step: number): void {
      for (let steps = 0; steps < MOST_STEPS; steps++) {
        const { x, y } = matcher;
        let isBetter = matcher.consider(x + step, y);
        isBetter = matcher.consider(x - step, y) || isBetter;
        isBetter = matcher.consider(x, y + step) || isBetter;
        isBetter = matcher.consider(x, y - step) || isBetter;
        if (!isBetter) break;
      }
    },
    /** Looks at the eight half-pixel places around the best. */
    improveOnce(): void {
      const { x, y } = matcher;
      for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) matcher.consider(x + dx, y + dy);
    },
  };
  return matcher;
}
