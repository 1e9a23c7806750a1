import { HavcError } from '@havc/core';

/** A part of a hue text without the spaces around it, and where it begins in the whole, from 0. */
export interface HuePart {
  readonly text: string;
  readonly at: number;
}

/** The parts of `part` between separators, each with its own place; what lies between two separators may be empty. */
export function splitHuePart(part: HuePart, separator: string): HuePart[] {
  let at = part.at;
  return part.text.split(separator).map((text) => {
    const start = at + (text.length - text.trimStart().length);
    at += text.length + separator.length;
    return { text: text.trim(), at: start };
  });
}

/**
 * The error for a hue text that can't be read: quotes the text, counts the character from 1 and says what belongs there.
 */
export function hueTextError(whole: string, at: number, problem: string): HavcError {
  const shown = whole.length > 120 ? `${whole.slice(0, 120)}…` : whole;
  return new HavcError('OPTION_INVALID', `Hue text ${JSON.stringify(shown)} at character ${at + 1}: ${problem}`, {
    details: { text: whole, position: at },
  });
}

/** A piece of text as messages show it: in quotes, not more than its first 40 letters, "nothing" where it is empty. */
export function shownText(text: string): string {
  if (text === '') return 'nothing';
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/**
 * The number that all of `text` is, or undefined: digits with an optional sign, point and exponent; no hex, no blanks.
 * Never −0.
 */
export function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) + 0 : undefined;
}
