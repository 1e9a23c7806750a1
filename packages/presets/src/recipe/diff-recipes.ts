import { pathText } from './describe-issues.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './ensure-bounded.ts';
import type { Recipe } from './recipe-schema.ts';

/** A place where two recipes differ. */
export interface RecipeDifference {
  /** `filters[0].dark.amount`. */
  readonly path: string;
  /** Undefined where the first recipe has nothing there. */
  readonly before: JsonValue | undefined;
  /** Undefined where the second has nothing there. */
  readonly after: JsonValue | undefined;
}

/** Fields that say nothing of the picture. */
const LABELS = new Set(['$schema', 'name', 'description', 'made']);

/**
 * Where two complete recipes differ, in the order of the recipe; names, descriptions and how they were made don't count.
 * Steps of a list are compared by their places, those of another kind as a whole.
 */
export function diffRecipes(before: Recipe, after: Recipe): readonly RecipeDifference[] {
  const found: RecipeDifference[] = [];
  compare(withoutLabels(before), withoutLabels(after), [], found);
  return found;
}

function compare(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly (string | number)[],
  found: RecipeDifference[],
): void {
  if (isJsonObject(before) && isJsonObject(after) && isSameKind(before, after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(before[key], after[key], [...path, key], found);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      compare(before[index], after[index], [...path, index], found);
    }
  } else if (JSON.stringify(before) !== JSON.stringify(after)) {
    found.push({ path: pathText(path), before, after });
  }
}

/** Objects of different kinds have nothing to be compared field by field. */
function isSameKind(a: JsonObject, b: JsonObject): boolean {
  for (const field of ['filter', 'method', 'detector', 'model']) {
    if ((field in a || field in b) && a[field] !== b[field] && field !== 'model') return false;
  }
  return (['merge', 'mean', 'color', 'model'] as const).every((field) => field in a === field in b);
}

function withoutLabels(recipe: Recipe): JsonObject {
  return Object.fromEntries(Object.entries(recipe as unknown as JsonObject).filter(([key]) => !LABELS.has(key)));
}
