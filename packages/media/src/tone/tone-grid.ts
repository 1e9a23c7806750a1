/**
 * Side of the blocks of working pixels that are summed first, and of the cells of the grid. A change with a border of its
 * own is blurred over some two blocks at that border: see the numbers in docs/architecture.md.
 */
const BLOCK = 3;

/**
 * Variance of luma, in squared codes, at which an area counts as half flat. What differs in flat areas is grain and
 * rounding, of which nothing can be learnt about contrast: there the curve's slope holds.
 */
const FLAT_VARIANCE = 25;

/** What a place may add to the slope of the curve: detail is not turned over, nor blown up. */
const LEAST_GAIN = -0.9;
const MOST_GAIN = 3;

/** Of a block or a window: pixels, and sums of luma, its square, the rest, and luma times the rest. */
const MOMENTS = 5;

/** Of a fit: 1, for counting, gain and shift. */
const FIT = 3;

/**
 * What a picture's change of tone has beside its curve, place by place: `gain * luma + shift` is to be added, in codes of
 * 8 bits, full range. Cell i lies at working pixel `cell * (i + 0.5) - 0.5`.
 */
export interface ToneGrid {
  /** Cells a row, and rows. */
  readonly width: number;
  readonly height: number;
  /** Side of a cell in working pixels. */
  readonly cell: number;
  /** Gain and shift of each cell, side by side, row by row. Good until the next fit. */
  readonly fits: Float32Array;
}

/**
 * Fits what the curve leaves to the places of a picture: a guided filter whose guide is the luma before and whose target
 * is what is missing after the curve.
 *
 * In windows of 3 x 3 blocks the rest is taken as a line over luma, leaned towards a constant where luma hardly varies;
 * each cell has the mean of the lines of the windows around it. So edges of the picture stay where they are, and grain
 * keeps the contrast that the curve gives it.
 *
 * @param width - of the working pictures.
 * @returns a function of the lumas before and after, 0..255 row by row, and the curve of `toneCurve`.
 *
 * Source: K. He, J. Sun, X. Tang, "Guided Image Filtering" (2010), eq. 4 to 8; K. He, J. Sun, "Fast Guided Filter" (2015),
 * arXiv:1505.00996, with means of blocks instead of samples.
 */
export function toneGrid(
  width: number,
  height: number,
): (before: Uint8Array, after: Uint8Array, curve: Float64Array) => ToneGrid {
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  // A border of empty cells all around saves the loops from asking where the picture ends.
  const cells = (columns + 2) * (rows + 2);
  const moments = new Float32Array(cells * MOMENTS);
  const lines = new Float32Array(cells * FIT);
  const along = new Float32Array(cells * MOMENTS);
  const windows = new Float32Array(cells * MOMENTS);
  const fits = new Float32Array(columns * rows * 2);
  return (before, after, curve) => {
    sumBlocks(before, after, width, curve, moments.fill(0), columns + 2);
    sumWindows(moments, columns + 2, MOMENTS, along, windows);
    for (let row = 1; row <= rows; row++) {
      const first = row * (columns + 2) + 1;
      fitLines(windows, lines, first, first + columns);
    }
    sumWindows(lines, columns + 2, FIT, along, windows);
    for (let row = 0, o = 0; row < rows; row++) {
      let i = ((row + 1) * (columns + 2) + 1) * FIT;
      for (let column = 0; column < columns; column++, i += FIT, o += 2) {
        const count = windows[i]!;
        fits[o] = windows[i + 1]! / count;
        fits[o + 1] = windows[i + 2]! / count;
      }
    }
    return { width: columns, height: rows, cell: BLOCK, fits };
  };
}

function sumBlocks(
  before: Uint8Array,
  after: Uint8Array,
  width: number,
  curve: Float64Array,
  moments: Float32Array,
  columns: number,
): void {
  for (let i = 0, y = 0; i < before.length; y++) {
    const rowEnd = i + width;
    for (let at = ((((y / BLOCK) | 0) + 1) * columns + 1) * MOMENTS; i < rowEnd; at += MOMENTS) {
      const end = Math.min(i + BLOCK, rowEnd);
      let sum = 0;
      let squares = 0;
      let rests = 0;
      let products = 0;
      moments[at]! += end - i;
      for (; i < end; i++) {
        const luma = before[i]!;
        const rest = after[i]! - curve[luma]!;
        sum += luma;
        squares += luma * luma;
        rests += rest;
        products += luma * rest;
      }
      moments[at + 1]! += sum;
      moments[at + 2]! += squares;
      moments[at + 3]! += rests;
      moments[at + 4]! += products;
    }
  }
}

/** Sums of each cell and its eight neighbours. The border cells' own sums mean nothing. */
function sumWindows(
  values: Float32Array,
  columns: number,
  perCell: number,
  along: Float32Array,
  out: Float32Array,
): void {
  const { length } = values;
  const row = columns * perCell;
  for (let i = perCell; i < length - perCell; i++) {
    along[i] = values[i - perCell]! + values[i]! + values[i + perCell]!;
  }
  for (let i = row; i < length - row; i++) out[i] = along[i - row]! + along[i]! + along[i + row]!;
}

/** The line of each window, from its sums. */
function fitLines(windows: Float32Array, lines: Float32Array, first: number, end: number): void {
  let i = first * MOMENTS;
  for (let o = first * FIT; o < end * FIT; o += FIT, i += MOMENTS) {
    const count = windows[i]!;
    const mean = windows[i + 1]! / count;
    const meanRest = windows[i + 3]! / count;
    const variance = windows[i + 2]! / count - mean * mean;
    const covariance = windows[i + 4]! / count - mean * meanRest;
    const gain = Math.min(Math.max(covariance / (variance + FLAT_VARIANCE), LEAST_GAIN), MOST_GAIN);
    lines[o] = 1;
    lines[o + 1] = gain;
    lines[o + 2] = meanRest - gain * mean;
  }
}
