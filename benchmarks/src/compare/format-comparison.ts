import type { Comparison, PartComparison } from './comparison.ts';
import {
  describeChange,
  describeCounts,
  describeRun,
  describeValue,
  PART_TITLES,
  toldChanges,
} from './describe-change.ts';

/** How {@link formatComparison} and {@link comparisonMarkdown} tell. */
export interface FormatComparisonOptions {
  /** Leaves out what is within the noise; it is still counted. Default false. */
  readonly withoutNoise?: boolean;
}

/** A comparison as text for a terminal: warnings, a table a part, and how many changes there are of each kind. */
export function formatComparison(comparison: Comparison, options: FormatComparisonOptions = {}): string {
  const { before, after, warnings, counts } = comparison;
  const lines = [
    `before: ${describeRun(before)}`,
    `after:  ${describeRun(after)}`,
    ...warnings.map((text) => `! ${text}`),
  ];
  for (const [part, title] of PARTS) {
    const compared = comparison[part];
    if (!compared) continue;
    lines.push('', title, ...compared.notes.map((text) => `  ! ${text}`), ...tableLines(compared, options));
    for (const [word, names] of listsOf(compared)) lines.push(`  ${word}: ${names.join('; ')}`);
  }
  return [...lines, '', describeCounts(counts)].map(onOneLine).join('\n');
}

/** The same in Markdown, for a pull request. */
export function comparisonMarkdown(comparison: Comparison, options: FormatComparisonOptions = {}): string {
  const { before, after, warnings, counts } = comparison;
  const lines = [`- before: ${escaped(describeRun(before))}`, `- after: ${escaped(describeRun(after))}`];
  lines.push(...warnings.flatMap((text) => ['', `> ${escaped(text)}`]), '', describeCounts(counts));
  for (const [part, title] of PARTS) {
    const compared = comparison[part];
    if (!compared) continue;
    lines.push('', `## ${title}`, ...compared.notes.flatMap((text) => ['', `> ${escaped(text)}`]));
    const rows = rowsOf(compared, options).map(({ cells, caution }) =>
      caution ? [...cells, caution] : [...cells, ''],
    );
    if (rows.length > 0) {
      lines.push('', `| ${[...HEADER, ''].join(' | ')} |`, '| --- | --- | ---: | ---: | --- | --- | --- |');
      lines.push(...rows.map((cells) => `| ${cells.map(escaped).join(' | ')} |`));
    }
    for (const [word, names] of listsOf(compared)) lines.push('', `${word}: ${names.map(escaped).join('; ')}`);
  }
  return `${lines.join('\n')}\n`;
}

const PARTS = Object.entries(PART_TITLES) as readonly [keyof typeof PART_TITLES, string][];

const HEADER = ['what', 'measure', 'before', 'after', 'change', 'by'];

interface TableRow {
  readonly cells: readonly string[];
  readonly caution?: string | undefined;
}

function rowsOf({ changes }: PartComparison, { withoutNoise = false }: FormatComparisonOptions): readonly TableRow[] {
  return toldChanges(changes)
    .filter(({ verdict }) => verdict !== 'noise' || !withoutNoise)
    .map((change) => {
      const { subject, measure, unit, before, after, basis, caution } = change;
      const values = [describeValue(before, unit), describeValue(after, unit)];
      return { cells: [subject, measure, ...values, describeChange(change), basis], caution };
    });
}

function tableLines(compared: PartComparison, options: FormatComparisonOptions): readonly string[] {
  const rows = rowsOf(compared, options);
  if (rows.length === 0) return [compared.changes.length === 0 ? '  nothing to compare' : '  no differences'];
  const table = [HEADER, ...rows.map(({ cells }) => cells)].map((cells) => cells.map(onOneLine));
  const widths = HEADER.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => (NUMBERS.has(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ')}`.trimEnd();
  return [
    line(table[0]!),
    ...rows.flatMap(({ caution }, at) => [line(table[at + 1]!), ...(caution ? [`    but ${caution}`] : [])]),
  ];
}

/** The columns of values. */
const NUMBERS: ReadonlySet<number> = new Set([2, 3]);

function listsOf({ added, removed }: PartComparison): readonly (readonly [string, readonly string[]])[] {
  const lists = [
    ['only in the second run', added],
    ['only in the first run', removed],
  ] as const;
  return lists.filter(([, names]) => names.length > 0);
}

/** Names come from files: what steers a terminal must not reach it. */
function onOneLine(text: string): string {
  return text.replaceAll(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '?');
}

function escaped(text: string): string {
  return onOneLine(text).replaceAll(/[\\`*_{}[\]<>|#&]/g, '\\$&');
}
