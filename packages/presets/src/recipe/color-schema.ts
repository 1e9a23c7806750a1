import { z } from 'zod';
import { familyOf, MODELS, type ModelName } from '../models/model-names.ts';
import { mergeOptions } from './merge-schema.ts';
import {
  type PictureStep,
  type PictureStepInput,
  pictureSteps,
  type Step,
  type StepInput,
  steps,
} from './step-schemas.ts';

const share = z.number().min(0).max(1);

const tiles = z.strictObject({
  /** 2: left and right; 4: two by two. */
  count: z.union([z.literal(2), z.literal(4)]).default(4),
  /** Pixels, or by the picture's size as HAVC's placebo has it. */
  overlapX: z.union([z.number().int().min(0).max(16_384), z.literal('auto')]).default('auto'),
  overlapY: z.union([z.number().int().min(0).max(16_384), z.literal('auto')]).default('auto'),
  blend: z.union([share, z.literal('ramp'), z.literal('half-ramp')]).default('ramp'),
});

/** What each family's models can be told, with the value that counts where nothing is said. */
const SETTINGS = {
  deoldify: { renderFactor: 24 },
  ddcolor: { renderFactor: 24 },
  zhang: { renderFactor: 16 },
  compact: { inputSizes: [160, 256], steady: true },
  none: {},
} as const;

const SETTING_NAMES = ['renderFactor', 'videoBlend', 'inputSizes', 'steady'] as const;

/** The settings that a model has, with their defaults. */
export function settingsOf(model: ModelName): Readonly<Partial<Record<(typeof SETTING_NAMES)[number], unknown>>> {
  const settings = SETTINGS[familyOf(model) ?? 'none'];
  return model === 'deoldify-stable' || model === 'deoldify-artistic' ? { ...settings, videoBlend: 0.5 } : settings;
}

const common = { tiles: tiles.optional(), before: pictureSteps, after: steps };

const modelNode = z
  .strictObject({
    model: z.enum(MODELS.map(({ name }) => name)),
    renderFactor: z.union([z.number().int().min(4).max(64), z.literal('auto')]).optional(),
    videoBlend: share.optional(),
    inputSizes: z.array(z.number().int().min(64).max(1024)).min(1).max(4).optional(),
    steady: z.boolean().optional(),
    ...common,
  })
  .superRefine((node, context) => {
    const settings = settingsOf(node.model);
    for (const name of SETTING_NAMES) {
      if (node[name] === undefined || name in settings) continue;
      const own = Object.keys(settings);
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is no setting of ${node.model}, which ${own.length === 0 ? 'has none' : `has ${own.join(', ')}`}`,
      });
    }
  })
  .transform(({ model, tiles: cut, before, after, ...given }): ModelNode => {
    const settings = { ...settingsOf(model), ...given } as Omit<ModelNode, 'model' | keyof NodeSteps>;
    return { model, ...settings, ...(cut && { tiles: cut }), before, after };
  });

/** Tiles that overlap, so that colours get a higher resolution. */
export type TileSettings = z.output<typeof tiles>;

/** What is done around every kind of colour node. */
export interface NodeSteps {
  /** Colours the picture tile by tile. */
  tiles?: TileSettings | undefined;
  /** What is done to the picture that is looked at. The luma of what came in is put back at the node's end. */
  before: PictureStep[];
  /** What is done to the colours. */
  after: Step[];
}

/** A model that colours. */
export interface ModelNode extends NodeSteps {
  model: ModelName;
  /** Side of the square that a full model sees, in units of 16 pixels; `auto` goes by the picture's width. */
  renderFactor?: number | 'auto';
  /** Share of deoldify-video in deoldify-stable and deoldify-artistic. */
  videoBlend?: number;
  /** Sides of the squares that the built-in model sees, pixels. */
  inputSizes?: number[];
  /** Whether the built-in model calms its colours over time, in films. */
  steady?: boolean;
}

/** Two colourings merged. */
export interface MergeNode extends NodeSteps {
  merge: z.output<typeof mergeOptions>;
  first: ColorNode;
  second: ColorNode;
}

/** Several colourings, averaged. */
export interface MeanNode extends NodeSteps {
  mean: ColorNode[];
  /** Shares of the colourings, in any unit: they are divided by their sum. */
  weights: number[];
}

/** A colouring with more done around it. */
export interface WrapNode extends NodeSteps {
  color: ColorNode;
}

/** What proposes colours for a picture. */
export type ColorNode = ModelNode | MergeNode | MeanNode | WrapNode;

interface NodeInput {
  tiles?: z.input<typeof tiles> | undefined;
  before?: PictureStepInput[] | undefined;
  after?: StepInput[] | undefined;
}

/** A {@link ColorNode} as it may be written. */
export type ColorNodeInput =
  | z.input<typeof modelNode>
  | (NodeInput & { merge: z.input<typeof mergeOptions>; first: ColorNodeInput; second: ColorNodeInput })
  | (NodeInput & { mean: ColorNodeInput[]; weights?: number[] | undefined })
  | (NodeInput & { color: ColorNodeInput });

const mergeNode = z.strictObject({
  merge: mergeOptions,
  get first(): z.ZodType<ColorNode, ColorNodeInput> {
    return colorNode;
  },
  get second(): z.ZodType<ColorNode, ColorNodeInput> {
    return colorNode;
  },
  ...common,
});

const meanNode = z
  .strictObject({
    get mean(): z.ZodArray<z.ZodType<ColorNode, ColorNodeInput>> {
      return z.array(colorNode).min(2).max(8);
    },
    weights: z.array(z.number().positive().max(1000)).optional(),
    ...common,
  })
  .superRefine(({ mean, weights }, context) => {
    if (weights === undefined || weights.length === mean.length) return;
    const message = `must have as many numbers as mean has colourings (${mean.length}), got ${weights.length}`;
    context.addIssue({ code: 'custom', path: ['weights'], message });
  })
  .transform(({ mean, weights, ...around }) => ({ mean, weights: weights ?? mean.map(() => 1), ...around }));

const wrapNode = z.strictObject({
  get color(): z.ZodType<ColorNode, ColorNodeInput> {
    return colorNode;
  },
  ...common,
});

/** What proposes colours for a picture: a model, a merge of two colourings, a mean of several, or one of these with more done around it. */
export const colorNode: z.ZodType<ColorNode, ColorNodeInput> = z.union([modelNode, mergeNode, meanNode, wrapNode]);

/** The fields that tell what kind a node is, in the order of the schema's options. */
export const NODE_KINDS = ['model', 'merge', 'mean', 'color'] as const;
