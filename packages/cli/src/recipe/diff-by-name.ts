import { diffRecipes, type JsonValue } from '@havc/presets';
import { recipeByName } from '../recipes/read-recipe.ts';

/** Longer values are cut, as a line is to be read. */
const MAX_VALUE = 60;

/**
 * What `havc recipe diff` prints: a line for each place where two recipes differ.
 *
 * @param before - a preset's name or a file, as `after`.
 */
export async function diffByName(before: string, after: string, { json }: { readonly json: boolean }): Promise<string> {
  const [one, other] = [await recipeByName(before), await recipeByName(after)];
  const differences = diffRecipes(one, other);
  if (json) return `${JSON.stringify(differences, null, 2)}\n`;
  if (differences.length === 0) return 'They do the same.\n';
  return differences.map(({ path, before: was, after: is }) => `${path}: ${shown(was)} -> ${shown(is)}\n`).join('');
}

function shown(value: JsonValue | undefined): string {
  if (value === undefined) return '(nothing)';
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['filter'] === 'string') {
    return value['filter'];
  }
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 3)}...` : text;
}
