import { join } from 'node:path';
import { readBounded } from '@havc/presets';
import type { z } from 'zod';
import { panelsFile, publishedFile, publishedTable } from './panels-schema.ts';
import { type PublishedPicture, readPictures } from './published-picture.ts';
import { type PublishedTable, readTable } from './published-table.ts';
import { testSetError } from './test-set-error.ts';

const MAX_JSON_BYTES = 4 << 20;

/** Panels that somebody has published, and what they say about them. */
export interface PublishedPanels {
  readonly source: string;
  readonly pictures: readonly PublishedPicture[];
  /** What a panel's name stands for. */
  readonly models: Readonly<Record<string, string>>;
  readonly tables: readonly PublishedTable[];
}

/**
 * A published test set: pictures whose sheets show the original beside what models made of it, and the published scores.
 *
 * The folder has `panels.json` (`sheets`: for each file the rectangle `x`, `y`, `w`, `h` of each panel, one of them
 * `original`), `published.json` (`source`, `models`, and tables `test_set…` with `columns`, `rows` and `average`), and the
 * sheets. Sheets with one number in their names are of one picture. The folder isn't trusted.
 *
 * @throws HavcError `INPUT_MISSING` where a file isn't there, `INPUT_UNREADABLE` where one isn't as it should be, leads out
 * of the folder, or doesn't fit the others. What is wrong inside of a sheet shows when its picture is loaded.
 */
export async function readPanels(folder: string): Promise<PublishedPanels> {
  const { sheets } = await readJson(folder, 'panels.json', panelsFile);
  const published = await readJson(folder, 'published.json', publishedFile);
  const pictures = await readPictures(folder, sheets);
  const tables = Object.keys(published)
    .filter((key) => key.startsWith('test_set'))
    .map((key) => readTable(key, check(published[key], publishedTable, `${key} of published.json`), pictures));
  return { source: published.source, pictures, models: published.models, tables };
}

async function readJson<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const bytes = await readBounded(join(folder, file), MAX_JSON_BYTES, 'test set');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw testSetError(`${JSON.stringify(join(folder, file))} isn't JSON (${(error as Error).message})`, error);
  }
  return check(value, schema, file);
}

function check<Schema extends z.ZodType>(value: unknown, schema: Schema, what: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? []).map((key) => `[${JSON.stringify(key)}]`).join('');
  throw testSetError(`${what}${path} isn't as it should be (${(issue?.message ?? '').replace(/\.$/, '')})`);
}
