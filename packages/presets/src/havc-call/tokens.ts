import { callError, type Place } from './call-error.ts';
import { readString, STRING_PREFIX } from './string-literal.ts';

/** A piece of the text. `end` comes once, last; `newline` only where a statement ends (not inside brackets). */
export interface Token extends Place {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'newline' | 'unknown' | 'end';
  /** As it was written. */
  readonly text: string;
  /** What a number or a string stands for; absent for f-strings, bytes and imaginary numbers. */
  readonly value?: number | string;
  /** For `unknown`: why it can't be read. */
  readonly reason?: string;
}

/** Longest text that is read: a hundred times what a long script of this kind has. */
export const MAX_TEXT_LENGTH = 256 * 1024;
/** Deepest brackets: calls in calls go four or five deep; every level costs the parser a few frames of its stack. */
export const MAX_BRACKETS = 64;

/** Spaces between tokens; those that word processors and forums put in place of blanks are as good. */
const BLANKS = /[ \t\f\u00a0\u2000-\u200b\u202f\ufeff]+/y;
const COMMENT = /#[^\r\n]*/y;
const NEWLINE = /\r\n|\n|\r/y;
const CONTINUATION = /\\(?:\r\n|\n|\r)/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER =
  /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)[jJ]?/y;
const OPERATOR = /\*\*=|\/\/=|>>=|<<=|\.\.\.|[-+*/%&|^@!=<>:]=|->|\*\*|\/\/|<<|>>|[-+*/%&|^~<>=()[\]{},:;.@!]/y;
const CURLY_QUOTE = /[\u2018-\u201f\u00ab\u00bb\u0060\u00b4]/;

/**
 * Cuts a script into the tokens of Python that calls are made of. Comments, blanks and line breaks inside brackets are
 * left out, as are breaks after a backslash. Nothing is run; the time taken grows with the length alone.
 *
 * What is no token of Python becomes `unknown` with its reason, so that one line can't spoil a script.
 *
 * @throws HavcError `RECIPE_INVALID` for a text longer than {@link MAX_TEXT_LENGTH} or brackets deeper than
 * {@link MAX_BRACKETS}.
 */
export function tokenize(text: string): readonly Token[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw callError(
      { line: 1, column: 1 },
      `the text is ${text.length} characters long, at most ${MAX_TEXT_LENGTH} are read. Give only the lines with the calls.`,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let lineFrom = 0;
  let depth = 0;
  /** The match of a pattern at the place reached, or nothing. */
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: Token['kind'], end: number, more: Pick<Token, 'value' | 'reason'> = {}) => {
    tokens.push({ kind, text: text.slice(at, end), line, column: at - lineFrom + 1, ...more });
    at = end;
  };
  const startLine = () => {
    line++;
    lineFrom = at;
  };
  while (at < text.length) {
    const skipped = match(BLANKS) ?? match(COMMENT);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const lineBreak = match(NEWLINE);
    if (lineBreak !== undefined) {
      if (depth === 0) push('newline', at + lineBreak.length);
      else at += lineBreak.length;
      startLine();
      continue;
    }
    const continuation = match(CONTINUATION);
    if (continuation !== undefined) {
      at += continuation.length;
      startLine();
      continue;
    }
    const prefix = match(STRING_PREFIX);
    if (prefix !== undefined) {
      const from = at;
      const { value, end, broken } = readString(text, prefix, at + prefix.length);
      if (broken !== undefined) push('unknown', end, { reason: broken });
      else push('string', end, value === undefined ? {} : { value });
      const lastBreak = countBreaks(text, from, end);
      line += lastBreak.count;
      if (lastBreak.count > 0) lineFrom = lastBreak.after;
      continue;
    }
    const name = match(NAME);
    if (name !== undefined) {
      push('name', at + name.length);
      continue;
    }
    const number = match(NUMBER);
    if (number !== undefined) {
      const value = /j$/i.test(number) ? Number.NaN : Number(number.replaceAll('_', ''));
      push('number', at + number.length, Number.isNaN(value) ? {} : { value });
      continue;
    }
    const operator = match(OPERATOR);
    if (operator !== undefined) {
      if ('([{'.includes(operator)) depth++;
      else if (')]}'.includes(operator)) depth = Math.max(depth - 1, 0);
      if (depth > MAX_BRACKETS) {
        throw callError({ line, column: at - lineFrom + 1 }, `brackets are nested deeper than ${MAX_BRACKETS}.`);
      }
      push('operator', at + operator.length);
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const reason = CURLY_QUOTE.test(character)
      ? `${character} is no quote to Python: write ' or "`
      : 'Python has no such character';
    push('unknown', at + character.length, { reason });
  }
  tokens.push({ kind: 'end', text: '', line, column: at - lineFrom + 1 });
  return tokens;
}

/** How many lines end between two indexes, and where the last of them does. */
function countBreaks(text: string, from: number, to: number): { count: number; after: number } {
  let count = 0;
  let after = from;
  for (let index = from; index < to; index++) {
    const character = text.charAt(index);
    if (character !== '\n' && !(character === '\r' && text.charAt(index + 1) !== '\n')) continue;
    count++;
    after = index + 1;
  }
  return { count, after };
}
