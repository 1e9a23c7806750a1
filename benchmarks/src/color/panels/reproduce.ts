import { HavcError, meanDeltaE2000, throwIfAborted } from '@havc/core';
import type { ReproducedCell, ReproducedTable, Reproduction } from '../../results/color-results.ts';
import type { PublishedTable } from './published-table.ts';
import type { PublishedPanels } from './read-panels.ts';

/**
 * How far our numbers may be from published ones, CIEDE2000: mean over the cells, any cell, any column's average.
 *
 * They aren't 0 because neither side is exact: the panels went through JPEG with halved chroma, and numbers are published
 * with one decimal. Another metric, or another white, is off by far more in every column.
 */
export const REPRODUCTION_LIMITS = { mean: 0.13, cell: 0.6, column: 0.16 } as const;

/**
 * The published tables, beside what the published panels measure here: plain means of CIEDE2000 over all pixels, D65,
 * without a crop or a resize. That both agree shows that this metric is the one of the tables.
 *
 * A column's published average is compared with the mean of its measured cells; where none was published, the mean of its
 * published cells stands for it.
 *
 * @throws HavcError `INPUT_UNREADABLE` where a picture can't be read or there is no table, `ABORTED`.
 */
export async function reproduce(
  panels: Pick<PublishedPanels, 'source' | 'pictures' | 'tables'>,
  signal?: AbortSignal,
): Promise<Reproduction> {
  if (panels.tables.length === 0) {
    throw new HavcError('INPUT_UNREADABLE', `${panels.source}: there is no published table to compare with.`);
  }
  const measured = await measure(panels, signal);
  const tables = panels.tables.map((table) => reproducedTable(table, measured));
  return { source: panels.source, tables, ...summarize(tables) };
}

/** Mean CIEDE2000 of each panel that a table speaks of, by picture and panel. */
async function measure(
  { pictures, tables }: Pick<PublishedPanels, 'pictures' | 'tables'>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const measured = new Map<string, ReadonlyMap<string, number>>();
  for (const picture of pictures) {
    throwIfAborted(signal);
    const wanted = tables.filter(({ rows }) => rows.some((row) => row.picture === picture.name));
    const names = new Set(wanted.flatMap(({ columns }) => columns));
    if (names.size === 0) continue;
    const { original, panels } = await picture.load(signal);
    measured.set(picture.name, new Map([...names].map((name) => [name, meanDeltaE2000(panels.get(name)!, original)])));
  }
  return measured;
}

function reproducedTable(
  { name, columns, rows, averages }: PublishedTable,
  measured: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ReproducedTable {
  const reproduced = rows.map(({ picture, scores }) => ({
    picture,
    cells: columns.map((column, index) => ({
      column,
      published: scores[index]!,
      measured: measured.get(picture)!.get(column)!,
    })),
  }));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const averaged = columns.map((column, index) => ({
    column,
    published: averages?.[index] ?? mean(rows.map(({ scores }) => scores[index]!)),
    measured: mean(reproduced.map(({ cells }) => cells[index]!.measured)),
  }));
  return { name, columns, rows: reproduced, averages: averaged };
}

function summarize(tables: readonly ReproducedTable[]): Omit<Reproduction, 'source' | 'tables'> {
  const cells = tables.flatMap(({ rows }) =>
    rows.flatMap((row) => row.cells.map((cell) => ({ picture: row.picture, column: cell.column, off: offBy(cell) }))),
  );
  const worst = cells.reduce((most, cell) => (cell.off > most.off ? cell : most));
  const summary = {
    cells: cells.length,
    meanAbsoluteDifference: cells.reduce((sum, { off }) => sum + off, 0) / cells.length,
    largestDifference: worst.off,
    largestAt: `${worst.picture}, ${worst.column}`,
    largestColumnDifference: Math.max(...tables.flatMap(({ averages }) => averages.map(offBy))),
  };
  const { mean, cell, column } = REPRODUCTION_LIMITS;
  const isMet =
    summary.meanAbsoluteDifference <= mean &&
    summary.largestDifference <= cell &&
    summary.largestColumnDifference <= column;
  return { ...summary, limits: REPRODUCTION_LIMITS, isMet };
}

function offBy({ published, measured }: ReproducedCell): number {
  return Math.abs(measured - published);
}
