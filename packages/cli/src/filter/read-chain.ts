import { dirname } from 'node:path';
import { HavcError } from '@havc/core';
import type { Recipe, RecipeInput, Step } from '@havc/presets';
import { readBounded } from '@havc/presets';
import type { RunRecipe } from '../recipes/read-recipe.ts';
import type { RecipeChange } from '../recipes/recipe-options.ts';

/** What the options say of filters. */
export interface FilterFlags {
  /** Steps as a line of text, or the name of a file that has them. */
  readonly chain?: string;
  readonly set?: readonly RecipeChange[];
  readonly size?: number | 'full';
  readonly keepLuma?: boolean;
}

/** A hundred times what 64 steps take. */
const MAX_CHAIN_BYTES = 1 << 20;

const NAME = 'filter';

/**
 * The recipe that a chain of filters means: it colours nothing, and works on the colours that are there, at full size
 * where nothing else is said. Luma follows a change of tone where a step makes one, unless it is said otherwise.
 *
 * @throws HavcError `OPTION_INVALID` for a chain that can't be read, or none; `RECIPE_INVALID` for steps from a file, and
 * for changes that don't fit; `INPUT_MISSING`, `INPUT_UNREADABLE` for the file.
 */
export async function readChain(flags: FilterFlags): Promise<RunRecipe> {
  const { changesTone, describeSteps, parseChain, parseRecipe } = await import('@havc/presets');
  const { chain, set = [], size = 'full', keepLuma } = flags;
  if (chain === undefined) throw missingChain(describeSteps().map(({ name }) => name));
  const file = fileOf(chain);
  const steps = file === undefined ? parseChain(chain) : await readSteps(file);
  const document: RecipeInput = { version: 1, name: NAME, size, color: { model: 'identity' }, filters: [...steps] };
  const parse = (luma: Recipe['luma']) =>
    parseRecipe({ ...document, luma }, { ...(file !== undefined && { name: file }), set });
  const plain = parse('source');
  const recipe = changesTone(plain) ? parse('toned') : plain;
  const settled: Recipe = keepLuma ? { ...recipe, luma: 'source' } : recipe;
  // A line that was typed names files from here, wherever they are; a file only what lies beside it.
  return file === undefined ? { recipe: settled, folder: undefined } : { recipe: settled, folder: dirname(file), file };
}

function missingChain(names: readonly string[]): HavcError {
  return new HavcError(
    'OPTION_INVALID',
    '--chain is missing, which says what to do: --chain "stabilizer; hues ranges=300:360 saturation=0.8; ' +
      `look amber-light strength=0.5". Steps are: ${names.join(', ')}; \`havc filter --list\` says what each takes.`,
    { details: { option: '--chain' } },
  );
}

/** The file that a chain names: `@file`, or `file.json`. */
function fileOf(chain: string): string | undefined {
  if (chain.startsWith('@')) return chain.slice(1);
  return /^[^\s;=]+\.json$/i.test(chain) ? chain : undefined;
}

async function readSteps(file: string): Promise<readonly Step[]> {
  const { parseChain } = await import('@havc/presets');
  const text = (await readBounded(file, MAX_CHAIN_BYTES, 'chain')).toString('utf8').replace(/^\ufeff/, '');
  if (!/^\s*[[{]/.test(text)) return named(file, () => parseChain(text));
  const steps = parseJson(file, text);
  if (Array.isArray(steps)) return steps; // checked as a part of the recipe
  throw new HavcError(
    'RECIPE_INVALID',
    `${file}: a chain in JSON is a list of steps: [{ "filter": "look", "look": "amber-light" }].`,
  );
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    throw new HavcError('RECIPE_INVALID', `${file}: the chain is no JSON: ${why}.`, { cause: error });
  }
}

function named<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    throw new HavcError('RECIPE_INVALID', `${file}: ${error.message}`, { details: error.details, cause: error });
  }
}
