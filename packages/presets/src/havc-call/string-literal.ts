/** What {@link readString} found. */
export interface StringLiteral {
  /** The text; `undefined` for what can't be known without running it (f-strings) or isn't text (bytes). */
  readonly value: string | undefined;
  /** Where the literal ends: the index after its closing quote, or where it broke off. */
  readonly end: number;
  /** Why it is no literal, when it isn't closed. */
  readonly broken?: string;
}

/** Letters that may stand before the quote, with what they mean: raw, plain, bytes, formatted, template. */
export const STRING_PREFIX = /(?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?(?=['"])/y;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Code point escapes: octal up to three digits, hexadecimal of fixed length. */
const CODE_ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

/**
 * Reads one of Python's string literals: single, double or triple quotes, with or without a prefix.
 *
 * @param quoteAt - index of the first quote; the prefix stands before it.
 * @returns the text with its escapes replaced (except after `r`), and where the literal ends. A newline ends a literal
 * of single quotes, and the end of the text ends all; these are `broken`.
 *
 * Source: the Python Language Reference, 2.4.1 "String and Bytes literals". Names of characters (`\N{...}`) are kept as
 * written.
 */
export function readString(text: string, prefix: string, quoteAt: number): StringLiteral {
  const quote = text.charAt(quoteAt);
  const triple = text.startsWith(quote.repeat(3), quoteAt);
  const closing = triple ? quote.repeat(3) : quote;
  const raw = /r/i.test(prefix);
  const parts: string[] = [];
  let at = quoteAt + closing.length;
  let plainFrom = at;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === quote && text.startsWith(closing, at)) {
      parts.push(text.slice(plainFrom, at));
      const value = /[bft]/i.test(prefix) ? undefined : parts.join('');
      return { value, end: at + closing.length };
    }
    if (!triple && (character === '\n' || character === '\r')) break;
    if (character !== '\\') {
      at++;
      continue;
    }
    const escaped = readEscape(text, at);
    if (!raw) {
      parts.push(text.slice(plainFrom, at), escaped.value);
      plainFrom = escaped.end;
    }
    at = escaped.end;
  }
  return { value: undefined, end: at, broken: `the string has no closing ${closing}` };
}

/** What the backslash at `at` stands for, and where its escape ends. Unknown ones stay as they are, as in Python. */
function readEscape(text: string, at: number): { value: string; end: number } {
  const next = text.charAt(at + 1);
  if (next === '\r' && text.charAt(at + 2) === '\n') return { value: '', end: at + 3 };
  if (next === '\n' || next === '\r') return { value: '', end: at + 2 };
  const simple = Object.hasOwn(SIMPLE_ESCAPES, next) ? SIMPLE_ESCAPES[next] : undefined;
  if (simple !== undefined) return { value: simple, end: at + 2 };
  CODE_ESCAPE.lastIndex = at;
  const code = CODE_ESCAPE.exec(text);
  if (code !== null) {
    const [, octal, ...hexadecimal] = code;
    const point = octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(hexadecimal.join(''), 16);
    if (point <= 0x10ffff) return { value: String.fromCodePoint(point), end: at + code[0].length };
  }
  return { value: text.slice(at, at + 2), end: Math.min(at + 2, text.length) };
}
