import { HavcError } from '@havc/core';
import { nameAdvice, plainName } from '../nearest-name.ts';
import { COLOR_TEMPS, SPEEDS } from '../presets/named-choices.ts';
import type { PresetChoices } from '../presets/preset-choices.ts';
import { presetInput } from '../presets/preset-recipe.ts';
import type { BoundCall } from './bind-arguments.ts';
import { callError } from './call-error.ts';
import { type ChainState, withColor } from './chain-state.ts';
import { ensureReferences, warnReferences } from './reference-parameters.ts';
import { type TranslationContext, warnChanged, warnMachine } from './translation.ts';

/** The parameters that choose something by name, and what the choice is called here. */
const CHOICES = {
  Preset: 'preset',
  ColorModel: 'colorModel',
  CombMethod: 'combMethod',
  VideoTune: 'videoTune',
  ColorFix: 'colorFix',
  ColorTune: 'colorTune',
  ColorMap: 'colorMap',
  BlackWhiteTune: 'blackWhiteTune',
} as const satisfies Record<string, keyof PresetChoices>;

/** What counts for the warnings of a call of the front end. */
interface Chosen {
  readonly preset: string;
  readonly isSlowest: boolean;
  readonly model: 'first' | 'second' | 'both';
  readonly fix: string;
  readonly tune: string;
  readonly map: string;
  readonly tone: string;
  readonly mode: number;
}

/**
 * The recipe of `HAVC_main`, by its choices.
 *
 * @throws HavcError `RECIPE_INVALID` for a name that there isn't, and for references that the original refuses too.
 */
export function translateMain(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  const chosen = readChosen(call);
  const { version: _version, luma, prepare, color, filters, size, name } = readPreset(call, context);
  ensureReferences(call, chosen.isSlowest);
  warnReferences(call, chosen.isSlowest, context);
  warnChoices(call, chosen, context);
  warnDifferences(call, chosen, context);
  warnMachine(call, context);
  return withColor(state, { color, prepare, filters, size, name, toned: luma === 'toned' }, context.warn);
}

/** `ddeoldify_main`, which had fewer parameters and other defaults. */
export function translateOldMain(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  const chosen = readChosen(call);
  const { luma, prepare, color, filters, size, name } = readPreset(call, context);
  warnChanged(call, ['degrain_strength'], context, 'no-effect', 'has no effect since version 4.');
  warnChoices(call, chosen, context);
  warnDifferences(call, chosen, context);
  warnMachine(call, context);
  return withColor(state, { color, prepare, filters, size, name, toned: luma === 'toned' }, context.warn);
}

/** The choices as a recipe; names that there aren't become errors at their place. */
function readPreset(call: BoundCall, { tweaks }: TranslationContext) {
  const preset = call.text('Preset');
  const speeds = Object.keys(SPEEDS);
  if (!speeds.some((speed) => plainName(speed) === plainName(preset))) {
    throw call.invalid('Preset', `one of HAVC's (${nameAdvice(preset, speeds)})`);
  }
  if (has(call, 'ColorTemp')) {
    const temp = call.text('ColorTemp');
    if (!COLOR_TEMPS.some((name) => name === plainName(temp))) {
      throw call.invalid('ColorTemp', `one of HAVC's (${nameAdvice(temp, COLOR_TEMPS)})`);
    }
  }
  const named = Object.entries(CHOICES).flatMap(([parameter, choice]) =>
    has(call, parameter) ? [[choice, call.text(parameter)] as const] : [],
  );
  const choices: PresetChoices = {
    ...(Object.fromEntries(named) as PresetChoices),
    ...(has(call, 'BlackWhiteMode') && { blackWhiteMode: call.number('BlackWhiteMode') }),
    ...(has(call, 'BlackWhiteBlend') && { blackWhiteBlend: call.boolean('BlackWhiteBlend') }),
    ...(tweaks && { tweaks }),
  };
  try {
    return presetInput(choices);
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    const choice = error.details['choice'];
    const parameter = Object.entries(CHOICES).find(([, own]) => own === choice)?.[0] ?? 'ColorMap';
    const place = call.given(parameter) ?? call.call;
    throw callError(place, `${call.function}: ${error.message}`, { function: call.function, parameter });
  }
}

