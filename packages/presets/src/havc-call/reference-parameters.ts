import { plainName } from '../nearest-name.ts';
import type { BoundCall } from './bind-arguments.ts';
import { type TranslationContext, warnChanged } from './translation.ts';

/** What says which frames become references. */
const SCENES = ['ScThreshold', 'ScThtOffset', 'ScMinFreq', 'ScMinInt', 'ScThtSSIM', 'ScNormalize'] as const;

/** What says how an exemplar model carries their colours on. */
const EXEMPLAR = [
  'DeepExMethod',
  'DeepExPreset',
  'DeepExRefMerge',
  'DeepExOnlyRefFrames',
  'ScFrameDir',
  'DeepExModel',
  'DeepExVivid',
  'DeepExEncMode',
  'DeepExMaxMemFrames',
  'RefRange',
] as const;

/** Whether the call uses an exemplar model in the original. */
function usesExemplar(call: BoundCall, isSlowest: boolean): boolean {
  return call.boolean('EnableDeepEx') && !isSlowest && call.number('FrameInterp') <= 4;
}

/**
 * Refuses what the original refuses.
 *
 * @throws HavcError `RECIPE_INVALID` for references without a folder or a threshold, and for contradicting ones.
 */
export function ensureReferences(call: BoundCall, isSlowest: boolean): void {
  if (!['fast', 'medium', 'slow', 'slower'].includes(plainName(call.text('DeepExPreset')))) {
    throw call.invalid('DeepExPreset', 'fast, medium, slow or slower');
  }
  const range = call.list('RefRange');
  if (range !== undefined && !(range.length === 2 && range.every((item) => item.kind === 'number'))) {
    throw call.invalid('RefRange', 'two frame numbers, (start, end)');
  }
  if (!usesExemplar(call, isSlowest)) return;
  const method = call.number('DeepExMethod');
  const folder = call.text('ScFrameDir') !== 'none';
  if (method === 3 || method === 4) return;
  if (call.boolean('DeepExOnlyRefFrames') && !folder) {
    throw call.invalid('DeepExOnlyRefFrames', 'False without ScFrameDir, the folder that references are written to');
  }
  if (call.boolean('DeepExOnlyRefFrames') && method !== 0) {
    throw call.invalid('DeepExOnlyRefFrames', 'False with a DeepExMethod other than 0');
  }
  if (method !== 0 && !folder) throw call.invalid('DeepExMethod', '0 without ScFrameDir');
  if (call.number('ScThreshold') === 0 && call.number('ScMinFreq') === 0) {
    throw call.invalid('ScThreshold', 'above 0 where ScMinFreq is 0: without both there are no references');
  }
  if ((method === 2 || method === 6) && call.number('DeepExRefMerge') > 0) {
    throw call.invalid('DeepExRefMerge', '0 with DeepExMethod 2 and 6');
  }
}

/** Says which of the parameters had no effect, and what can't be done yet without an exemplar model. */
export function warnReferences(call: BoundCall, isSlowest: boolean, context: TranslationContext): void {
  const { warn } = context;
  const frames = call.number('FrameInterp');
  const all = ['EnableDeepEx', ...EXEMPLAR, ...SCENES];
  warnTime(call, context);
  if (isSlowest) {
    warnChanged(
      call,
      all,
      context,
      'no-effect',
      'has no effect with the presets placebo and veryslow, which ignore it.',
    );
    return;
  }
  if (!call.boolean('EnableDeepEx')) {
    const others = all.filter((parameter) => parameter !== 'DeepExOnlyRefFrames');
    warnChanged(call, others, context, 'no-effect', 'has no effect without EnableDeepEx.');
    const because =
      'has no effect without EnableDeepEx, but that the original leaves out the mean over time; that is kept here.';
    warnChanged(call, ['DeepExOnlyRefFrames'], context, 'differs', because);
    return;
  }
  if (frames > 4) {
    warnChanged(
      call,
      all,
      context,
      'no-effect',
      'has no effect with FrameInterp above 4, which switches the exemplar model off.',
    );
    return;
  }
  const message =
    'EnableDeepEx needs an exemplar model, which this version does not have yet: every frame is coloured by itself.';
  warn('unavailable', 'EnableDeepEx', message, call.given('EnableDeepEx'));
  warnExemplar(call, context);
}

/** FrameInterp and ColorTemp, which count with every preset. */
function warnTime(call: BoundCall, { warn }: TranslationContext): void {
  const frames = call.number('FrameInterp');
  if (frames > 0) {
    const ignored = usesExemplar(call, false) && call.number('DeepExRefMerge') === 0;
    if (ignored) {
      const message = 'FrameInterp has no effect with EnableDeepEx, unless DeepExRefMerge is above 0.';
      warn('no-effect', 'FrameInterp', message, call.given('FrameInterp'));
    } else {
      const message =
        'FrameInterp carries colours from frame to frame with an exemplar model, which this version does not have yet: ' +
        'every frame is coloured.';
      warn('unavailable', 'FrameInterp', message, call.given('FrameInterp'));
    }
  }
  if (plainName(call.text('ColorTemp')) !== 'none') {
    const message =
      'ColorTemp needs the exemplar model ColorMNet, which this version does not have yet: it is left out. A longer mean ' +
      'over time calms colours too: --set filters.stabilizer.stabilize.frames=9.';
    warn('unavailable', 'ColorTemp', message, call.given('ColorTemp'));
  }
}

function warnExemplar(call: BoundCall, context: TranslationContext): void {
  const method = call.number('DeepExMethod');
  const model = call.number('DeepExModel');
  const idle = new Set<string>();
  const ignore = (parameters: readonly string[], because: string) => {
    const left = parameters.filter((parameter) => !idle.has(parameter));
    for (const parameter of left) idle.add(parameter);
    warnChanged(call, left, context, 'no-effect', because);
  };
  if (method === 3 || method === 4) {
    ignore(SCENES, `has no effect with DeepExMethod ${method}, whose references are the images in ScFrameDir.`);
    if (model !== 3) ignore(['DeepExRefMerge'], `has no effect with DeepExMethod ${method}.`);
  }
  if (method !== 5 && method !== 6) ignore(['RefRange'], 'has no effect with DeepExMethod 0 to 4.');
  if (model === 2) ignore(['DeepExPreset'], 'has no effect on DeepRemaster.');
  if (model !== 0) ignore(['DeepExEncMode'], 'has no effect with models other than ColorMNet.');
  if (model === 1) ignore(['DeepExMaxMemFrames'], 'has no effect on Deep-Exemplar.');
  if (call.boolean('DeepExOnlyRefFrames')) {
    idle.add('DeepExOnlyRefFrames');
    const message = 'DeepExOnlyRefFrames is no part of a recipe: `havc refs export` writes reference frames.';
    context.warn('elsewhere', 'DeepExOnlyRefFrames', message, call.given('DeepExOnlyRefFrames'));
  }
  const rest = [...EXEMPLAR, ...SCENES].filter((parameter) => !idle.has(parameter));
  warnChanged(call, rest, context, 'unavailable', 'is for an exemplar model, which this version does not have yet.');
}
