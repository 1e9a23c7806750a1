import type { ToneGrid } from './tone-grid.ts';

/** Sizes in pixels of a picture and of the working pictures that its grid was fitted to. */
export interface GridPlace {
  readonly width: number;
  readonly height: number;
  readonly workingWidth: number;
  readonly workingHeight: number;
}

/** Gain and shift of a full-size row. */
export interface EnlargedCells {
  readonly gain: Float32Array;
  readonly shift: Float32Array;
}

/** Where a full-size row lies between two rows of cells: the gain of pixel x is `above + share * (below - above)`. */
export interface ToneRow {
  /** 0 or 1: which of the two buffers. */
  readonly above: number;
  readonly below: number;
  /** How much of the lower one, 0..1. */
  readonly share: number;
}

/**
 * Enlarges a grid row by row, bilinearly, with pixel centres aligned and edges repeated.
 *
 * @param buffers - two of them, as wide as the picture, to hold the rows of cells next to a full-size row.
 * @param unit - what a shift of 1, which is a code of 8 bits, full range, is in codes of the picture.
 * @returns a function that takes a grid and gives another one, for the picture's rows: asked for one, it fills the buffers
 * with what that row needs and says where in between it lies.
 */
export function enlargeGrid(
  place: GridPlace,
  buffers: readonly [EnlargedCells, EnlargedCells],
  unit: number,
): (grid: ToneGrid) => (y: number) => ToneRow {
  const { width, height, workingWidth, workingHeight } = place;
  const lefts = new Uint32Array(width);
  const shares = new Float32Array(width);
  return (grid) => {
    const columnOf = cellAt(workingWidth / width / grid.cell, grid.width);
    for (let x = 0; x < width; x++) {
      const position = columnOf(x);
      // The last cell is reached as the right neighbour of the one before.
      lefts[x] = Math.min(Math.floor(position), Math.max(0, grid.width - 2));
      shares[x] = position - lefts[x]!;
    }
    const held = [-1, -1];
    // Neighbouring rows of cells never share a buffer.
    const bufferOf = (row: number) => {
      const buffer = row % 2;
      if (held[buffer] !== row) enlargeRow(grid, row, { lefts, shares, unit }, buffers[buffer]!);
      held[buffer] = row;
      return buffer;
    };
    const rowOf = cellAt(workingHeight / height / grid.cell, grid.height);
    return (y) => {
      const position = rowOf(y);
      const row = Math.floor(position);
      const [above, below] = [bufferOf(row), bufferOf(Math.min(row + 1, grid.height - 1))];
      return { above, below, share: position - row };
    };
  };
}

/** Where in the grid a full-size pixel lies, in cells. */
function cellAt(cellsPerPixel: number, cells: number): (pixel: number) => number {
  return (pixel) => Math.min(Math.max((pixel + 0.5) * cellsPerPixel - 0.5, 0), cells - 1);
}

interface Columns {
  /** For every pixel of a row, the cell to its left and how much of the one to its right it takes. */
  readonly lefts: Uint32Array;
  readonly shares: Float32Array;
  readonly unit: number;
}

function enlargeRow({ fits, width }: ToneGrid, row: number, columns: Columns, { gain, shift }: EnlargedCells): void {
  const { lefts, shares, unit } = columns;
  const start = row * width * 2;
  const step = width > 1 ? 2 : 0;
  for (let x = 0; x < gain.length; x++) {
    const left = start + lefts[x]! * 2;
    const share = shares[x]!;
    gain[x] = fits[left]! + share * (fits[left + step]! - fits[left]!);
    shift[x] = (fits[left + 1]! + share * (fits[left + step + 1]! - fits[left + 1]!)) * unit;
  }
}
