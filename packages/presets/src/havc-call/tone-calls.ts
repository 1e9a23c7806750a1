import { LOOK_NAMES } from '@havc/filters';
import { nameAdvice, plainName } from '../nearest-name.ts';
import { adjusting } from '../presets/havc-preset.ts';
import { BLACK_WHITE_MODES, STRENGTHS, type Strength } from '../presets/named-choices.ts';
import type { BoundCall } from './bind-arguments.ts';
import { type ChainState, withSteps } from './chain-state.ts';
import { type ListItem, readChannels, readItems, readList } from './read-list.ts';
import { type TranslationContext, warnChanged } from './translation.ts';
import { brightnessCodes } from './tweak-array.ts';

const FACTORS = [
  ['hue', 'number', 0, -180, 180],
  ['sat', 'number', 1, 0, 10],
  ['bright', 'number', 0, -255, 255],
  ['cont', 'number', 1, 0, 10],
  ['gamma', 'number', 1, 0.01, 10],
] as const satisfies readonly ListItem[];

const LEVELS = [
  ['balance', 'number', 0.4, 0, 1],
  ['equalize', 'number', 0.3, 0, 1],
] as const satisfies readonly ListItem[];

/** `HAVC_tweak`. */
export function translateTweak(call: BoundCall, state: ChainState, { warn }: TranslationContext): ChainState {
  const bright = call.number('bright');
  const gamma = call.number('gamma');
  if (gamma < 0.01) throw call.invalid('gamma', 'a number from 0.01 to 10');
  if (bright !== 0 && Math.abs(bright) < 1) {
    const codes = brightnessCodes(bright);
    warn(
      'differs',
      'bright',
      `bright ${bright} is a share of 255 in the original: it is ${codes} here.`,
      call.given('bright'),
    );
  }
  const [hueDegrees, saturation, contrast] = [call.number('hue'), call.number('sat'), call.number('cont')];
  const keepsLuma = bright === 0 && contrast === 1 && gamma === 1;
  if (keepsLuma && hueDegrees === 0 && saturation === 1) {
    warn('no-effect', undefined, 'HAVC_tweak changes nothing: all of its parameters are at their defaults.');
    return state;
  }
  const brightness = brightnessCodes(bright);
  return withSteps(state, [{ filter: 'tweak', hueDegrees, saturation, brightness, contrast, gamma }], keepsLuma);
}

/** `HAVC_bw_tune`. */
export function translateTune(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  const level = readStrength(call, 'bw_tune');
  warnRange(call, ['range_tv'], context);
  if (level === 'none') {
    context.warn('no-effect', 'bw_tune', 'bw_tune none changes nothing.', call.given('bw_tune'));
    return state;
  }
  // Numbers above the last method count as the last.
  const method = BLACK_WHITE_MODES[Math.min(5, call.number('bw_method'))]!;
  if (method === 'look')
    warnChanged(call, ['luma_blend'], context, 'no-effect', 'has no effect with bw_method 4, a look.');
  const darkBlend = call.boolean('luma_blend');
  return withSteps(state, [{ filter: 'tune', level, method, darkBlend }], keepsLuma(call));
}

/** `HAVC_auto_levels`. */
export function translateAutoLevels(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  const level = readStrength(call, 'mode');
  warnRange(call, ['range_tv'], context);
  if (level === 'none') {
    context.warn('no-effect', 'mode', 'mode none changes nothing.', call.given('mode'));
    return state;
  }
  const darkBlend = call.boolean('luma_blend');
  const method = BLACK_WHITE_MODES[call.number('method')]!;
  // The original takes the mildest look here, whatever the mode.
  if (method === 'look') return withSteps(state, [{ filter: 'look', look: 'exploration', strength: 0.9 }], false);
  return withSteps(state, [{ filter: 'auto-levels', level, method, darkBlend }], false);
}

/** `HAVC_retinex`. */
export function translateRetinex(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  warnRange(call, ['range_tv_in', 'range_tv_out'], context);
  const list = call.list('sigmas');
  const items = (list ?? []).map((_, index) => [`sigma ${index + 1}`, 'number', 0, 0.5, 2000] as const);
  if (list !== undefined && (items.length === 0 || items.length > 8))
    throw call.invalid('sigmas', 'a list of 1 to 8 numbers');
  const sigmas = list === undefined ? [25, 80, 250] : (readItems(call, 'sigmas', list, items) as number[]);
  const [from, to] = [call.number('luma_dark'), call.number('luma_bright')];
  const darkBlend = call.boolean('blend');
  return withSteps(state, [{ filter: 'retinex', sigmas, from, to, darkBlend }], keepsLuma(call));
}

