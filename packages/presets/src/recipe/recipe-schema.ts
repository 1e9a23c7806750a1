import { z } from 'zod';
import { colorNode } from './color-schema.ts';
import { sceneOptions } from './scene-schema.ts';
import { pictureSteps, steps } from './step-schemas.ts';

/** The version of recipes that this program writes. */
export const RECIPE_VERSION = 1;

/** A place in a film: a frame counted from 0, or a time such as `00:01:10.5`. */
const place = z.union([z.number().int().min(0), z.string().max(40)]);

/** A range of the film with settings of its own. */
const shot = z.strictObject({
  /** What a person calls it. */
  name: z.string().max(200).optional(),
  /** The first frame; by default the film's. */
  from: place.optional(),
  /** Where it ends: that frame is left out. By default the film's end. */
  to: place.optional(),
  /** What differs: paths (`filters.stabilizer.dark.amount`) or objects, and their values. */
  set: z.record(z.string(), z.json()),
});

/** How and with what a run used a recipe; written by runs, and of no effect. */
const made = z.looseObject({});

/**
 * The zod schema of recipes that extend nothing: what may stand where, with ranges and defaults. `parseRecipe` reads
 * partial recipes too, checks what a schema can't, and says what is wrong in plain words.
 */
export const recipeSchema = z.strictObject({
  $schema: z.string().max(1000).optional(),
  version: z.literal(RECIPE_VERSION),
  name: z.string().max(200).optional(),
  description: z.string().max(2000).optional(),
  size: z.union([z.number().int().min(16).max(4096), z.literal('full')]).default(480),
  luma: z.enum(['source', 'toned']).default('source'),
  scenes: sceneOptions.nullable().prefault({ detector: 'adaptive' }),
  frames: z.enum(['all', 'cuts', 'references']).default('all'),
  prepare: pictureSteps,
  color: colorNode,
  filters: steps,
  shots: z.array(shot).max(10_000).default([]),
  made: made.optional(),
});

/** Everything that decides how a film or a photograph is coloured, with all its numbers. */
export type Recipe = z.output<typeof recipeSchema>;

/** A {@link Recipe} as it may be written: what is left out has its default. */
export type RecipeInput = z.input<typeof recipeSchema>;

/** A range of the film with settings of its own. */
export type RecipeShot = Recipe['shots'][number];
