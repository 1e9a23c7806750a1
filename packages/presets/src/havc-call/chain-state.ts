import type { ColorNodeInput } from '../recipe/color-schema.ts';
import type { RecipeInput } from '../recipe/recipe-schema.ts';
import { FILM_STEP_NAMES, type PictureStepInput, type StepInput } from '../recipe/step-schemas.ts';
import type { PythonCall } from './call-values.ts';
import type { Warn } from './havc-warning.ts';

/** What a clip of the script has been through, as parts of a recipe. */
export interface ChainState {
  /** The calls that made it, in order. */
  readonly calls: readonly PythonCall[];
  /** The name of the preset, if it is one and nothing more. */
  readonly name?: string | undefined;
  readonly size: number | 'full';
  /** Whether luma was changed, and not put back. */
  readonly toned: boolean;
  readonly scenes?: RecipeInput['scenes'];
  readonly frames: 'all' | 'references';
  /** What was done before colouring. */
  readonly prepare: readonly PictureStepInput[];
  readonly color?: ColorNodeInput;
  /** What was done since. */
  readonly filters: readonly StepInput[];
}

/** A clip as it was read. */
export const SOURCE: ChainState = { calls: [], size: 'full', toned: false, frames: 'all', prepare: [], filters: [] };

/** A clip with more steps. `keepsLuma`: whether they leave luma alone, or have it put back. */
export function withSteps(state: ChainState, steps: readonly StepInput[], keepsLuma: boolean): ChainState {
  if (steps.length === 0) return state;
  const { name: _, ...rest } = state;
  return { ...rest, toned: state.toned || !keepsLuma, filters: [...state.filters, ...steps] };
}

/** What a colouring adds. */
export interface Coloring {
  readonly color: ColorNodeInput;
  readonly name?: string | undefined;
  readonly size?: number | 'full' | undefined;
  readonly toned?: boolean;
  readonly scenes?: RecipeInput['scenes'];
  readonly frames?: 'all' | 'references';
  readonly prepare?: readonly PictureStepInput[] | undefined;
  readonly filters?: readonly StepInput[] | undefined;
}

/**
 * A clip that is coloured. Models see luma alone, so that of what was there before only what changes pictures one by one
 * is kept; colours are replaced.
 */
export function withColor(state: ChainState, coloring: Coloring, warn: Warn): ChainState {
  const before = state.filters.filter(isPictureStep);
  if (state.color !== undefined) {
    const line = state.calls.at(-1)?.line;
    warn('no-effect', undefined, `The clip is coloured anew: the colours that it has since line ${line} are replaced.`);
  } else if (before.length < state.filters.length) {
    warn('no-effect', undefined, 'What was steadied before it has no colours yet, and is left out.');
  }
  const isFirst = before.length === 0 && state.prepare.length === 0;
  const scenes = coloring.scenes === undefined ? state.scenes : coloring.scenes;
  return {
    calls: state.calls,
    name: isFirst ? coloring.name : undefined,
    size: coloring.size ?? 'full',
    toned: state.toned || coloring.toned === true,
    ...(scenes === undefined ? {} : { scenes }),
    frames: coloring.frames ?? 'all',
    prepare: [...state.prepare, ...before, ...(coloring.prepare ?? [])],
    color: coloring.color,
    filters: coloring.filters ?? [],
  };
}

/** A coloured clip as one colouring, with what was done around it. */
export function asNode({ prepare, color, filters }: ChainState): ColorNodeInput {
  const node: ColorNodeInput = color ?? { model: 'identity' };
  if (prepare.length === 0 && filters.length === 0) return node;
  return { color: node, before: [...prepare], after: [...filters] };
}

/** Whether a step needs one picture alone. */
export function isPictureStep(step: StepInput): step is PictureStepInput {
  return !(FILM_STEP_NAMES as readonly string[]).includes(step.filter);
}
