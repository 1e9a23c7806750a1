import type { ColorNode } from '../../recipe/color-schema.ts';
import type { Recipe } from '../../recipe/recipe-schema.ts';
import type { Step } from '../../recipe/step-schemas.ts';

/** What a recipe does to the picture, without what has no effect: plain data to be compared with a table. */
export interface RecipeFacts {
  readonly size: number | 'full';
  readonly luma: string;
  /** The detector of cuts. */
  readonly scenes: string | undefined;
  readonly frames: string;
  readonly prepare: readonly StepFacts[];
  readonly color: ColorFacts;
  readonly filters: readonly StepFacts[];
}

/** A step with all its numbers. */
export type StepFacts = Readonly<Record<string, unknown>> & { readonly filter: string };

/** A model, merge or mean with all its numbers. */
export type ColorFacts = Readonly<Record<string, unknown>>;

/** What a recipe says about the picture. Steps that change nothing are left out, as they say nothing. */
export function recipeFacts(recipe: Recipe): RecipeFacts {
  return {
    size: recipe.size,
    luma: recipe.luma,
    scenes: recipe.scenes?.detector,
    frames: recipe.frames,
    prepare: stepFacts(recipe.prepare),
    color: colorFacts(recipe.color),
    filters: stepFacts(recipe.filters),
  };
}

/** The steps that change something. */
export function stepFacts(steps: readonly Step[]): StepFacts[] {
  return steps.flatMap((step): StepFacts[] => {
    if (isIdle(step)) return [];
    if (step.filter === 'mix') return [{ ...step, steps: stepFacts(step.steps) }];
    if (step.filter === 'stabilizer') return [{ ...step, hues: hueFacts(step.hues) }];
    return [{ ...step }];
  });
}

function colorFacts(node: ColorNode): ColorFacts {
  const steps = { before: stepFacts(node.before), after: stepFacts(node.after) };
  if ('merge' in node) {
    return { ...node, ...steps, first: colorFacts(node.first), second: colorFacts(node.second) };
  }
  if ('mean' in node) return { ...node, ...steps, mean: node.mean.map(colorFacts) };
  if ('color' in node) return { ...node, ...steps, color: colorFacts(node.color) };
  return { ...node, ...steps };
}

function isIdle(step: Step): boolean {
  switch (step.filter) {
    case 'tweak': {
      const { hueDegrees, saturation, brightness, contrast, gamma } = step;
      return hueDegrees === 0 && saturation === 1 && brightness === 0 && contrast === 1 && gamma === 1;
    }
    case 'hues':
      return isIdleHueChange(step);
    case 'stabilizer':
      return !(step.dark || step.smooth || hueFacts(step.hues) || step.stabilize || step.deflicker);
    case 'mix':
      return step.share === 0 || stepFacts(step.steps).length === 0;
    default:
      return false;
  }
}

function hueFacts<T extends Parameters<typeof isIdleHueChange>[0]>(change: T | null): T | null {
  return change && !isIdleHueChange(change) ? change : null;
}

/** A shift that keeps the whole picture as it was, or no change at all. */
function isIdleHueChange(change: { saturation: number; shiftDegrees: number; weight: number }): boolean {
  if (change.shiftDegrees === 0) return change.saturation === 1;
  return Math.abs(change.weight) === 1;
}
