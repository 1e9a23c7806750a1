import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureWritable, reserveOutput } from '@havc/media';
import type { ModelPool, ReadRecipeFile, Recipe } from '@havc/presets';
import type { ColorizeContext, ColorizeRequest } from '../colorize/colorize-request.ts';
import { openStore } from '../models/open-store.ts';
import { settleOverwrite } from '../overwrite.ts';
import { cliVersion } from '../version.ts';

/** The file beside an output that says how it was made: `film.color.mp4` has `film.color.recipe.json`. */
export function recipeFileFor(output: string): string {
  return join(dirname(output), `${basename(output, extname(output))}.recipe.json`);
}

/** The one in a folder of outputs. */
export const FOLDER_RECIPE_FILE = 'havc.recipe.json';

/**
 * The recipe that a run used, complete, with what can't be seen from it: the version of havc, and the models with the
 * hashes of their weights. It is a recipe itself, and makes the same again.
 *
 * @param input - the name of what was coloured.
 */
export async function recipeRecord(
  { recipe, readFile: readRecipeFile }: { readonly recipe: Recipe; readonly readFile: ReadRecipeFile },
  pool: ModelPool,
  input: string,
): Promise<string> {
  const made = {
    havc: cliVersion(),
    input: basename(input),
    models: await describeModels(pool),
    ...(pool.replaced.length > 0 && {
      fallback: `preview colours: the built-in model stood in for ${pool.replaced.join(', ')}`,
    }),
  };
  const whole = (await withHashes(recipe, readRecipeFile)) as Recipe;
  return `${JSON.stringify({ ...whole, made }, null, 2)}\n`;
}

/** Where a run's recipe goes, and whether one that is there may be replaced. */
export interface PlannedRecord {
  readonly path: string;
  readonly overwrite: boolean;
}

/**
 * Sees to it, before the work, that the recipe can be written beside the output; undefined where none is wanted.
 *
 * @throws HavcError `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`, as for the output itself.
 */
export async function planRecord(
  request: ColorizeRequest,
  output: string,
  inputs: readonly string[],
  context: ColorizeContext,
): Promise<PlannedRecord | undefined> {
  if (!request.recipeFile || output === '-') return undefined;
  const path = recipeFileFor(output);
  const overwrite = await settleOverwrite(path, inputs, { ...context, overwrite: request.overwrite });
  await ensureWritable(path, { overwrite, inputs });
  return { path, overwrite };
}

/** Writes it; the name appears when the file is complete. */
export async function writeRecipeRecord(path: string, text: string, overwrite: boolean): Promise<void> {
  const output = await reserveOutput(path, { overwrite });
  try {
    await writeFile(output.temporaryPath, text);
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
}

async function describeModels(pool: ModelPool): Promise<object[]> {
  const stored = await (await openStore()).list();
  const names = [...new Set(pool.loaded.map(({ name }) => name))];
  return Promise.all(
    names.map(async (name) => {
      if (name === 'compact') return { name, sha256: await compactHash() };
      const found = stored.find(({ entry }) => entry.id === name);
      const sha256 = found?.record?.sha256 ?? found?.entry.sha256;
      return { name, ...(found && { file: found.entry.file }), ...(sha256 !== undefined && { sha256 }) };
    }),
  );
}

async function compactHash(): Promise<string> {
  const file = new URL('../model/compact.onnx', import.meta.resolve('@havc/models-compact'));
  return createHash('sha256')
    .update(await readFile(fileURLToPath(file)))
    .digest('hex');
}

/** The recipe with the hash of each file that it names, so that another file of that name is noticed. */
async function withHashes(value: unknown, read: ReadRecipeFile): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => withHashes(item, read)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => [key, await withHashes(item, read)]),
  );
  const copy = Object.fromEntries(entries);
  if (copy.filter === 'lut' && typeof copy.file === 'string' && copy.sha256 === undefined) {
    copy.sha256 = createHash('sha256')
      .update(await read(copy.file))
      .digest('hex');
  }
  return copy;
}
