import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import {
  fixedCell,
  percentCell,
  type ReportTable,
  significantCell,
  textCell,
  withoutEmptyColumns,
} from './report-table.ts';
import { tableHtml } from './table-html.ts';

const table: ReportTable = {
  title: 'Methods "all" <b>',
  reading: 'Lower is better.',
  columns: [
    { title: 'method' },
    { title: 'published', isNumber: true, group: 'DD', hint: 'as "printed"' },
    { title: 'measured', isNumber: true, group: 'DD' },
    { title: 'note' },
  ],
  rows: [
    {
      cells: [
        textCell('<script>alert(1)</script>'),
        fixedCell(8.305, 1),
        fixedCell(8.31, 2, { heat: 0.5 }),
        textCell(''),
      ],
    },
    { cells: [textCell('gray'), fixedCell(null, 1), fixedCell(10, 2, { heat: -3 }), textCell('')], kind: 'reference' },
    { cells: [textCell('mean'), fixedCell(9, 1), fixedCell(9, 2), textCell('')], kind: 'average' },
  ],
  sortedBy: { column: 2, direction: 'ascending' },
};

function shown(shownTable: ReportTable): ReturnType<typeof parseHTML>['document'] {
  return parseHTML(`<html><body>${tableHtml(shownTable)}</body></html>`).document;
}

describe('tableHtml', () => {
  it('shows labels as text and never as tags', () => {
    const document = shown(table);
    expect(document.querySelector('script')).toBeNull();
    expect(document.querySelector('tbody th')?.textContent).toBe('<script>alert(1)</script>');
    expect(document.querySelector('[role=region]')?.getAttribute('aria-label')).toBe('Methods "all" <b>');
    expect(document.querySelectorAll('thead button')[1]?.getAttribute('title')).toBe('as "printed"');
  });

  it('says how it is sorted, and keeps the exact values for sorting', () => {
    const document = shown(table);
    const orders = [...document.querySelectorAll('th[scope=col]')].map((title) => title.getAttribute('aria-sort'));
    expect(orders).toEqual([null, null, 'ascending', null]);
    expect(document.querySelector('tbody td')?.getAttribute('data-value')).toBe('8.305');
    expect(document.querySelectorAll('tbody tr')[1]?.querySelector('td')?.getAttribute('data-value')).toBeNull();
  });

  it('spans the title of a group over its columns', () => {
    const group = shown(table).querySelector('th[scope=colgroup]');
    expect([group?.textContent, group?.getAttribute('colspan')]).toEqual(['DD', '2']);
  });

  it('colours the ground by heat, at most fully', () => {
    const cells = [...shown(table).querySelectorAll('tbody [style]')];
    expect(cells.map((cell) => [cell.className, cell.getAttribute('style')])).toEqual([
      ['n warm', '--heat:0.50'],
      ['n cool', '--heat:1.00'],
    ]);
  });

  it('keeps averages below what is sorted', () => {
    const document = shown(table);
    expect(document.querySelectorAll('tbody tr').length).toBe(2);
    expect(document.querySelector('tfoot th')?.textContent).toBe('mean');
  });
});

describe('withoutEmptyColumns', () => {
  it('takes out what no row has, and still knows the order', () => {
    const { columns, rows, sortedBy } = withoutEmptyColumns({
      ...table,
      sortedBy: { column: 2, direction: 'descending' },
    });
    expect(columns.map(({ title }) => title)).toEqual(['method', 'published', 'measured']);
    expect(rows.map(({ cells }) => cells.length)).toEqual([3, 3, 3]);
    expect(sortedBy).toEqual({ column: 2, direction: 'descending' });
  });

  it('forgets the order by a column that is gone', () => {
    expect(withoutEmptyColumns({ ...table, sortedBy: { column: 3, direction: 'ascending' } }).sortedBy).toBeUndefined();
  });
});

describe('cells', () => {
  it('have a value only where there is a number', () => {
    expect(significantCell(0.01234)).toEqual({ text: '0.0123', value: 0.01234 });
    expect(percentCell(0.5)).toEqual({ text: '50 %', value: 0.5 });
    expect(fixedCell(Number.NaN, 1)).toEqual({ text: '–' });
  });
});
