import type { Column, ReportTable, TableRow } from './report-table.ts';

/** The table for a repository: a line a row, its caption above. */
export function tableMarkdown({ title, reading, columns, rows }: ReportTable): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [
    `**${escapeMarkdown(title)}** ${escapeMarkdown(reading)}`,
    '',
    line(columns.map(({ title: name, group }) => escapeMarkdown(group === undefined ? name : `${group} ${name}`))),
    line(columns.map((column) => (column.isNumber ? '--:' : ':--'))),
    ...rows.map((row) => line(cellTexts(row, columns))),
  ].join('\n');
}

function cellTexts({ cells, kind }: TableRow, columns: readonly Column[]): readonly string[] {
  return columns.map((_, index) => {
    const cell = cells[index];
    const text = escapeMarkdown([cell?.mark, cell?.text, cell?.remark].filter((part) => part !== undefined).join(' '));
    return kind !== undefined && index === 0 ? `*${text}*` : text;
  });
}

/** Text that Markdown shows as it is: on one line, without links, tags, tables' bars and emphasis. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
      .trim()
      .replace(/[\\`*_[\]|~]|^[#+-]/g, '\\$&')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      // An address by itself would become a link.
      .replace(/:\/\//g, ':&#47;&#47;')
      .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}&#46;`)
      .replace(/@(?=\w)/g, '&#64;')
  );
}

/** A block of code that no run of backticks in it can end. */
export function codeMarkdown(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}\n${text.replace(/\p{Cc}+/gu, ' ')}\n${fence}`;
}
