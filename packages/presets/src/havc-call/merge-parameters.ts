import type { ColorNodeInput } from '../recipe/color-schema.ts';
import type { BoundCall } from './bind-arguments.ts';
import { type ListItem, readList } from './read-list.ts';
import { type TranslationContext, warnChanged } from './translation.ts';

type MergeInput = Extract<ColorNodeInput, { merge: unknown }>['merge'];

const CONSTRAINED = [
  ['chroma_threshold', 'number', 0.15, 0, 1],
  ['red_fix', 'boolean', true],
  ['base_tol', 'number', 20, 0, 255],
  ['max_extra', 'number', 24, 0, 255],
] as const satisfies readonly ListItem[];

const RETENTION = [
  ['sat', 'number', 0.8, 0, 10],
  ['tht', 'number', 30, 0, 255],
  ['alpha', 'number', 2, 0, 10],
  ['chroma_resize', 'boolean', false],
  ['mask_weight', 'number', 0, -1, 1],
  ['algo', 'whole', 0, 0, 2],
] as const satisfies readonly ListItem[];

/** Which parameter array belongs to which method. */
const ARRAYS = { cmc_p: [3, 7], cmc_tresh: [3], lmm_p: [4], alm_p: [5], crt_p: [6] } as const;

/** A merge by its number and parameter arrays, of those functions that have them. */
export function readMerge(call: BoundCall, method: number, weight: number, context: TranslationContext): MergeInput {
  for (const [parameter, methods] of Object.entries(ARRAYS)) {
    if (!call.parameters.includes(parameter) || (methods as readonly number[]).includes(method)) continue;
    warnChanged(call, [parameter], context, 'no-effect', `has no effect with method ${method}.`);
  }
  switch (method) {
    case 3: {
      const [threshold, redFix] = readConstrained(call);
      const message =
        'Method 3 allows all hues the same room; the original gave yellow a tenth of what it gave blue. ' +
        '"bounds": "stored" in the merge gives its way.';
      context.warn('differs', 'method', message, call.given('method'));
      return { method: 'constrained-chroma', weight, threshold, redFix };
    }
    case 4: {
      const [darkest, whitest] = call.function.includes('ddeoldify') ? [0.2, 0.8] : [0.15, 0.65];
      const [dark, white, saturation] = readList(call, 'lmm_p', [
        ['luma_mask_limit', 'number', darkest!, 0, 1],
        ['luma_white_limit', 'number', whitest!, 0, 1],
        ['luma_mask_sat', 'number', 1, 0, 1],
      ]) as number[];
      return { method: 'luma-masked', weight, dark: dark!, white: white!, saturation: saturation! };
    }
    case 5: {
      const [threshold, exponent, minimumWeight] = readList(call, 'alm_p', [
        ['luma_threshold', 'number', 0.8, 0, 1],
        ['alpha', 'number', 1, 0.001, 10],
        ['min_weight', 'number', 0.15, 0, 1],
      ]) as number[];
      return {
        method: 'adaptive-luma',
        weight,
        threshold: threshold!,
        exponent: exponent!,
        minimumWeight: minimumWeight!,
      };
    }
    case 6:
      return readRetention(call, weight, context);
    case 7: {
      const [, redFix, tolerance, extraTolerance] = readConstrained(call);
      return { method: 'chroma-bound-adaptive', weight, redFix, tolerance, extraTolerance };
    }
    default:
      return { method: 'simple', weight };
  }
}

function readConstrained(call: BoundCall): [threshold: number, redFix: boolean, tolerance: number, extra: number] {
  if (!call.parameters.includes('cmc_p')) return [call.number('cmc_tresh'), true, 20, 24];
  const list = call.list('cmc_p');
  if (list === undefined && call.given('cmc_tresh')) return [call.number('cmc_tresh'), true, 20, 24];
  // One value alone is taken, or all four.
  const required = list?.length === 1 ? 1 : CONSTRAINED.length;
  return readList(call, 'cmc_p', CONSTRAINED, required) as [number, boolean, number, number];
}

function readRetention(call: BoundCall, weight: number, { warn }: TranslationContext): MergeInput {
  const values = call.parameters.includes('crt_p')
    ? readList(call, 'crt_p', RETENTION, 4)
    : RETENTION.map(([, , standard]) => standard);
  const [saturation, threshold, alpha, resize, maskWeight, algorithm] = values;
  if (algorithm !== 0) {
    warn('no-effect', 'crt_p', 'crt_p[5] (algo) has no effect in the original: it is always 0.', call.given('crt_p'));
  }
  return {
    method: 'chroma-retention',
    weight,
    saturation: Number(saturation),
    threshold: Number(threshold),
    // As the original clamps it.
    steepness: Math.min(10, Math.max(1, Number(alpha))),
    workingSize: resize === true ? 'square' : 'full',
    maskWeight: Number(maskWeight),
  };
}
