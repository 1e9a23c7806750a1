import { formatFixed, formatPercent, formatSignificant, isNumber, type MaybeNumber } from '../page/format.ts';

/** What a cell wants to be seen as. */
export type Tone = 'good' | 'bad' | 'muted';

/** One value of a table, for HTML and Markdown alike. */
export interface Cell {
  readonly text: string;
  /** What sorts it; its text does where this is absent. */
  readonly value?: number;
  readonly tone?: Tone;
  /** How strongly the ground is coloured: -1 (cool) to 1 (warm), 0 not at all. */
  readonly heat?: number;
  /** Smaller, before the text, so that numbers stay below each other. */
  readonly mark?: string;
  /** Smaller, after the text. */
  readonly remark?: string;
}

/** A column; the first of a table names its rows. */
export interface Column {
  readonly title: string;
  /** What it is and which way is better, for whoever points at it. */
  readonly hint?: string;
  readonly isNumber?: boolean;
  /** A title above neighbours that share it. */
  readonly group?: string;
}

/** A row; a reference (truth, gray) stands apart from what is judged, an average at the end whatever the order. */
export interface TableRow {
  readonly cells: readonly Cell[];
  readonly kind?: 'reference' | 'average';
}

/** A table as the page and the Markdown show it. */
export interface ReportTable {
  readonly title: string;
  /** How to read it. */
  readonly reading: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** The column that its rows are in the order of. */
  readonly sortedBy?: { readonly column: number; readonly direction: 'ascending' | 'descending' };
}

/** A cell of text. */
export function textCell(text: string, more: Omit<Cell, 'text'> = {}): Cell {
  return { text, ...more };
}

/** A number with so many digits after the point. */
export function fixedCell(value: MaybeNumber, digits: number, more: Omit<Cell, 'text' | 'value'> = {}): Cell {
  return { text: formatFixed(value, digits), ...sortValue(value), ...more };
}

/** A number with three digits that count. */
export function significantCell(value: MaybeNumber, more: Omit<Cell, 'text' | 'value'> = {}): Cell {
  return { text: formatSignificant(value), ...sortValue(value), ...more };
}

/** A share from 0 to 1 in percent. */
export function percentCell(share: MaybeNumber, digits = 0, more: Omit<Cell, 'text' | 'value'> = {}): Cell {
  return { text: formatPercent(share, digits), ...sortValue(share), ...more };
}

/** The column without those that are empty in every row. */
export function withoutEmptyColumns(table: ReportTable): ReportTable {
  const isEmpty = (column: number) => table.rows.every(({ cells }) => ['', '–'].includes(cells[column]?.text ?? ''));
  const kept = table.columns.map((_, index) => index).filter((index) => index === 0 || !isEmpty(index));
  const pick = <T>(list: readonly T[]): T[] => kept.flatMap((index) => (index in list ? [list[index]!] : []));
  const { sortedBy, ...rest } = table;
  const column = sortedBy ? kept.indexOf(sortedBy.column) : -1;
  return {
    ...rest,
    columns: pick(table.columns),
    rows: table.rows.map((row) => ({ ...row, cells: pick(row.cells) })),
    ...(sortedBy && column >= 0 ? { sortedBy: { ...sortedBy, column } } : {}),
  };
}

function sortValue(value: MaybeNumber): Pick<Cell, 'value'> {
  return isNumber(value) ? { value } : {};
}
