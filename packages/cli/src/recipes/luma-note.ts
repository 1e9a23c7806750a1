import type { Recipe } from '@havc/presets';

/** What a run says where the luma that it writes isn't the source's own; nothing where it is. */
export function lumaNotes({ luma }: Pick<Recipe, 'luma'>): readonly string[] {
  return luma === 'source' ? [] : ["Luma follows the recipe's change of tone; --keep-luma keeps the source's own."];
}
