import { FIRST_MODELS, SECOND_MODELS } from '../presets/named-choices.ts';
import type { ColorNodeInput } from '../recipe/color-schema.ts';
import type { PictureStepInput, StepInput } from '../recipe/step-schemas.ts';
import type { BoundCall } from './bind-arguments.ts';
import { type ChainState, withColor } from './chain-state.ts';
import { readColorMap, readHueChange } from './hue-parameter.ts';
import { readMerge } from './merge-parameters.ts';
import { type ListItem, readItems, readList } from './read-list.ts';
import { readScenes } from './scene-calls.ts';
import { type TranslationContext, warnChanged, warnMachine } from './translation.ts';
import { readTweakParameter, tweakSteps } from './tweak-array.ts';
import { isVersion2, translateVersion2 } from './version-2-call.ts';

const FIRST = [
  ['model', 'whole', 0, 0, 2],
  ['render_factor', 'whole', 24, 10, 44],
  ['sat', 'number', 1, 0, 10],
  ['hue', 'number', 0, -180, 180],
] as const satisfies readonly ListItem[];

const SECOND = [
  ['model', 'whole', 1, 0, 3],
  ['render_factor', 'whole', 24, 0, 64],
  ['sat', 'number', 1, 0, 10],
  ['hue', 'number', 0, -180, 180],
  ['enable_fp16', 'boolean', true],
] as const satisfies readonly ListItem[];

const FLAGS = [
  ['tweak', 'boolean', false],
  ['denoise', 'boolean', false],
  ['retinex', 'boolean', false],
] as const satisfies readonly ListItem[];

/** A model's colours with a trim of hue and saturation. */
interface Trim {
  readonly saturation: number;
  readonly hueDegrees: number;
}

/** `HAVC_colorizer` and its older names, and `HAVC_colorizer_fast` without what needs an exemplar model. */
export function translateColorizer(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  if (isVersion2(call)) return translateVersion2(call, state, context);
  warnMachine(call, context);
  const { node, method } = coloring(call, context);
  const scenes = call.parameters.includes('sc_threshold') ? readReferences(call, context) : undefined;
  const filters: StepInput[] = [];
  if (call.parameters.includes('frame_interp')) {
    const message =
      'HAVC_colorizer_fast carries colours from frame to frame with an exemplar model, which this version does not have ' +
      'yet: every frame is coloured.';
    context.warn('unavailable', 'frame_interp', message, call.given('frame_interp'));
    const hues = readColorMap(call, 'chroma_adjust');
    if (hues) filters.push({ filter: 'stabilizer', hues });
  }
  if (call.parameters.includes('degrain_strength')) {
    warnChanged(
      call,
      ['degrain_strength', 'dotweak', 'dotweak_p'],
      context,
      'no-effect',
      'has no effect since version 4.',
    );
  }
  warnUnused(call, method, context);
  return withColor(
    state,
    { color: node, filters, ...(scenes ? { scenes, frames: 'references' as const } : {}) },
    context.warn,
  );
}

/** The models and their merge. */
function coloring(call: BoundCall, context: TranslationContext): { node: ColorNodeInput; method: number } {
  const [firstModel, firstFactor, firstSaturation, firstHue] = readList(call, 'deoldify_p', FIRST) as number[];
  const [secondModel, secondFactor, secondSaturation, secondHue, half] = readList(call, 'ddcolor_p', SECOND, 4);
  if (half === false) {
    const message = 'ddcolor_p[4] (enable_fp16) is no part of a recipe: give `havc colorize` --precision fp32.';
    context.warn('elsewhere', 'ddcolor_p', message, call.given('ddcolor_p'));
  }
  const weight = call.number('mweight');
  let method = call.number('method');
  // As the original has it: all or nothing of the second model is that one alone.
  if (method > 1 && weight === 0) method = 0;
  if (method > 1 && weight === 1) method = 1;
  const trims: [Trim, Trim] = [
    { saturation: firstSaturation!, hueDegrees: firstHue! },
    { saturation: Number(secondSaturation), hueDegrees: Number(secondHue) },
  ];
  const swapped = call.parameters.includes('cmb_sw') && call.boolean('cmb_sw');
  // Trims stay where they are when the models change places, in the original too.
  if (swapped) trims.reverse();
  const one = firstNode(firstModel!, firstFactor!, trims[0]);
  const other = method === 0 ? one : secondNode(call, [Number(secondModel), Number(secondFactor)], trims[1], context);
  if (method < 2) return { node: method === 0 ? one : other, method };
  const merge = readMerge(call, method, weight, context);
  return { node: swapped ? { merge, first: other, second: one } : { merge, first: one, second: other }, method };
}

