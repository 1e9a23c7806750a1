import { LOOK_NAMES, type LookName, TONE_METHODS, type ToneMethod } from '@havc/filters';
import { z } from 'zod';
import { hueChange, hueChangeFields, hueRanges, softness } from './hue-schema.ts';

const share = z.number().min(0).max(1);
const gamma = z.number().min(0.01).max(10);
const factor = z.number().min(0).max(10);
const level = z.enum(['light', 'medium', 'strong']);
const channels = (from: number, to: number) => {
  const channel = z.number().min(from).max(to);
  return z.tuple([channel, channel, channel]);
};

const look = z.enum(LOOK_NAMES as readonly LookName[]);
const toneMethod = z.enum(TONE_METHODS as readonly ToneMethod[]);

/** Darker shadows darken by as much as they lose colour, within limits, unless it is said. */
const darkFields = {
  threshold: share.default(0.2),
  amount: share.default(0.8),
  darkening: share.optional(),
  hues: hueRanges.nullable().default(null),
  softness,
};

function withDarkening<T extends { readonly amount: number; readonly darkening?: number | undefined }>(dark: T) {
  const { darkening = Math.min(0.9, Math.max(0.2, dark.amount)) } = dark;
  // In its place among the fields, so that a recipe is written as it was read.
  const entries = Object.entries(dark).flatMap(([key, value]): [string, unknown][] =>
    key === 'amount'
      ? [
          [key, value],
          ['darkening', darkening],
        ]
      : key === 'darkening'
        ? []
        : [[key, value]],
  );
  return Object.fromEntries(entries) as T & { readonly darkening: number };
}

const smoothFields = {
  dark: share.default(0.3),
  white: share.default(0.7),
  saturation: share.default(0.9),
  darken: share.default(0),
  hues: hueChange.nullable().default(null),
  softness,
};

const stabilizeFields = {
  frames: z.number().int().min(3).max(15).default(5),
  mode: z.enum(['arithmetic', 'weighted', 'weighted-unmirrored']).default('arithmetic'),
  refill: z
    .strictObject({
      threshold: z.number().min(0).max(255).default(15),
      saturation: share.default(1),
      weight: share.default(0.2),
      maxGrayShare: share.default(0.8),
    })
    .prefault({}),
  hues: hueChange.nullable().default(null),
  ends: z.enum(['drop', 'repeat']).default('drop'),
};

const flickerStrength = z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2);
const deflickerFields = { strength: flickerStrength, aggressive: z.boolean().default(false) };

