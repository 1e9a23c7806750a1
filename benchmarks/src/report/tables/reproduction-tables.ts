import type { ReproducedCell, ReproducedTable, Reproduction } from '../../results/color-results.ts';
import { type Cell, fixedCell, type ReportTable, textCell } from './report-table.ts';

/** What was published, beside what the same panels measure here; the ground says by how much they differ. */
export function reproductionTable(
  { name, columns, rows, averages }: ReproducedTable,
  limits: Reproduction['limits'],
): ReportTable {
  return {
    title: `${name}.`,
    reading:
      'Mean CIEDE2000 of each picture: as it was published, and as measured here. The ground is warm where more is measured ' +
      'than was published, cool where less, and strongest at the limit of what a cell may differ.',
    columns: [
      { title: 'picture' },
      ...columns.flatMap((column) => [
        { title: 'published', group: column, isNumber: true },
        { title: 'measured', group: column, isNumber: true },
      ]),
    ],
    rows: [
      ...rows.map(({ picture, cells }) => ({ cells: [textCell(picture), ...pairCells(columns, cells, limits.cell)] })),
      { kind: 'average', cells: [textCell('mean'), ...pairCells(columns, averages, limits.column)] },
    ],
  };
}

function pairCells(columns: readonly string[], cells: readonly ReproducedCell[], limit: number): readonly Cell[] {
  return columns.flatMap((column) => {
    const cell = cells.find((candidate) => candidate.column === column);
    const difference = cell ? cell.measured - cell.published : 0;
    return [
      fixedCell(cell?.published, 1, { tone: 'muted' }),
      fixedCell(cell?.measured, 2, { heat: limit > 0 ? difference / limit : 0 }),
    ];
  });
}
