import type { AxisTable } from './table.ts';

/** In which order the rows of a source come in, so that each row of the target finds its own in a row. */
export interface RowOrder {
  /** Numbers of rows; those that no output takes are left out. */
  readonly rows: Int32Array;
  /** For each output, the place in `rows` of the first row that it takes. */
  readonly places: Int32Array;
}

/** The order for a table. Where outputs go back, which tables seldom do, rows come once more. */
export function rowOrder({ outputs, starts, counts }: AxisTable): RowOrder {
  const rows: number[] = [];
  const places = new Int32Array(outputs);
  let next = 0;
  for (let output = 0; output < outputs; output++) {
    const start = starts[output]!;
    if (output === 0 || start < starts[output - 1]! || start > next) next = start;
    places[output] = rows.length - (next - start);
    for (const end = start + counts[output]!; next < end; next++) rows.push(next);
  }
  return { rows: Int32Array.from(rows), places };
}