/** Steps that need one picture alone, but for `mix`, which has such steps in it. */
const SIMPLE_STEPS = [
  z.strictObject({
    filter: z.literal('tweak'),
    hueDegrees: z.number().min(-180).max(180).default(0),
    saturation: factor.default(1),
    brightness: z.number().min(-255).max(255).default(0),
    contrast: factor.default(1),
    gamma: gamma.default(1),
  }),
  z.strictObject({
    filter: z.literal('luma-levels'),
    lumaFloor: share.default(0.3),
    gamma: gamma.default(2.5),
    gammaBelow: share.default(0.6),
    gammaDecay: factor.default(1.5),
    gammaFloor: gamma.default(0.5),
    softness: share.default(0.05),
  }),
  z.strictObject({ filter: z.literal('hues'), ...hueChangeFields, softness }),
  z.strictObject({ filter: z.literal('darken-shadows'), ...darkFields }).transform(withDarkening),
  z.strictObject({ filter: z.literal('smooth-chroma'), ...smoothFields }),
  z.strictObject({
    filter: z.literal('denoise'),
    balance: share.default(0.4),
    equalize: share.default(0.3),
    factors: channels(0, 255).default([0.95, 1.05, 1.01]),
  }),
  z.strictObject({
    filter: z.literal('balance'),
    strength: share.default(0.5),
    factors: channels(0, 255).default([1, 1, 1]),
  }),
  z.strictObject({
    filter: z.literal('adjust-rgb'),
    balance: share.default(0),
    factors: channels(0, 255).default([1, 1, 1]),
    bias: channels(-255, 255).default([0, 0, 0]),
    gamma: channels(0.01, 10).default([1, 1, 1]),
  }),
  z.strictObject({
    filter: z.literal('auto-levels'),
    level: level.default('medium'),
    method: toneMethod.exclude(['look']).default('retinex'),
    darkBlend: z.boolean().default(false),
  }),
  z.strictObject({
    filter: z.literal('tune'),
    level: level.default('light'),
    method: toneMethod.default('clahe-luma'),
    darkBlend: z.boolean().default(true),
  }),
  z.strictObject({
    filter: z.literal('retinex'),
    sigmas: z.array(z.number().min(0.5).max(2000)).min(1).max(8).default([25, 80, 250]),
    cut: z.number().min(0).max(0.49).default(0.001),
    from: share.default(0.2),
    to: share.default(0.8),
    softness: share.default(0.1),
    darkBlend: z.boolean().default(false),
  }),
  z.strictObject({
    filter: z.literal('look'),
    look,
    strength: share.default(1),
    /** Whether only its colours count. */
    keepLuma: z.boolean().default(false),
  }),
  z.strictObject({
    filter: z.literal('lut'),
    file: z.string().min(1).max(1000),
    strength: share.default(1),
    keepLuma: z.boolean().default(false),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
] as const;

type SimpleStep = z.output<(typeof SIMPLE_STEPS)[number]>;
type SimpleStepInput = z.input<(typeof SIMPLE_STEPS)[number]>;

/** Lays a share of what some steps make of a picture over the picture. */
export interface MixStep {
  filter: 'mix';
  /** 0..1. */
  share: number;
  steps: PictureStep[];
}

/** One step that needs one picture alone, with all its numbers. */
export type PictureStep = SimpleStep | MixStep;

/** A {@link PictureStep} as it may be written: what is left out is the default. */
export type PictureStepInput = SimpleStepInput | (Omit<MixStep, 'steps'> & { steps: PictureStepInput[] });

const mixStep = z.strictObject({
  filter: z.literal('mix'),
  share,
  get steps(): z.ZodArray<z.ZodType<PictureStep, PictureStepInput>> {
    return z.array(pictureStep).max(32);
  },
});

/** One step that needs one picture alone. */
export const pictureStep: z.ZodType<PictureStep, PictureStepInput> = z.discriminatedUnion('filter', [
  ...SIMPLE_STEPS,
  mixStep,
]);

/** Steps that see the film as a stream: their windows never reach over a cut. */
const FILM_STEPS = [
  z.strictObject({
    filter: z.literal('stabilizer'),
    renderFactor: z.union([z.number().int().min(16).max(64), z.literal('auto'), z.literal('full')]).default(24),
    dark: z.strictObject(darkFields).transform(withDarkening).nullable().default(null),
    smooth: z.strictObject(smoothFields).nullable().default(null),
    hues: hueChange.nullable().default(null),
    stabilize: z.strictObject(stabilizeFields).nullable().default(null),
    deflicker: z.strictObject(deflickerFields).nullable().default(null),
  }),
  z.strictObject({ filter: z.literal('stabilize-chroma'), ...stabilizeFields }),
  z.strictObject({
    filter: z.literal('deflicker'),
    ...deflickerFields,
    /** Whether only its colours count. */
    keepLuma: z.boolean().default(true),
  }),
  z.strictObject({
    filter: z.literal('limit-chroma'),
    deviation: z.number().min(0.01).max(0.5).default(0.05),
    bounds: z.enum(['neutral', 'stored']).default('neutral'),
  }),
] as const;

/** One step of either kind. */
export const step = z.discriminatedUnion('filter', [...SIMPLE_STEPS, mixStep, ...FILM_STEPS]);

/** One step, with all its numbers. */
export type Step = z.output<typeof step>;

/** A {@link Step} as it may be written. */
export type StepInput = z.input<typeof step>;

/** One step that sees the film as a stream. */
export type FilmStep = z.output<(typeof FILM_STEPS)[number]>;

/** The names of steps that see the film as a stream. */
export const FILM_STEP_NAMES = ['stabilizer', 'stabilize-chroma', 'deflicker', 'limit-chroma'] as const;

/** Steps for one picture, in the order in which they act. */
export const pictureSteps = z.array(pictureStep).max(64).default([]);

/** Steps in the order in which they act. */
export const steps = z.array(step).max(64).default([]);