function firstNode(model: number, renderFactor: number, trim: Trim): ColorNodeInput {
  const name = Object.values(FIRST_MODELS)[model]!;
  return { model: name, renderFactor, after: trimming(trim) };
}

function secondNode(
  call: BoundCall,
  [model, factor]: readonly [number, number],
  trim: Trim,
  context: TranslationContext,
): ColorNodeInput {
  const name = Object.values(SECOND_MODELS)[model]!;
  const [tweaked, denoised, evened] = readFlags(call);
  const { tweaks, hues } = readTweakParameter(call);
  if (tweaked && context.tweaks && !call.given('ddtweak_p')) {
    const message = `HAVC_set_tweak_params has no effect on ${call.function}: give it ddtweak_p.`;
    context.warn('no-effect', 'ddtweak_p', message);
  }
  let before: readonly PictureStepInput[] = [];
  if (tweaked && evened) {
    before = [{ filter: 'auto-levels', level: 'strong', method: 'retinex', darkBlend: true }];
  } else if (tweaked) {
    before = tweakSteps(tweaks);
  }
  if (!tweaked && evened) {
    context.warn(
      'no-effect',
      'ddtweak',
      'ddtweak[2] (retinex) has no effect without ddtweak[0].',
      call.given('ddtweak'),
    );
  }
  const change = readHueChange(call, 'ddtweak_p', hues);
  const after: StepInput[] = [
    ...(change ? [{ filter: 'hues', ...change } as const] : []),
    ...(denoised
      ? [
          {
            filter: 'denoise',
            balance: 0.3,
            equalize: 0.2,
            factors: [0.98, 1.02, 1] as [number, number, number],
          } as const,
        ]
      : []),
    ...trimming(trim),
  ];
  return { model: name, renderFactor: secondFactor(call, model, factor, context), before: [...before], after };
}

function secondFactor(call: BoundCall, model: number, factor: number, { warn }: TranslationContext): number | 'auto' {
  if (model > 1) {
    if (call.given('ddcolor_p') && factor !== 16) {
      const message = "ddcolor_p[1] (render_factor) has no effect on Zhang's models, which always see 256 pixels.";
      warn('no-effect', 'ddcolor_p', message, call.given('ddcolor_p'));
    }
    return 16;
  }
  if (factor === 0) return 'auto';
  if (factor < 10) throw call.invalid('ddcolor_p', 'a list whose second number (render_factor) is 0 or from 10 to 64');
  return factor;
}

/** The three switches of `ddtweak`; older versions had one. */
function readFlags(call: BoundCall): readonly boolean[] {
  const value = call.given('ddtweak');
  if (value === undefined) return [false, false, false];
  if (value.kind === 'boolean') return [value.value, false, false];
  if (value.kind !== 'list') throw call.invalid('ddtweak', 'True, False or a list of three of them');
  return readItems(call, 'ddtweak', value.items, FLAGS) as boolean[];
}

function trimming({ saturation, hueDegrees }: Trim): StepInput[] {
  return saturation === 1 && hueDegrees === 0 ? [] : [{ filter: 'tweak', hueDegrees, saturation }];
}

/** Where only references are coloured: how they are found. */
function readReferences(call: BoundCall, context: TranslationContext): ChainState['scenes'] {
  const others = ['sc_tht_offset', 'sc_tht_ssim', 'sc_normalize', 'sc_min_int', 'sc_tht_white', 'sc_tht_black'];
  if (call.number('sc_threshold') > 0 || call.number('sc_min_freq') > 0) return readScenes(call);
  warnChanged(call, others, context, 'no-effect', 'has no effect without sc_threshold and sc_min_freq.');
  return undefined;
}

function warnUnused(call: BoundCall, method: number, context: TranslationContext): void {
  const idle = (parameters: readonly string[], because: string) => {
    const known = parameters.filter((parameter) => call.parameters.includes(parameter));
    warnChanged(call, known, context, 'no-effect', because);
  };
  const merges = ['cmc_p', 'cmc_tresh', 'lmm_p', 'alm_p', 'crt_p', 'cmb_sw'];
  if (method < 2) idle(merges, 'has no effect with one model: there is nothing to merge.');
  if (method < 2 && call.number('method') < 2) idle(['mweight'], 'has no effect with one model.');
  if (method === 1) idle(['deoldify_p'], 'has no effect with method 1, which uses the second model alone.');
  if (method === 0)
    idle(['ddcolor_p', 'ddtweak', 'ddtweak_p'], 'has no effect with method 0, which uses DeOldify alone.');
  if (method === 0 || readFlags(call)[0]) return;
  const list = call.list('ddtweak_p');
  if (list === undefined) return;
  const message = "ddtweak_p's tweaks have no effect without ddtweak; its change of hues has.";
  context.warn('no-effect', 'ddtweak_p', message, call.given('ddtweak_p'));
}
