import { MERGE_DEFAULTS } from '@havc/filters';
import { z } from 'zod';

const share = z.number().min(0).max(1);

const simple = MERGE_DEFAULTS.simple;
const constrained = MERGE_DEFAULTS['constrained-chroma'];
const masked = MERGE_DEFAULTS['luma-masked'];
const adaptive = MERGE_DEFAULTS['adaptive-luma'];
const retention = MERGE_DEFAULTS['chroma-retention'];
const bound = MERGE_DEFAULTS['chroma-bound-adaptive'];

const redFixFields = (defaults: { readonly redFix: boolean; readonly redFixTransition: number }) => ({
  redFix: z.boolean().default(defaults.redFix),
  redFixTransition: z.number().min(0).max(0.1).default(defaults.redFixTransition),
});

/** How two colourings become one: `MergeOptions` of `@havc/filters`, with its defaults. */
export const mergeOptions = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('first') }),
  z.strictObject({ method: z.literal('second') }),
  z.strictObject({
    method: z.literal('simple'),
    weight: share.default(simple.weight),
    arithmetic: z.enum(['pillow', 'numpy', 'vapoursynth']).default(simple.arithmetic),
  }),
  z.strictObject({
    method: z.literal('constrained-chroma'),
    weight: share.default(constrained.weight),
    threshold: share.default(constrained.threshold),
    bounds: z.enum(['neutral', 'stored']).default(constrained.bounds),
    ...redFixFields(constrained),
    simpleShare: share.default(constrained.simpleShare),
    simpleWeightLimit: share.default(constrained.simpleWeightLimit),
  }),
  z.strictObject({
    method: z.literal('luma-masked'),
    weight: share.default(masked.weight),
    dark: share.default(masked.dark),
    white: share.default(masked.white),
    saturation: share.default(masked.saturation),
    roundedSlope: z.boolean().default(masked.roundedSlope),
  }),
  z.strictObject({
    method: z.literal('adaptive-luma'),
    weight: share.default(adaptive.weight),
    threshold: share.default(adaptive.threshold),
    exponent: z.number().positive().max(10).default(adaptive.exponent),
    minimumWeight: share.default(adaptive.minimumWeight),
  }),
  z.strictObject({
    method: z.literal('chroma-retention'),
    weight: share.default(retention.weight),
    saturation: z.number().min(0).max(10).default(retention.saturation),
    curve: z.enum(['hard', 'steep', 'power', 'exponential']).default(retention.curve),
    threshold: z.number().min(0).max(255).default(retention.threshold),
    steepness: z.number().min(1).max(10).default(retention.steepness),
    maskWeight: z.number().min(-1).max(1).default(retention.maskWeight),
    workingSize: z.enum(['full', 'square']).default(retention.workingSize),
    transition: z.number().min(0).max(0.2).default(retention.transition),
  }),
  z.strictObject({
    method: z.literal('chroma-bound-adaptive'),
    weight: share.default(bound.weight),
    tolerance: z.number().min(0).max(255).default(bound.tolerance),
    extraTolerance: z.number().min(0).max(255).default(bound.extraTolerance),
    ...redFixFields(bound),
  }),
]);
