import { explain, formatExplanation, type Recipe } from '@havc/presets';
import type { CommandContext } from '../command-context.ts';

/** Prints a recipe: as JSON, or what it will do in words. */
export async function showRecipe(
  recipe: Recipe,
  { json }: { readonly json: boolean },
  { streams }: Pick<CommandContext, 'streams'>,
): Promise<void> {
  streams.stdout.write(`${json ? JSON.stringify(recipe, null, 2) : formatExplanation(explain(recipe))}\n`);
}