/** `HAVC_rgb_denoise`. */
export function translateDenoise(call: BoundCall, state: ChainState): ChainState {
  const [balance, equalize] = readList(call, 'denoise_levels', LEVELS) as number[];
  const factors = readChannels(call, 'rgb_factors', [0.95, 1.05, 1.01], [0, 255]);
  return withSteps(state, [{ filter: 'denoise', balance: balance!, equalize: equalize!, factors }], false);
}

/** `HAVC_adjust_rgb`. */
export function translateAdjustRgb(call: BoundCall, state: ChainState): ChainState {
  const factors = readChannels(call, 'factor', [1, 1, 1], [0, 255]);
  const bias = readChannels(call, 'bias', [0, 0, 0], [-255, 255]);
  const gamma = readChannels(call, 'gamma', [1, 1, 1], [0.01, 10]);
  return withSteps(state, [{ filter: 'adjust-rgb', balance: call.number('strength'), factors, bias, gamma }], false);
}

/** `HAVC_TimeCube`. */
export function translateLook(call: BoundCall, state: ChainState, { warn }: TranslationContext): ChainState {
  const look = LOOK_NAMES[call.number('lut_effect')]!;
  const factors = call.given('factors');
  if (factors !== undefined && factors.kind !== 'none') {
    if (factors.kind !== 'list')
      throw call.invalid('factors', 'None or a list of 5 numbers (hue, sat, bright, cont, gamma)');
    readItems(call, 'factors', factors.items, FACTORS);
    const message = "factors are left out: they correct the original's file, and the looks here are made as corrected.";
    warn('left-out', 'factors', message, factors);
  }
  const message = `lut_effect: ${look} is made anew here, as the original's files may not be passed on. It is alike, not equal.`;
  warn('differs', 'lut_effect', message, call.given('lut_effect'));
  return withSteps(state, [{ filter: 'look', look, strength: call.number('strength') }], false);
}

/** `HAVC_ColorAdjust`, without colouring anew. */
export function translateColorAdjust(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  const level = readStrength(call, 'BlackWhiteTune');
  const mode = call.number('BlackWhiteMode') as 0 | 1 | 2 | 3 | 4 | 5 | 6;
  const exemplar = ['Strength', 'ScThreshold', 'ScNormalize', 'DeepExVivid', 'ScMinFreq'];
  if (call.boolean('ReColor')) {
    const message =
      'ReColor (on by default) needs an exemplar model, which this version does not have yet: it is left out.';
    context.warn('unavailable', 'ReColor', message, call.given('ReColor'));
    warnChanged(call, exemplar, context, 'unavailable', 'is for ReColor, which needs an exemplar model.');
    if (level !== 'none' && mode !== 4 && mode !== 6) {
      const own =
        'BlackWhiteTune and BlackWhiteMode count here; with ReColor the original does the same mild correction for all of them.';
      context.warn('differs', 'BlackWhiteTune', own, call.given('BlackWhiteTune'));
    }
  } else {
    warnChanged(call, exemplar, context, 'no-effect', 'has no effect without ReColor.');
  }
  const steps = adjusting(level, mode, call.boolean('BlackWhiteBlend'));
  if (steps.length === 0) {
    const message = 'HAVC_ColorAdjust changes nothing with BlackWhiteTune none and without ReColor.';
    context.warn('no-effect', 'BlackWhiteTune', message, call.given('BlackWhiteTune'));
  }
  return withSteps(state, steps, keepsLuma(call));
}

function readStrength(call: BoundCall, parameter: string): Strength {
  const text = call.text(parameter);
  const strength = STRENGTHS.find((name) => name === plainName(text));
  if (strength === undefined) throw call.invalid(parameter, `a strength (${nameAdvice(text, STRENGTHS)})`);
  return strength;
}

/** Whether the call puts the luma back that was there before. */
function keepsLuma(call: BoundCall): boolean {
  return call.boolean('chroma_resize');
}

function warnRange(call: BoundCall, parameters: readonly string[], context: TranslationContext): void {
  warnChanged(call, parameters, context, 'differs', 'counts for nothing here: all is computed in full range.');
}
