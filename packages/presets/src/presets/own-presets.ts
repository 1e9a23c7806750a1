import type { RecipeInput } from '../recipe/recipe-schema.ts';
import { havcPreset } from './havc-preset.ts';
import { readChoices } from './preset-choices.ts';

/** A preset of our own. */
export interface OwnPreset {
  readonly summary: string;
  /** The recipe; a function, as nothing is computed before it is asked for. */
  recipe(): RecipeInput;
}

/** Presets that the original doesn't have. */
export const OWN_PRESETS = {
  'built-in': {
    summary: 'the built-in model alone: what is taken when nothing is chosen; needs no download',
    recipe: () => ({ version: 1, color: { model: 'compact' } }),
  },
  'fast-preview': {
    summary: 'the built-in model on small pictures: a first look at a long film',
    recipe: () => ({ version: 1, size: 240, color: { model: 'compact', inputSizes: [160] } }),
  },
  photo: {
    summary: 'for photographs: DeOldify stable and artistic and both DDColor models in equal parts',
    recipe: () => ({
      version: 1,
      size: 512,
      color: {
        mean: [
          // The render factors with which the pictures were made that the parts were chosen by.
          { model: 'deoldify-stable', renderFactor: 24 },
          { model: 'deoldify-artistic', renderFactor: 30 },
          { model: 'ddcolor-modelscope', renderFactor: 24 },
          { model: 'ddcolor-artistic', renderFactor: 24 },
        ],
      },
    }),
  },
  steady: {
    summary: 'for film that flickers: medium with less of the unsteady model, and longer means over time',
    recipe: () => steady(),
  },
  author: {
    summary: "what the original's author suggests, but for what needs an exemplar model",
    recipe: () =>
      havcPreset(
        readChoices({
          preset: 'slower',
          colorMap: 'red->brown',
          colorFix: 'retinex/red',
          colorTune: 'medium',
          videoTune: 'balanced',
          blackWhiteTune: 'light',
          blackWhiteMode: 0,
        }),
      ),
  },
} as const satisfies Readonly<Record<string, OwnPreset>>;

/** The name of a preset of our own. */
export type OwnPresetName = keyof typeof OWN_PRESETS;

/**
 * Medium, with means over time that are longer and go over the whole window: where luma flickers, what the stabiliser
 * takes for something that has moved is only a darker frame, and filling it in brings the flicker back.
 */
function steady(): RecipeInput {
  const medium = havcPreset(readChoices({ preset: 'medium', videoTune: 'verystable' }));
  const filters = (medium.filters ?? []).map((step) =>
    step.filter === 'stabilizer' && step.stabilize
      ? { ...step, stabilize: { ...step.stabilize, frames: 9, refill: { threshold: 0 } } }
      : step,
  );
  return { ...medium, filters: [...filters, { filter: 'stabilize-chroma', frames: 9, refill: { threshold: 0 } }] };
}
