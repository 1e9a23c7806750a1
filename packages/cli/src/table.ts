import { onOneLine } from './progress/format.ts';

/** Rows of a label and a value as lines, the values below each other. An empty label continues the row above. */
export function formatTable(rows: readonly (readonly [label: string, value: string])[]): string {
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${onOneLine(value)}`.trimEnd()).join('\n');
}
