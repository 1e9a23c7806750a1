import { HavcError } from '@havc/core';
import { ensureNumber, ensureWhole } from '../option-checks.ts';
import { ensureHueRanges, ensureText, formatHueRanges, type HueRange, rangesOf } from './hue-ranges.ts';
import { type HuePart, hueTextError, numberOf, shownText, splitHuePart } from './hue-text.ts';

/** A change of some hues, as data: what `"300:340|0.4,0.2"` says. */
export interface HueExpression {
  /** The hues that change. */
  readonly ranges: readonly HueRange[];
  /** Factor on their saturation, 0 (gray) to 10; 1 changes nothing. */
  readonly saturation: number;
  /** How far they turn around the wheel, in whole degrees, −360..360; 120 turns red to green, 0 changes nothing. */
  readonly shiftDegrees: number;
  /**
   * How the result is mixed, −1..1. Above 0 and without a shift: the share of the picture in which all hues are changed,
   * laid over the result. Above 0 and with a shift: the share of the picture as it was. Below 0: the share (without its
   * sign) of the picture as it was. 0: no mixing.
   */
  readonly weight: number;
}

/**
 * The change of hues that a text like `"300:340|0.4,0.2"` describes, or undefined for `"none"` and `""`.
 *
 * The text is `ranges` as `parseHueRanges` reads them, which alone change nothing, or `ranges|amount,weight`. A signed
 * whole amount (`+140`, `-60`) is a hue shift in degrees, at most 360 either way. An unsigned one is a factor on
 * saturation, 0..10; above 10 it is taken as a shift after all and cut to whole degrees. The weight is −1..1.
 *
 * @throws HavcError `OPTION_INVALID` that points at the first character that can't be read and says what belongs there.
 *
 * Source: HAVC's chroma adjustments (`_parse_hue_adjust` in vsslib/restcolor.py). There, a text that is malformed after
 * the bar counts as none, and unknown names are noticed only when a frame is drawn.
 */
export function parseHueExpression(text: string): HueExpression | undefined {
  ensureText(text);
  if (text.trim() === '' || text.trim().toLowerCase() === 'none') return undefined;
  const [first, second, third] = splitHuePart({ text, at: 0 }, '|') as [HuePart, HuePart?, HuePart?];
  if (third) throw hueTextError(text, third.at, 'there can be only one "|": ranges|amount,weight.');
  const ranges = rangesOf(text, first);
  if (!second) return { ranges, saturation: 1, shiftDegrees: 0, weight: 0 };
  const [amount, weight, more] = splitHuePart(second, ',') as [HuePart, HuePart?, HuePart?];
  if (more) throw hueTextError(text, more.at, 'only an amount and a weight follow the "|", like 0.4,0.2.');
  const change = changeOf(text, amount);
  if (!weight) {
    throw hueTextError(
      text,
      amount.at + amount.text.length,
      'expected "," and a weight from -1 to 1 after the amount.',
    );
  }
  return { ranges, ...change, weight: weightOf(text, weight) };
}

/**
 * The text that {@link parseHueExpression} reads as this change of hues; "none" for undefined.
 *
 * @throws HavcError `OPTION_INVALID` when it isn't a valid one, has no ranges, or both a saturation and a shift.
 */
export function formatHueExpression(expression: HueExpression | undefined): string {
  if (expression === undefined) return 'none';
  ensureHueExpression(expression, 'expression');
  const { ranges, saturation, shiftDegrees, weight } = expression;
  if (ranges.length === 0) {
    throw new HavcError('OPTION_INVALID', 'expression.ranges must have at least one range to be written as text.');
  }
  if (saturation !== 1 && shiftDegrees !== 0) {
    throw new HavcError(
      'OPTION_INVALID',
      'expression.saturation and expression.shiftDegrees both change hues; as text only one of them can be written.',
    );
  }
  const text = formatHueRanges(ranges);
  if (saturation === 1 && shiftDegrees === 0 && weight === 0) return text;
  const shift = `${shiftDegrees > 0 ? '+' : ''}${shiftDegrees}`;
  return `${text}|${shiftDegrees === 0 ? saturation : shift},${weight}`;
}

/**
 * Checks a change of hues that comes as data.
 *
 * @throws HavcError `OPTION_INVALID` that names what is wrong by its path.
 */
export function ensureHueExpression(expression: HueExpression, path: string): void {
  if (typeof expression !== 'object' || expression === null) {
    throw new HavcError('OPTION_INVALID', `${path} must be a change of hues as parseHueExpression gives it.`);
  }
  const { ranges, saturation, shiftDegrees, weight } = expression;
  ensureHueRanges(ranges, `${path}.ranges`);
  ensureNumber(weight, `${path}.weight`, -1, 1);
  ensureNumber(saturation, `${path}.saturation`, 0, 10);
  ensureWhole(shiftDegrees, `${path}.shiftDegrees`, -360, 360);
}

function changeOf(whole: string, amount: HuePart): Pick<HueExpression, 'saturation' | 'shiftDegrees'> {
  const value = numberOf(amount.text);
  if (value === undefined) {
    throw hueTextError(
      whole,
      amount.at,
      `expected a saturation factor (0.4) or a signed hue shift in degrees (+140, -60), got ${shownText(amount.text)}.`,
    );
  }
  const signed = /^[+-]/.test(amount.text);
  if (!signed && value <= 10) return { saturation: value, shiftDegrees: 0 };
  if (signed && !Number.isInteger(value)) {
    throw hueTextError(
      whole,
      amount.at,
      `a hue shift is in whole degrees, got ${shownText(amount.text)}; a saturation factor is written without a sign.`,
    );
  }
  const degrees = Math.trunc(value);
  if (Math.abs(degrees) > 360) {
    throw hueTextError(
      whole,
      amount.at,
      `expected a hue shift from -360 to 360 degrees, got ${shownText(amount.text)}.`,
    );
  }
  return { saturation: 1, shiftDegrees: degrees };
}

function weightOf(whole: string, part: HuePart): number {
  const weight = numberOf(part.text);
  if (weight !== undefined && weight >= -1 && weight <= 1) return weight;
  throw hueTextError(whole, part.at, `expected a weight from -1 to 1, got ${shownText(part.text)}.`);
}
