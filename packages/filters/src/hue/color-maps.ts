import { HavcError } from '@havc/core';
import type { HueExpression } from './hue-expression.ts';
import { parseHueRanges } from './hue-ranges.ts';

/** Color mappings by name: which hues are turned, and by how many degrees. Undefined changes nothing. */
export const COLOR_MAPS = {
  none: undefined,
  'blue->brown': { hues: '180:280', degrees: 140 },
  'blue->red': { hues: '180:280', degrees: 100 },
  'blue->green': { hues: '180:280', degrees: 220 },
  'green->brown': { hues: '80:180', degrees: 260 },
  'green->red': { hues: '80:180', degrees: 220 },
  'green->blue': { hues: '80:180', degrees: 140 },
  'redrose->brown': { hues: '300:360,0:20', degrees: 40 },
  'redrose->blue': { hues: '300:360,0:20', degrees: 260 },
  'red->brown': { hues: '320:360', degrees: 50 },
  'red->blue': { hues: '300:360', degrees: 260 },
  'yellow->rose': { hues: '30:90', degrees: 300 },
} as const satisfies Record<string, { readonly hues: string; readonly degrees: number } | undefined>;

/** The name of a color mapping in {@link COLOR_MAPS}. */
export type ColorMapName = keyof typeof COLOR_MAPS;

/**
 * The change of hues that a named color mapping stands for, or undefined for "none".
 *
 * @param keep - share of the picture as it was, 0..1. Default 0: the mapping shows fully. The original's own choices
 * are .75 ("strong"), .8 ("medium") and .9 ("light"): a tint.
 * @throws HavcError `OPTION_INVALID` for a name that isn't there, with those that are, or a share out of range.
 *
 * Source: the ColorMap table of HAVC's presets (vsslib/havc_utils.py).
 */
export function colorMap(name: ColorMapName, keep = 0): HueExpression | undefined {
  if (!Object.hasOwn(COLOR_MAPS, name)) {
    const names = Object.keys(COLOR_MAPS).join(', ');
    throw new HavcError('OPTION_INVALID', `There is no color map ${JSON.stringify(name)}. Use one of ${names}.`);
  }
  if (!(keep >= 0 && keep <= 1)) {
    throw new HavcError('OPTION_INVALID', `keep must be a number from 0 to 1, got ${keep}.`);
  }
  const map = COLOR_MAPS[name];
  if (!map) return undefined;
  return { ranges: parseHueRanges(map.hues), saturation: 1, shiftDegrees: map.degrees, weight: keep };
}
