import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EncodeMetadata } from '@havc/media';
import type { ModelPool, ReadRecipeFile, Recipe } from '@havc/presets';
import { openStore } from '../models/open-store.ts';
import { onOneLine } from '../progress/format.ts';
import { cliVersion } from '../version.ts';

/** All containers that hold a recipe hold this much; the usual one has two thousand bytes. */
const MAX_TAG_BYTES = 60_000;

/** A recipe as a run has used it. It is a recipe itself, and makes the same again. */
export type RecipeRecord = Omit<Recipe, 'made'> & { readonly made: RunTraits };

/** What can't be seen from the recipe. */
interface RunTraits {
  /** The version of havc. */
  readonly havc: string;
  /** The name of what was coloured. */
  readonly input: string;
  readonly models: readonly { readonly name: string; readonly file?: string; readonly sha256?: string }[];
  /** What must be said where the built-in model stood in for others. */
  readonly fallback?: string;
}

/**
 * The recipe that a run used, complete, with what can't be seen from it: the version of havc, and the models with the
 * hashes of their weights.
 *
 * @param input - the name of what was coloured.
 */
export async function recipeRecord(
  { recipe, readFile: readRecipeFile }: { readonly recipe: Recipe; readonly readFile: ReadRecipeFile },
  pool: ModelPool,
  input: string,
): Promise<RecipeRecord> {
  const made: RunTraits = {
    ...unmadeRecord(recipe, input).made,
    models: await describeModels(pool),
    ...(pool.replaced.length > 0 && {
      fallback: `preview colours: the built-in model stood in for ${pool.replaced.join(', ')}`,
    }),
  };
  return { ...((await withHashes(recipe, readRecipeFile)) as Recipe), made };
}

/** What a {@link RecipeRecord} is before anything has run. */
export function unmadeRecord(recipe: Recipe, input: string): RecipeRecord {
  return { ...recipe, made: { havc: cliVersion(), input: basename(input), models: [] } };
}

/** How comments begin that runs of havc have written. */
const OWN_COMMENTS = ['Coloured with havc ', 'Filtered with havc '];

/** Room for a line of today beside those of earlier runs. */
const MAX_EARLIER = 600;

/**
 * What of it is written into a film: a line for people, and all of it for programs where there's room.
 *
 * @param before - the film's comment. What an earlier run of havc has written there is kept as a line.
 */
export function recordTags(record: RecipeRecord, before?: string): EncodeMetadata {
  const earlier = OWN_COMMENTS.some((start) => before?.startsWith(start)) ? before!.split('\n', 1)[0]! : '';
  const { comment = '', ...tags } = newTags(record);
  return { ...tags, comment: [earlier.slice(0, MAX_EARLIER), comment].join(' ').trim(), replaces: OWN_COMMENTS };
}

function newTags(record: RecipeRecord): EncodeMetadata {
  const { name, made } = record;
  const recipe = JSON.stringify(record);
  const whole = Buffer.byteLength(recipe) <= MAX_TAG_BYTES && { recipe };
  const models = made.models.map((model) => model.name).join(', ');
  const how = name === undefined ? '' : `, recipe ${onOneLine(name)}`;
  const isFiltered = 'model' in record.color && record.color.model === 'identity';
  if (isFiltered) return { comment: `Filtered with havc ${made.havc}.`, ...whole };
  const comment = `Coloured with havc ${made.havc}${how}, by ${models}${made.fallback ? `; ${made.fallback}` : ''}.`;
  return { comment, ...whole };
}

async function describeModels(pool: ModelPool): Promise<RunTraits['models']> {
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
