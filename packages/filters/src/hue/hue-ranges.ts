import { HavcError } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { type HuePart, hueTextError, numberOf, shownText, splitHuePart } from './hue-text.ts';

/**
 * A piece of the color wheel: hues from `from` up to, not including, `to`, in degrees 0..360 (red 0, green 120, blue
 * 240). It goes on through 0 where `to` is not above `from`: `{ from: 350, to: 20 }`. `{ from: 0, to: 360 }` is all.
 */
export interface HueRange {
  readonly from: number;
  readonly to: number;
}

/** The twelve named pieces of the color wheel, 30 degrees each. */
export const HUE_NAMES = {
  red: { from: 0, to: 30 },
  orange: { from: 30, to: 60 },
  yellow: { from: 60, to: 90 },
  'yellow-green': { from: 90, to: 120 },
  green: { from: 120, to: 150 },
  'blue-green': { from: 150, to: 180 },
  cyan: { from: 180, to: 210 },
  blue: { from: 210, to: 240 },
  'blue-violet': { from: 240, to: 270 },
  violet: { from: 270, to: 300 },
  'red-violet': { from: 300, to: 330 },
  rose: { from: 330, to: 360 },
} as const satisfies Record<string, HueRange>;

/**
 * The hue ranges that a text like `"290:330,rose"` names.
 *
 * Items are separated by commas; each is `from:to` in degrees 0..360 or one of the names in {@link HUE_NAMES}. A range
 * may go through 0: `350:20`. Spaces around items and capitals don't matter. Where "none" may be written as well, use
 * `parseHueExpression`.
 *
 * @throws HavcError `OPTION_INVALID` that points at the first character that can't be read and says what belongs there.
 *
 * Source: the hue ranges of HAVC (vsslib/restcolor.py), which has no ranges through 0: there `350:20` never matches.
 */
export function parseHueRanges(text: string): readonly HueRange[] {
  ensureText(text);
  return rangesOf(text, { text, at: 0 });
}

/** The ranges in one part of a longer text. */
export function rangesOf(whole: string, part: HuePart): readonly HueRange[] {
  return splitHuePart(part, ',').map((item) => rangeOf(whole, item));
}

/** Checks that a hue text is a string at all. */
export function ensureText(text: string): void {
  if (typeof text === 'string') return;
  throw new HavcError('OPTION_INVALID', `A hue text must be a string like "290:330,rose", got ${typeof text}.`);
}

/**
 * Checks hue ranges that come as data.
 *
 * @throws HavcError `OPTION_INVALID` that names the range and what is wrong with it.
 */
export function ensureHueRanges(ranges: readonly HueRange[], path: string): void {
  if (!Array.isArray(ranges)) {
    throw new HavcError('OPTION_INVALID', `${path} must be a list of hue ranges, got ${typeof ranges}.`);
  }
  for (const [index, range] of ranges.entries()) {
    const from = ensureNumber(range?.from, `${path}[${index}].from`, 0, 360);
    const to = ensureNumber(range?.to, `${path}[${index}].to`, 0, 360);
    if (isEmpty(from, to)) throw new HavcError('OPTION_INVALID', `${path}[${index}] ${emptyProblem(from, to)}`);
  }
}

/** The text that {@link parseHueRanges} reads as these ranges; a named piece is written as its degrees. */
export function formatHueRanges(ranges: readonly HueRange[]): string {
  ensureHueRanges(ranges, 'ranges');
  return ranges.map(({ from, to }) => `${from}:${to}`).join(',');
}

function rangeOf(whole: string, item: HuePart): HueRange {
  if (item.text === '') {
    throw hueTextError(whole, item.at, `a hue range is missing; expected one like 290:330 or a name (${names()}).`);
  }
  const ends = splitHuePart(item, ':');
  if (ends.length === 1) return namedRange(whole, item);
  if (ends.length > 2) {
    throw hueTextError(whole, ends[2]!.at - 1, 'a hue range has two ends, from:to; separate ranges by a comma.');
  }
  const [from, to] = ends.map((end) => degreesOf(whole, end)) as [number, number];
  if (isEmpty(from, to)) throw hueTextError(whole, item.at, `the range ${item.text} ${emptyProblem(from, to)}`);
  return { from, to };
}

function namedRange(whole: string, item: HuePart): HueRange {
  const name = item.text.toLowerCase();
  if (Object.hasOwn(HUE_NAMES, name)) return { ...HUE_NAMES[name as keyof typeof HUE_NAMES] };
  if (numberOf(name) !== undefined) {
    throw hueTextError(whole, item.at + item.text.length, `expected ":" and the range's other end after ${item.text}.`);
  }
  const nearest = nearestName(name);
  const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw hueTextError(
    whole,
    item.at,
    `${shownText(item.text)} is no hue.${guess} Write degrees like 290:330 or one of ${names()}.`,
  );
}

function degreesOf(whole: string, end: HuePart): number {
  const degrees = numberOf(end.text);
  if (degrees !== undefined && degrees >= 0 && degrees <= 360) return degrees;
  throw hueTextError(whole, end.at, `expected a number of degrees from 0 to 360, got ${shownText(end.text)}.`);
}

function isEmpty(from: number, to: number): boolean {
  return from === to || (from === 360 && to === 0);
}

function emptyProblem(from: number, to: number): string {
  return `is empty: it begins where it ends${from === to ? '' : ` (${from} is ${to} on the wheel)`}. Write 0:360 for all hues.`;
}

function names(): string {
  return Object.keys(HUE_NAMES).join(', ');
}

/** The name within two letters of what was written, if there is one. */
function nearestName(written: string): string | undefined {
  if (written.length > 20) return undefined;
  const ranked = Object.keys(HUE_NAMES)
    .map((name) => ({ name, distance: editDistance(written, name) }))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]!.distance <= 2 ? ranked[0]!.name : undefined;
}

/** How many letters must be put in, left out or exchanged to make one word out of the other (Levenshtein 1965). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
