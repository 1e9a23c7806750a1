import { HavcError } from '@havc/core';
import { formatHueRanges, parseHueRanges } from '@havc/filters';
import { z } from 'zod';

const degrees = z.number().min(0).max(360);

const rangeList = z
  .array(z.strictObject({ from: degrees, to: degrees }))
  .min(1)
  .max(64);

/** Hue ranges: a list of `{ from, to }` in degrees, or the text that `parseHueRanges` reads, e.g. `270:300,rose`. */
export const hueRanges = z.union([z.string().max(1000), rangeList]).transform((given, context) => {
  try {
    if (typeof given === 'string') return parseHueRanges(given).map(({ from, to }) => ({ from, to }));
    formatHueRanges(given);
    return given;
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    context.addIssue({ code: 'custom', message: error.message, input: given });
    return z.NEVER;
  }
});

/** The fields of a change of some hues; see `HueExpression` of `@havc/filters`. */
export const hueChangeFields = {
  ranges: hueRanges,
  saturation: z.number().min(0).max(10).default(1),
  shiftDegrees: z.number().int().min(-360).max(360).default(0),
  weight: z.number().min(-1).max(1).default(0),
};

/** A change of some hues as an object of its own. */
export const hueChange = z.strictObject(hueChangeFields);

/** Width in degrees of the ramp around each end of hue ranges. */
export const softness = z.number().min(0).max(90).default(0);
