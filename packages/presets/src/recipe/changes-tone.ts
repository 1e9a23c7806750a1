import type { Recipe } from './recipe-schema.ts';
import { recipeOfShots } from './shots.ts';
import type { Step } from './step-schemas.ts';

/**
 * Whether a recipe changes more than colours: its brightness or contrast. Such a change shows in what is written only with
 * `luma: "toned"`.
 *
 * What stands around a colour node doesn't count, as luma is put back behind it.
 */
export function changesTone(recipe: Recipe): boolean {
  const parts = [recipe, ...recipe.shots.map((_, index) => recipeOfShots(recipe, [index]))];
  return parts.some(({ prepare, filters }) => [...prepare, ...filters].some(isTonal));
}

function isTonal(step: Step): boolean {
  switch (step.filter) {
    case 'tweak':
      return step.brightness !== 0 || step.contrast !== 1 || step.gamma !== 1;
    case 'look':
    case 'lut':
      return step.strength > 0 && !step.keepLuma;
    case 'deflicker':
      return !step.keepLuma;
    case 'mix':
      return step.share > 0 && step.steps.some(isTonal);
    case 'luma-levels':
    case 'denoise':
    case 'balance':
    case 'adjust-rgb':
    case 'auto-levels':
    case 'tune':
    case 'retinex':
      return true;
    case 'hues':
    case 'darken-shadows':
    case 'smooth-chroma':
    case 'stabilizer':
    case 'stabilize-chroma':
    case 'limit-chroma':
      return false;
  }
}
