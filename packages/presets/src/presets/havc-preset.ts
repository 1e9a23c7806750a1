import { colorCorrection, type HueExpression } from '@havc/filters';
import type { ColorNodeInput } from '../recipe/color-schema.ts';
import type { RecipeInput } from '../recipe/recipe-schema.ts';
import type { PictureStepInput, StepInput } from '../recipe/step-schemas.ts';
import {
  ADJUST_LOOKS,
  BLACK_WHITE_MODES,
  COLOR_FIXES,
  FINAL_FIX_STRENGTHS,
  FIX_STRENGTHS,
  RED_LOOKS,
  RED_TO_BROWN_LOOK,
  SPEEDS,
  STABILIZER,
  type Strength,
} from './named-choices.ts';
import type { ReadChoices } from './preset-choices.ts';

/**
 * The recipe of one of the original's presets. Its numbers are the original's.
 *
 * Luma is the source's, whatever the preset; only where the tone's clean-up is asked for does luma follow it, which the
 * original computes and then throws away.
 *
 * Source: HAVC's `HAVC_main` and what it calls (__init__.py, havc_utils.py).
 */
export function havcPreset(choices: ReadChoices): RecipeInput {
  const recipe = { placebo, veryslow: verySlow }[choices.speed as 'placebo' | 'veryslow'] ?? standard;
  return { version: 1, luma: choices.tone === 'none' ? 'source' : 'toned', ...recipe(choices) };
}

type Parts = Pick<RecipeInput, 'size' | 'prepare' | 'color' | 'filters'>;

/** The six fast speeds: at a height of 480, colours and then one stabiliser. */
function standard(choices: ReadChoices): Parts {
  return {
    size: 480,
    prepare: toneBefore(choices),
    color: coloring(choices),
    filters: [...stabilizing(choices), ...toneAfter(choices), ...redLook(choices), ...calming(choices)],
  };
}

/** Full size, four tiles that each have a square of their own, and the fix once more on the finished colours. */
function placebo(choices: ReadChoices): Parts {
  return {
    ...standard(choices),
    size: 'full',
    color: { ...coloring(choices, 'auto'), tiles: { count: 4, overlapX: 'auto', overlapY: 'auto', blend: 'ramp' } },
  };
}

/** Each model on a picture of its own, cleaned up and stabilised before they are merged. */
function verySlow(choices: ReadChoices): Parts {
  const { first, second } = choices;
  const slower = { ...choices, speed: 'slower', tone: 'light', toneMode: 0, toneBlend: true } as const;
  const branches: ColorNodeInput[] = [];
  if (first) {
    const alone = { ...slower, second: undefined, fix: 'none', strength: 'medium', map: undefined } as const;
    branches.push({
      color: coloring(alone),
      before: [{ filter: 'tweak', brightness: -1, gamma: 0.9, contrast: 0.8 }],
      after: [
        ...stabilizing(alone),
        ...toneAfter(alone),
        ...adjusting('medium', 4, true),
        { filter: 'tweak', saturation: 0.95, hueDegrees: 5 },
      ],
    });
  }
  if (second) {
    const alone = { ...slower, first: undefined };
    branches.push({
      color: coloring(alone),
      before: [{ filter: 'tweak', brightness: -1, gamma: 0.95, contrast: 0.95 }],
      after: [...stabilizing(alone), ...toneAfter(alone), ...redLook(alone), ...calming(alone)],
    });
  }
  const [one, other] = branches as [ColorNodeInput, ColorNodeInput?];
  const adjusted: PictureStepInput[] = [
    ...adjusting(choices.tone, choices.toneMode, choices.toneBlend),
    // Its contrast changes luma alone, and isn't what someone asks for who cleans up tone.
    { filter: 'tweak', hueDegrees: 10, saturation: 1.05, contrast: choices.tone === 'none' ? 0.9 : 1 },
  ];
  return {
    size: 'full',
    color: other ? { merge: { method: choices.method, weight: choices.weight }, first: one, second: other } : one,
    filters: [{ filter: 'mix', share: 0.6, steps: adjusted }],
  };
}

/** The models and their merge. */
function coloring(choices: ReadChoices, renderFactor: number | 'auto' = SPEEDS[choices.speed]): ColorNodeInput {
  const { first, method, weight } = choices;
  const one: ColorNodeInput | undefined = first && { model: first, renderFactor };
  const other = secondModel(choices, renderFactor);
  if (one && other) return { merge: { method, weight }, first: one, second: other };
  return (one ?? other)!;
}

/** The second model, with what is done before it sees a picture, and to its colours. */
function secondModel(choices: ReadChoices, renderFactor: number | 'auto'): ColorNodeInput | undefined {
  const { second: model, strength, fix } = choices;
  if (!model) return undefined;
  const isZhang = model === 'siggraph17' || model === 'eccv16';
  const node = { model, renderFactor: isZhang ? 16 : renderFactor } as const;
  if (strength === 'none') return node;
  const hues = COLOR_FIXES[fix];
  const after: StepInput[] = [];
  if (hues) {
    const [saturation, weight] = FIX_STRENGTHS[model][fix === 'retinex/red' ? 'medium' : strength];
    after.push({ filter: 'hues', ranges: [hues], saturation, weight });
  } else {
    after.push({ filter: 'denoise', balance: 0.3, equalize: 0.2, factors: [0.98, 1.02, 1] });
  }
  return { ...node, before: tweaking(choices), after };
}

