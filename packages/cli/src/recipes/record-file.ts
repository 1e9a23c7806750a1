import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ensureWritable, reserveOutput } from '@havc/media';
import { readBounded } from '@havc/presets';
import type { ColorizeContext, ColorizeRequest } from '../colorize/colorize-request.ts';
import { isSameFile, settleOverwrite } from '../overwrite.ts';
import type { Reporter } from '../progress/reporter.ts';
import { MAX_RECIPE_BYTES } from './read-recipe.ts';
import type { RecipeRecord } from './recipe-record.ts';

const ENDING = '.recipe.json';

/** The longest name that all usual file systems take, in bytes. */
const MAX_NAME_BYTES = 255;

/** The one in a folder of outputs. */
export const FOLDER_RECIPE_FILE = `havc${ENDING}`;

/** The file beside an output that says how it was made: `film.color.mp4` has `film.color.mp4.recipe.json`. */
export function recipeFileFor(output: string): string {
  let stem = basename(output);
  // A name that is at the limit loses its last characters, whole ones.
  while (Buffer.byteLength(stem) > MAX_NAME_BYTES - ENDING.length) stem = [...stem].slice(0, -1).join('');
  return join(dirname(output), `${stem}${ENDING}`);
}

/** Where a run's recipe goes, and whether one that is there may be replaced. */
export interface PlannedRecord {
  readonly path: string;
  readonly overwrite: boolean;
}

/**
 * Sees to it, before the work, that the recipe can be written beside the output; undefined where none is wanted, and
 * where the run's own recipe file has that place.
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
  return plan(recipeFileFor(output), request, inputs, context);
}

/** {@link planRecord} for a folder of outputs, whose recipe is that of the last run. */
export async function planFolderRecord(
  request: ColorizeRequest,
  folder: string,
  context: ColorizeContext,
): Promise<PlannedRecord | undefined> {
  if (!request.recipeFile) return undefined;
  const path = join(folder, FOLDER_RECIPE_FILE);
  const overwrite = (await isRecord(path)) ? true : request.overwrite;
  return plan(path, { ...request, overwrite }, [], context);
}

/** Writes it, and says where; the name appears when the file is complete. */
export async function writeRecord(
  { path, overwrite }: PlannedRecord,
  record: RecipeRecord,
  reporter: Reporter,
): Promise<void> {
  await using output = await reserveOutput(path, { overwrite });
  await writeFile(output.temporaryPath, `${JSON.stringify(record, null, 2)}\n`);
  await output.commit();
  tell(reporter, `Recipe: ${path}; given as --recipe, it makes the same again.`);
}

async function plan(
  path: string,
  { how, overwrite: rule }: Pick<ColorizeRequest, 'how' | 'overwrite'>,
  inputs: readonly string[],
  context: ColorizeContext,
): Promise<PlannedRecord | undefined> {
  if (how.file !== undefined && (await isSameFile(how.file, path))) {
    tell(context.reporter, `Recipe: ${path}, which was given, stays as it is.`);
    return undefined;
  }
  const otherwise = '--no-recipe-file to go without';
  const overwrite = await settleOverwrite(path, inputs, { ...context, overwrite: rule, otherwise });
  await ensureWritable(path, { overwrite, inputs });
  return { path, overwrite };
}

/** Whether a file is what a run has written; anything else is somebody's own. */
async function isRecord(path: string): Promise<boolean> {
  try {
    const text = (await readBounded(path, MAX_RECIPE_BYTES, 'recipe')).toString('utf8');
    const { made } = JSON.parse(text) as { readonly made?: { readonly havc?: unknown } };
    return typeof made?.havc === 'string';
  } catch {
    return false; // missing, or something else
  }
}

function tell(reporter: Reporter, message: string): void {
  reporter.tell({ event: 'decision-made', subject: 'recipe', message });
}
