import { z } from 'zod';

const share = z.number().min(0).max(1);
const whole = (from: number, to: number) => z.number().int().min(from).max(to);

/** Which of the found frames become references; the defaults are the detectors' own. */
const referenceFields = {
  white: share.default(0.7),
  black: share.default(0.1),
  minimumInterval: whole(1, 1500).default(1),
  frequency: whole(0, 1500).default(0),
  similarity: share.default(0),
};

/** How cuts are found: `SceneDetectionOptions` of `@havc/filters`, with its defaults. */
export const sceneOptions = z.discriminatedUnion('detector', [
  z.strictObject({
    detector: z.literal('adaptive'),
    threshold: z.number().min(0.05).max(0.95).default(0.2),
    deviations: z.number().min(0).max(20).default(3),
    minimumLength: whole(1, 25).default(5),
    crossFades: z.boolean().default(true),
    ...referenceFields,
  }),
  z.strictObject({
    detector: z.literal('luma'),
    threshold: share.default(0.1),
    offset: whole(1, 25).default(1),
    normalize: z.boolean().default(false),
    ...referenceFields,
  }),
  z.strictObject({
    detector: z.literal('edges'),
    threshold: z.number().min(0.001).max(1).default(0.035),
    offset: whole(1, 25).default(2),
    multiplier: z.number().min(1).max(100).default(15),
    white: referenceFields.white,
    black: referenceFields.black,
    minimumInterval: whole(1, 1500).default(20),
    similarity: share.default(0.8),
  }),
  z.strictObject({
    detector: z.literal('motion'),
    blockDifference: z.number().min(0).max(16_320).default(250),
    share: share.default(130 / 256),
    ...referenceFields,
  }),
  z.strictObject({
    detector: z.literal('keyframe'),
    bias: z.number().min(0).max(65_280).default(2000),
    share: share.default(0.5),
    ...referenceFields,
  }),
]);
