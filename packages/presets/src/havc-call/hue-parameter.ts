import { HavcError } from '@havc/core';
import {
  COLOR_MAPS,
  type ColorMapName,
  colorMap,
  type HueExpression,
  parseHueExpression,
  parseHueRanges,
} from '@havc/filters';
import { nearestName, plainName } from '../nearest-name.ts';
import type { BoundCall } from './bind-arguments.ts';
import { callError } from './call-error.ts';

/** A change of hues as a recipe has it. */
export interface HueChangeInput {
  readonly ranges: { from: number; to: number }[];
  readonly saturation: number;
  readonly shiftDegrees: number;
  readonly weight: number;
}

/** The share of the picture as it was that a colour map keeps in the stabiliser, whatever its strength elsewhere. */
const STABILIZER_MAP_KEEP = 0.9;

/** The change of hues that a text stands for (`300:360|0.8,0.1`); undefined for `none`. */
export function readHueChange(call: BoundCall, parameter: string, text: string): HueChangeInput | undefined {
  return isNone(text) ? undefined : inParameter(call, parameter, () => changeOf(parseHueExpression(text)));
}

/** The hue ranges that a text stands for (`290:330,rose`); null for `none`. */
export function readHueRanges(call: BoundCall, parameter: string, text: string): { from: number; to: number }[] | null {
  if (isNone(text)) return null;
  return inParameter(call, parameter, () => parseHueRanges(text).map(({ from, to }) => ({ from, to })));
}

/** A colour map by its name, or a change of hues. */
export function readColorMap(call: BoundCall, parameter: string): HueChangeInput | undefined {
  const text = call.text(parameter);
  if (isNone(text)) return undefined;
  const names = Object.keys(COLOR_MAPS) as ColorMapName[];
  const name = names.find((candidate) => plainName(candidate) === plainName(text));
  if (name !== undefined) return changeOf(colorMap(name, STABILIZER_MAP_KEEP));
  if (!/[:|]/.test(text)) {
    const near = nearestName(text, names);
    const advice = near === undefined ? '' : ` (did you mean ${near}?)`;
    throw call.invalid(parameter, `none, a colour map${advice} or a change of hues such as "30:90|+300,0.8"`);
  }
  return readHueChange(call, parameter, text);
}

function changeOf(expression: HueExpression | undefined): HueChangeInput | undefined {
  if (expression === undefined) return undefined;
  const { ranges, saturation, shiftDegrees, weight } = expression;
  return { ranges: ranges.map(({ from, to }) => ({ from, to })), saturation, shiftDegrees, weight };
}

function isNone(text: string): boolean {
  const plain = text.trim().toLowerCase();
  return plain === 'none' || plain === '';
}

/** What a text is read to; what is wrong with it is said with its parameter and place. */
function inParameter<Result>(call: BoundCall, parameter: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    throw callError(call.given(parameter) ?? call.call, `${call.function}: ${parameter}: ${error.message}`, {
      function: call.function,
      parameter,
    });
  }
}
