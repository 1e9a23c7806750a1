import type { z } from 'zod';
import type { publishedTable } from './panels-schema.ts';
import type { PublishedPicture } from './published-picture.ts';
import { testSetError } from './test-set-error.ts';

/** A table as it was published. */
export interface PublishedTable {
  /** `test_set_1`. */
  readonly name: string;
  readonly columns: readonly string[];
  /** By picture: the score of each column, in their order. */
  readonly rows: readonly { readonly picture: string; readonly scores: readonly number[] }[];
  /** In the order of the columns; absent where none were published. */
  readonly averages?: readonly number[];
}

/**
 * A table with its numbers in the order of its columns, each of which has a panel.
 *
 * @throws HavcError `INPUT_UNREADABLE` for a picture, panel or number that there isn't.
 */
export function readTable(
  name: string,
  { columns, rows, average }: z.infer<typeof publishedTable>,
  pictures: readonly PublishedPicture[],
): PublishedTable {
  const scoresOf = (scores: Readonly<Record<string, number>>, where: string) =>
    columns.map((column) => {
      const score = Object.hasOwn(scores, column) ? scores[column] : undefined;
      if (score === undefined) throw testSetError(`${where} has no number for ${JSON.stringify(column)}`);
      return score;
    });
  const read = Object.entries(rows).map(([picture, scores]) => {
    const where = `Row ${JSON.stringify(picture)} of ${name} in published.json`;
    const panelNames = pictures.find((each) => each.name === picture)?.panelNames;
    if (panelNames === undefined) throw testSetError(`${where} is of a picture that panels.json doesn't know`);
    const missing = columns.find((column) => !panelNames.includes(column));
    if (missing !== undefined)
      throw testSetError(`${where} scores ${JSON.stringify(missing)}, of which there is no panel`);
    return { picture, scores: scoresOf(scores, where) };
  });
  if (read.length === 0) throw testSetError(`${name} in published.json has no rows`);
  // An object's keys come with those that look like whole numbers first: "10" before "01".
  read.sort((a, b) => Number(a.picture) - Number(b.picture));
  const averages = average && scoresOf(average, `The average of ${name} in published.json`);
  return { name, columns, rows: read, ...(averages && { averages }) };
}
