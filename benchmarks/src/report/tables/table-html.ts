import { type Html, html } from '../page/html.ts';
import type { Cell, Column, ReportTable, TableRow } from './report-table.ts';

/** The table with its caption, in a box that scrolls by itself where the window is too narrow. */
export function tableHtml({ title, reading, columns, rows, sortedBy }: ReportTable): Html {
  const head = columns.map((column, index) => {
    const order = sortedBy?.column === index ? sortedBy.direction : undefined;
    return html`<th scope="col"${classes(column)}${order && html` aria-sort="${order}"`}><button type="button"${
      column.hint !== undefined && html` title="${column.hint}"`
    }>${column.title}</button></th>`;
  });
  return html`
<figure class="table">
<figcaption><b>${title}</b> ${reading}</figcaption>
<div class="scroll" role="region" tabindex="0" aria-label="${title}"><table${density(columns, rows)}>
<thead>${groupsHtml(columns)}<tr>${head}</tr></thead>
<tbody>${rows.filter(({ kind }) => kind !== 'average').map((row) => rowHtml(row, columns))}</tbody>
${averagesHtml(rows, columns)}</table></div>
</figure>`;
}

function averagesHtml(rows: readonly TableRow[], columns: readonly Column[]): Html | undefined {
  const averages = rows.filter(({ kind }) => kind === 'average');
  if (averages.length === 0) return undefined;
  return html`<tfoot>${averages.map((row) => rowHtml(row, columns))}</tfoot>`;
}

/** Closer where there are many columns, and without room for long names where all are short. */
function density(columns: readonly Column[], rows: readonly TableRow[]): Html | undefined {
  const names = [
    columns.length > MANY_COLUMNS && 'dense',
    rows.every(({ cells }) => (cells[0]?.text.length ?? 0) <= SHORT_TEXT) && 'brief',
  ].filter((name) => typeof name === 'string');
  return names.length > 0 ? html` class="${names.join(' ')}"` : undefined;
}

const MANY_COLUMNS = 11;
const SHORT_TEXT = 10;
/** Longer texts are broken into lines. */
const ONE_LINE = 30;

/** A row of titles above the columns that share one. */
function groupsHtml(columns: readonly Column[]): Html | undefined {
  if (!columns.some(({ group }) => group !== undefined)) return undefined;
  const groups: { title: string; span: number }[] = [];
  for (const { group = '' } of columns) {
    const last = groups.at(-1);
    if (last && group !== '' && last.title === group) last.span++;
    else groups.push({ title: group, span: 1 });
  }
  const cells = groups.map(({ title, span }) =>
    title === '' ? html`<td></td>` : html`<th scope="colgroup" colspan="${span}">${title}</th>`,
  );
  return html`<tr class="groups">${cells}</tr>`;
}

function rowHtml({ cells, kind }: TableRow, columns: readonly Column[]): Html {
  return html`<tr${kind === 'reference' && html` class="reference"`}>${cells.map((cell, index) =>
    cellHtml(cell, columns[index], index === 0),
  )}</tr>
`;
}

function cellHtml(cell: Cell, column: Column | undefined, isHead: boolean): Html {
  const attributes = html`${classes(column, cell)}${heatStyle(cell.heat)}${
    cell.value !== undefined && html` data-value="${cell.value}"`
  }`;
  const content = html`${cell.mark !== undefined && html`<small>${cell.mark}</small> `}${cell.text}${cell.remark !== undefined && html` <small>${cell.remark}</small>`}`;
  return isHead ? html`<th scope="row"${attributes}>${content}</th>` : html`<td${attributes}>${content}</td>`;
}

function classes(column: Column | undefined, { text, tone, heat }: Partial<Cell> = {}): Html | undefined {
  const names = [
    column?.isNumber && 'n',
    !column?.isNumber && text !== undefined && text.length > ONE_LINE && 'long',
    tone,
    heat !== undefined && heat !== 0 && (heat > 0 ? 'warm' : 'cool'),
  ];
  const used = names.filter((name) => typeof name === 'string');
  return used.length > 0 ? html` class="${used.join(' ')}"` : undefined;
}

function heatStyle(heat: number | undefined): Html | undefined {
  if (heat === undefined || !Number.isFinite(heat) || heat === 0) return undefined;
  return html` style="--heat:${Math.min(1, Math.abs(heat)).toFixed(2)}"`;
}