function readChosen(call: BoundCall): Chosen {
  const plain = (parameter: string, otherwise: string) =>
    has(call, parameter) ? plainName(call.text(parameter)) : otherwise;
  const preset = plain('Preset', 'medium');
  const model = plain('ColorModel', 'video+artistic');
  return {
    preset,
    isSlowest: preset === 'placebo' || preset === 'veryslow',
    model: model.includes('+') ? 'both' : model.startsWith('deoldify') ? 'first' : 'second',
    fix: plain('ColorFix', 'violet/red'),
    tune: plain('ColorTune', 'light'),
    map: plain('ColorMap', 'none'),
    tone: plain('BlackWhiteTune', 'none'),
    mode: has(call, 'BlackWhiteMode') ? call.number('BlackWhiteMode') : 0,
  };
}

/** Choices that have no effect beside the others. */
function warnChoices(call: BoundCall, chosen: Chosen, context: TranslationContext): void {
  const { preset, model, fix, tune, map, tone, mode } = chosen;
  const idle = (parameters: readonly string[], because: string) =>
    warnChanged(
      call,
      parameters.filter((parameter) => has(call, parameter)),
      context,
      'no-effect',
      because,
    );
  if (model !== 'both') idle(['CombMethod', 'VideoTune'], 'has no effect with one model: there is nothing to merge.');
  const red = fix === 'retinex/red';
  if (tune === 'none') {
    if (fix !== 'none') idle(['ColorFix'], 'has no effect with ColorTune none.');
    if (map !== 'none' && !/[:|]/.test(map)) {
      idle(['ColorMap'], 'has no effect with ColorTune none, which keeps all of the picture as it was.');
    }
  } else if (preset === 'veryslow' && model === 'first') {
    idle(['ColorFix', 'ColorTune', 'ColorMap'], 'has no effect on DeOldify alone with veryslow.');
  } else if (model === 'first' && preset !== 'placebo' && !red) {
    if (fix !== 'none') idle(['ColorFix'], 'has no effect on DeOldify alone: it calms the second model.');
    if (map === 'none') idle(['ColorTune'], 'has no effect on DeOldify alone without a ColorMap.');
  }
  if (tone === 'none') idle(['BlackWhiteMode', 'BlackWhiteBlend'], 'has no effect with BlackWhiteTune none.');
  else if (mode === 4) idle(['BlackWhiteBlend'], 'has no effect with BlackWhiteMode 4, which is a look.');
}

/** Where a corrected mistake of the original shows. */
function warnDifferences(call: BoundCall, { preset, model, isSlowest, tone }: Chosen, { warn }: TranslationContext) {
  if (tone !== 'none' && !isSlowest) {
    const message =
      'BlackWhiteTune changes light and contrast here; the original computed that and then put the old luma back. ' +
      '"luma": "source" in the recipe gives its way.';
    warn('differs', 'BlackWhiteTune', message, call.given('BlackWhiteTune'));
  }
  if (preset === 'veryslow') {
    const message =
      'veryslow puts the luma back after each of its branches; the original lets their darkening through, ' +
      'more or less by CombMethod.';
    warn('differs', 'Preset', message, call.given('Preset'));
  }
  if (preset === 'placebo') {
    const message = 'placebo blends its tiles over all that they share; the original over half of it.';
    warn('differs', 'Preset', message, call.given('Preset'));
  }
  if (model === 'both' && has(call, 'CombMethod') && plainName(call.text('CombMethod')) === 'constrainedchroma') {
    const message =
      'constrained-chroma allows all hues the same room; the original gave yellow a tenth of what it gave blue. ' +
      '"bounds": "stored" in the merge gives its way.';
    warn('differs', 'CombMethod', message, call.given('CombMethod'));
  }
}

/** Whether the function has that parameter; `ddeoldify_main` lacks many. */
function has(call: BoundCall, parameter: string): boolean {
  return call.parameters.includes(parameter);
}
