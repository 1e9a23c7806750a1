import type { Recipe } from '@havc/presets';

/** What a row of results comes from. */
export type MethodKind = 'truth' | 'gray' | 'panel' | 'model' | 'preset' | 'recipe' | 'merge' | 'film';

/** A way to colour that can be measured: any model, preset or recipe is one. */
export interface Method {
  /** Unique in a run: `compact`, `medium`, `my-recipe`. */
  readonly id: string;
  /** What people read. */
  readonly label: string;
  readonly kind: 'model' | 'preset' | 'recipe';
  readonly recipe: Recipe;
  /** Where files are that the recipe names; absent where it names none. */
  readonly folder?: string;
}
