import { DEFAULT_TWEAKS, type SecondModelTweaks } from '../presets/preset-choices.ts';
import type { PictureStepInput } from '../recipe/step-schemas.ts';
import type { BoundCall } from './bind-arguments.ts';
import type { CallValue } from './call-values.ts';
import { type ListItem, readItems } from './read-list.ts';

/** The original's tweak array, item by item. */
const ITEMS = [
  ['bright', 'number', 0, -255, 255],
  ['cont', 'number', 1, 0, 10],
  ['gamma', 'number', 2.5, 0.01, 10],
  ['luma_constrained_tweak', 'boolean', true],
  ['luma_min', 'number', 0.3, 0, 1],
  ['gamma_luma_min', 'number', 0.6, 0, 1],
  ['gamma_alpha', 'number', 1.5, 0, 10],
  ['gamma_min', 'number', 0.5, 0.01, 10],
] as const satisfies readonly ListItem[];

const HUES = ['chroma_adjustment', 'text', 'none'] as const satisfies ListItem;

/** The tweaks that an array of eight stands for. */
export function readTweaks(
  call: BoundCall,
  parameter: string,
  list: readonly CallValue[],
): Required<SecondModelTweaks> {
  return named(readItems(call, parameter, list, ITEMS));
}

/** Tweaks and hue expression of `ddtweak_p`, in its two forms: `[array, text]` or one flat array. */
export function readTweakParameter(call: BoundCall): {
  readonly tweaks: Required<SecondModelTweaks>;
  readonly hues: string;
} {
  const list = call.list('ddtweak_p');
  if (list === undefined) return { tweaks: DEFAULT_TWEAKS, hues: '300:360|0.8,0.1' };
  const [first, second] = list;
  if (list.length === 2 && first?.kind === 'list') {
    const [hues] = readItems(call, 'ddtweak_p', second ? [second] : [], [HUES]);
    return { tweaks: readTweaks(call, 'ddtweak_p', first.items), hues: String(hues) };
  }
  const values = readItems(call, 'ddtweak_p', list, [...ITEMS, HUES], ITEMS.length);
  return { tweaks: named(values), hues: String(values[ITEMS.length]) };
}

function named(values: readonly (string | number | boolean)[]): Required<SecondModelTweaks> {
  const [brightness, contrast, gamma, lumaConstrained, lumaFloor, gammaBelow, gammaDecay, gammaFloor] = values;
  return {
    brightness: brightnessCodes(Number(brightness)),
    contrast: Number(contrast),
    gamma: Number(gamma),
    lumaConstrained: lumaConstrained === true,
    lumaFloor: Number(lumaFloor),
    gammaBelow: Number(gammaBelow),
    gammaDecay: Number(gammaDecay),
    gammaFloor: Number(gammaFloor),
  };
}

/** Brightness in codes: the original takes numbers between -1 and 1 for shares of 255. */
export function brightnessCodes(bright: number): number {
  return bright > -1 && bright < 1 ? bright * 255 : bright;
}

/** The steps that tweaks stand for, before a model sees a picture. */
export function tweakSteps(tweaks: Required<SecondModelTweaks>): readonly PictureStepInput[] {
  const { brightness, contrast, gamma, lumaConstrained, ...levels } = tweaks;
  const ownGamma = lumaConstrained ? 1 : gamma;
  const isIdle = brightness === 0 && contrast === 1 && ownGamma === 1;
  return [
    ...(isIdle ? [] : [{ filter: 'tweak', brightness, contrast, gamma: ownGamma } as const]),
    ...(lumaConstrained ? [{ filter: 'luma-levels', gamma, ...levels } as const] : []),
  ];
}
