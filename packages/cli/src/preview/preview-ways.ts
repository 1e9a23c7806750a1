import { basename, extname } from 'node:path';
import { HavcError } from '@havc/core';
import type { FilmStep, Recipe } from '@havc/presets';
import { MODELS } from '../models/catalogue.ts';
import { openStore } from '../models/open-store.ts';
import { modelNames } from '../recipes/open-models.ts';
import { type RunRecipe, readRecipe } from '../recipes/read-recipe.ts';
import { CHOICE_OPTIONS } from '../recipes/recipe-options.ts';
import { MAX_ROWS } from './cell-size.ts';
import type { PreviewRequest } from './preview-request.ts';

/** A way of colouring that gets a row. */
export interface PreviewWay extends RunRecipe {
  /** What the row is called. */
  readonly name: string;
}

/** What is compared when nothing is named: from fast to good, as far as there are weights. */
const USUAL = ['built-in', 'fast', 'medium', 'slow'] as const;

/**
 * The recipes of the rows.
 *
 * @param tell - told which of the usual presets are left out for want of weights.
 * @throws HavcError as `readRecipe` does; `OPTION_INVALID` for more than a sheet has room for.
 */
export async function readWays(
  request: Pick<PreviewRequest, 'ways' | 'flags' | 'allowFallback'>,
  tell: (message: string) => void,
): Promise<PreviewWay[]> {
  const { ways, flags } = request;
  if (ways === undefined) return usualWays(request, tell);
  if (ways.length >= MAX_ROWS) {
    throw new HavcError(
      'OPTION_INVALID',
      `--presets names ${ways.length} ways of colouring, and ${MAX_ROWS - 1} fit on a sheet: make several.`,
      { details: { option: '--presets' } },
    );
  }
  const read: PreviewWay[] = [];
  for (const way of ways) read.push(await readWay(way, flags));
  return read;
}

async function readWay(way: string, flags: PreviewRequest['flags']): Promise<PreviewWay> {
  if (/[\\/]|\.json$/i.test(way)) {
    const run = await readRecipe({ ...flags, recipe: way });
    // A file that says no name of its own goes by that of what it extends, "medium with changes", as others may too.
    return { ...run, name: basename(way, extname(way)) };
  }
  if (MODELS.some(({ name }) => name === way)) return { ...(await readRecipe({ ...flags, model: way })), name: way };
  const { presetRecipe } = await import('@havc/presets');
  // What is changed in all rows stands above them; a row goes by its preset.
  const name = presetRecipe({ preset: way }).name ?? way;
  return { ...(await readRecipe({ ...flags, preset: way })), name };
}

/** What was chosen or changed for all rows, as it was given: `--color-fix none --set size=240`. */
export function changesText(flags: PreviewRequest['flags']): string {
  const { set = [], size, keepLuma, ...choices } = flags;
  const words: string[] = [];
  for (const [name, option] of Object.entries(CHOICE_OPTIONS)) {
    const value = choices[name as keyof typeof choices];
    if (name === 'bwBlend') words.push(...(value === false ? [option] : []));
    else if (value !== undefined) words.push(`${option} ${value}`);
  }
  for (const [path, value] of set)
    words.push(`--set ${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  if (size !== undefined) words.push(`--size ${size}`);
  if (keepLuma) words.push('--keep-luma');
  return words.join(' ');
}

async function usualWays(
  { flags, allowFallback }: Pick<PreviewRequest, 'flags' | 'allowFallback'>,
  tell: (message: string) => void,
): Promise<PreviewWay[]> {
  const { fullModelsOf } = await import('@havc/presets');
  const { set, size, keepLuma, bwBlend, ...choices } = flags;
  // With choices such as --color-fix only the presets that know them are meant.
  const isChosen = bwBlend === false || Object.values(choices).some((choice) => choice !== undefined);
  const names = isChosen ? USUAL.slice(1) : USUAL;
  const all: PreviewWay[] = [];
  for (const name of names) all.push(await readWay(name, flags));
  if (allowFallback) return all;
  const stored = await (await openStore()).list();
  const here = new Set<string>(
    stored.filter(({ state }) => state !== 'missing' && state !== 'partial').map(({ entry }) => entry.id),
  );
  const ready = all.filter(({ recipe }) => fullModelsOf(recipe).every((model) => here.has(model)));
  // Nothing at all is told by the error of the first one, with the command that helps.
  if (ready.length === 0) return all;
  const left = all.filter((way) => !ready.includes(way));
  const missing = new Set(left.flatMap(({ recipe }) => fullModelsOf(recipe)).filter((model) => !here.has(model)));
  if (left.length > 0) {
    tell(
      `Left out for want of weights: ${left.map(({ name }) => name).join(', ')}. ` +
        `\`havc models fetch ${[...missing].join(' ')}\` gets them.`,
    );
  }
  return ready;
}

/** The names of a recipe's models, each once. */
export function modelsOf(recipe: Recipe): readonly string[] {
  return modelNames(recipe).split('+');
}

const FILM_STEPS = {
  stabilizer: true,
  'stabilize-chroma': true,
  deflicker: true,
  'limit-chroma': true,
} as const satisfies Record<FilmStep['filter'], true>;

/** Whether a recipe's frames depend on their neighbours: through steps over time, or a model that is calmed over time. */
export function seesNeighbours(recipe: Recipe): boolean {
  return recipe.frames === 'all' && holdsFilmStep(recipe);
}

function holdsFilmStep(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsFilmStep);
  if (typeof value !== 'object' || value === null) return false;
  const { filter, steady } = value as { readonly filter?: unknown; readonly steady?: unknown };
  if (steady === true || (typeof filter === 'string' && Object.hasOwn(FILM_STEPS, filter))) return true;
  return Object.values(value).some(holdsFilmStep);
}
