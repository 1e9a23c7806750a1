import { HavcError, type TargetSize } from '@havc/core';

/** More columns and rows than this are no overview any more. */
export const MAX_COLUMNS = 40;
export const MAX_ROWS = 24;

/** Pictures on one sheet take at most so many pixels together (90 MB), and a row or a column at most so many across. */
const MAX_SHEET_PIXELS = 30e6;
const MAX_SHEET_SIDE = 16_000;
/** Any sheet of as many pictures as are allowed has room for squares of this side, in pixels. */
const SMALLEST = 16;

/**
 * The size that a picture has on the sheet: inside a square of `cell` pixels, its proportions kept, never enlarged.
 */
export function cellSize(picture: TargetSize, cell: number): TargetSize {
  const factor = Math.min(1, cell / Math.max(picture.width, picture.height));
  return {
    width: Math.max(1, Math.round(picture.width * factor)),
    height: Math.max(1, Math.round(picture.height * factor)),
  };
}

/**
 * Checks that a sheet isn't larger than anyone compares.
 *
 * @param rows - the source's included.
 * @throws HavcError `OPTION_INVALID`.
 */
export function ensureFits(columns: number, rows: number): void {
  if (columns <= MAX_COLUMNS && rows <= MAX_ROWS) return;
  throw new HavcError(
    'OPTION_INVALID',
    `The sheet would have ${columns} columns and ${rows} rows, and ${MAX_COLUMNS} by ${MAX_ROWS} is the most: choose ` +
      'fewer frames or fewer presets.',
    { details: { columns, rows } },
  );
}

/**
 * The side of the squares that pictures are fitted into: the one asked for, or less where the sheet would become so
 * large that viewers refuse it.
 *
 * @param pictures - the size of each column's picture.
 * @param rows - rows of pictures, the source's included.
 * @param cell - side in pixels, 16 or more.
 * @throws HavcError `OPTION_INVALID` as {@link ensureFits} does.
 */
export function fitCell(pictures: readonly TargetSize[], rows: number, cell: number): number {
  ensureFits(pictures.length, rows);
  const fits = (side: number): boolean => {
    const sizes = pictures.map((picture) => cellSize(picture, side));
    const across = sizes.reduce((sum, { width }) => sum + width, 0);
    const down = rows * Math.max(0, ...sizes.map(({ height }) => height));
    return across <= MAX_SHEET_SIDE && down <= MAX_SHEET_SIDE && across * down <= MAX_SHEET_PIXELS;
  };
  if (fits(cell)) return cell;
  let [good, bad] = [SMALLEST, cell];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
