import { onOneLine } from './progress/format.ts';

/** Rows of a label and a value as lines, the values below each other. An empty label continues the row above. */
export function formatTable(rows: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${onOneLine(value)}`.trimEnd()).join('\n');
}

/** Rows of several columns as lines, each column as wide as its widest cell. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const line = (row: readonly string[]) =>
    row.map((cell, column) => onOneLine(cell).padEnd(widths[column]!)).join('  ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}
