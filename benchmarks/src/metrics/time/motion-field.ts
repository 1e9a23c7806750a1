/** Side of the squares that move as one, pixels. */
export const BLOCK = 8;

/** The farthest a block may have moved in each direction, in half pixels: it fits a signed byte. */
export const FARTHEST = 126;

/** Where each block of a frame was in another: `to` plus half of (dx, dy) pixels. */
export interface MotionField {
  readonly columns: number;
  readonly rows: number;
  /** In half pixels to the right, row by row. */
  readonly dx: Int8Array;
  /** In half pixels downwards. */
  readonly dy: Int8Array;
}

/** A field in which nothing moves. */
export function createMotionField(width: number, height: number): MotionField {
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  return { columns, rows, dx: new Int8Array(columns * rows), dy: new Int8Array(columns * rows) };
}