/** What the second model sees. */
function tweaking({ fix, tweaks }: ReadChoices): PictureStepInput[] {
  if (fix === 'retinex/red') return [{ filter: 'auto-levels', level: 'strong', method: 'retinex', darkBlend: true }];
  const { brightness, contrast, gamma, lumaConstrained, ...levels } = tweaks;
  const before: PictureStepInput[] = [];
  const ownGamma = lumaConstrained ? 1 : gamma;
  if (brightness !== 0 || contrast !== 1 || ownGamma !== 1) {
    before.push({ filter: 'tweak', brightness, contrast, gamma: ownGamma });
  }
  if (lumaConstrained) before.push({ filter: 'luma-levels', gamma, ...levels });
  return before;
}

/** The stabiliser, with more in it the slower the speed. */
function stabilizing(choices: ReadChoices): StepInput[] {
  const { speed, strength, map, second } = choices;
  const hues = map === undefined ? {} : { hues: changeOf(map) };
  if (speed === 'fast' || speed === 'faster' || speed === 'veryfast') {
    return map === undefined ? [] : [{ filter: 'stabilizer', ...hues }];
  }
  const { dark, smooth, stabilize } = STABILIZER;
  const isMostCareful = speed === 'placebo';
  // DeOldify alone is steady enough.
  const averages = strength !== 'none' && (second !== undefined || isMostCareful);
  const final = isMostCareful ? finalFix(choices) : {};
  return [
    {
      filter: 'stabilizer',
      dark,
      smooth,
      ...hues,
      ...(averages && { stabilize: { ...stabilize, ...final }, deflicker: {} }),
    },
  ];
}

/** The fix once more, on the finished colours. */
function finalFix({ fix, strength }: ReadChoices) {
  const hues = COLOR_FIXES[fix];
  if (!hues || strength === 'none') return {};
  const saturation = FINAL_FIX_STRENGTHS[fix === 'retinex/red' ? 'medium' : strength];
  return { hues: { ranges: [hues], saturation, weight: 0 } };
}

/** Retinex before colouring, which is the seventh way to clean up tone. */
function toneBefore({ tone, toneMode, toneBlend }: ReadChoices): PictureStepInput[] {
  if (tone === 'none' || toneMode !== 6) return [];
  return [{ filter: 'tune', level: tone, method: 'retinex', darkBlend: toneBlend }];
}

function toneAfter({ tone, toneMode, toneBlend }: ReadChoices): PictureStepInput[] {
  if (tone === 'none') return [];
  if (toneMode !== 6) return [tuning(tone, toneMode, toneBlend)];
  return [
    { filter: 'tweak', hueDegrees: 5, saturation: 0.95, contrast: 0.98, gamma: 0.98 },
    { filter: 'tune', level: 'light', method: 'clahe-luma', darkBlend: true },
  ];
}

function tuning(level: Exclude<Strength, 'none'>, mode: 0 | 1 | 2 | 3 | 4 | 5, darkBlend: boolean): PictureStepInput {
  return { filter: 'tune', level, method: BLACK_WHITE_MODES[mode], darkBlend };
}

/** A look that warms what the fix has calmed. */
function redLook({ fix, strength, mapName }: ReadChoices): PictureStepInput[] {
  if (fix !== 'retinex/red' || strength === 'none') return [];
  const { look, strength: share } =
    strength === 'strong' && mapName === 'red->brown' ? RED_TO_BROWN_LOOK : RED_LOOKS[strength];
  return [{ filter: 'look', look, strength: share, keepLuma: true }];
}

/** Deflicker at the end, after what acts on frames one by one with their own measures. */
function calming({ fix, strength, tone, toneMode }: ReadChoices): StepInput[] {
  const isRetinex = (fix === 'retinex/red' && strength !== 'none') || (tone !== 'none' && toneMode === 6);
  return isRetinex ? [{ filter: 'deflicker' }] : [];
}

/**
 * The adjustment of a finished film without colouring it anew.
 *
 * Source: HAVC's `HAVC_ColorAdjust`.
 */
export function adjusting(tone: Strength, mode: ReadChoices['toneMode'], darkBlend: boolean): PictureStepInput[] {
  if (tone === 'none') return [];
  if (mode === 4 || mode === 6) return [{ filter: 'look', ...ADJUST_LOOKS[mode][tone] }];
  const steps = [tuning(tone, mode, darkBlend)];
  if (mode < 4) steps.push({ filter: 'tweak', ...colorCorrection(BLACK_WHITE_MODES[mode], tone) });
  return steps;
}

function changeOf({ ranges, saturation, shiftDegrees, weight }: HueExpression) {
  return { ranges: ranges.map(({ from, to }) => ({ from, to })), saturation, shiftDegrees, weight };
}
