import { boundedCopy, type JsonValue } from '../recipe/ensure-bounded.ts';
import { chainError } from './chain-error.ts';

/** A word behind a step's name: a setting and its value, or a value alone. */
export interface ChainWord {
  /** Where the word begins in the chain, from 0. */
  readonly at: number;
  /** The setting's name, with dots for what lies inside; absent for a word that stands alone. */
  readonly name?: string;
  /** Where the value begins. */
  readonly valueAt: number;
  /** The value as it was written, without quotes. */
  readonly text: string;
  /** What it means: JSON, or else a text. */
  readonly value: JsonValue;
}

/** A step as it was written. */
export interface ChainPart {
  readonly at: number;
  readonly name: string;
  readonly words: readonly ChainWord[];
}

/** A long chain has a few hundred characters; LUTs and hue ranges in JSON may make it ten times that. */
export const MAX_CHAIN_LENGTH = 20_000;

const SPACE = /\s/;
const NAME_LETTER = /[A-Za-z0-9.]/;
/** Each letter can be matched in one way only, so that its time grows with the length alone. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const WORDS: Readonly<Record<string, JsonValue>> = { true: true, false: false, null: null };

/**
 * Cuts a chain into its steps, and these into words: `name word setting=value; name ...`.
 *
 * A value in braces or brackets is JSON; one in quotes a text, in which `\"` and `\\` stand for `"` and `\` between double
 * quotes; anything else ends at a blank or a semicolon, and is a number, `true`, `false`, `null`, or a text.
 *
 * @throws HavcError `OPTION_INVALID` that points at the place.
 */
export function splitChain(chain: string): readonly ChainPart[] {
  if (chain.length > MAX_CHAIN_LENGTH) {
    const problem = `it has ${chain.length} characters, and ${MAX_CHAIN_LENGTH} are the most: put the steps into a file.`;
    throw chainError(chain, MAX_CHAIN_LENGTH, problem);
  }
  const parts: ChainPart[] = [];
  let at = skipSpace(chain, 0);
  while (at < chain.length) {
    const start = at;
    at = endOfWord(chain, at);
    const name = chain.slice(start, at);
    if (name === '') throw chainError(chain, start, 'a step is missing before the semicolon.');
    const words: ChainWord[] = [];
    at = skipSpace(chain, at);
    while (at < chain.length && chain[at] !== ';') {
      const { word, end } = readWord(chain, at);
      words.push(word);
      at = skipSpace(chain, end);
    }
    parts.push({ at: start, name, words });
    at = skipSpace(chain, at + 1);
  }
  return parts;
}

/** The number that all of a text is, or undefined. */
export function numberOf(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) + 0 : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** What a word without quotes means. */
export function meaningOf(text: string): JsonValue {
  if (Object.hasOwn(WORDS, text)) return WORDS[text]!;
  return numberOf(text) ?? text;
}

function skipSpace(chain: string, from: number): number {
  let at = from;
  while (at < chain.length && SPACE.test(chain[at]!)) at++;
  return at;
}

function endOfWord(chain: string, from: number): number {
  let at = from;
  while (at < chain.length && chain[at] !== ';' && !SPACE.test(chain[at]!)) at++;
  return at;
}

function readWord(chain: string, at: number): { readonly word: ChainWord; readonly end: number } {
  let nameEnd = at;
  while (nameEnd < chain.length && NAME_LETTER.test(chain[nameEnd]!)) nameEnd++;
  const isNamed = chain[nameEnd] === '=';
  const valueAt = isNamed ? nameEnd + 1 : at;
  if (isNamed && nameEnd === at) {
    throw chainError(chain, at, 'a setting needs a name before the "=", and no blanks around it: saturation=0.8.');
  }
  const { end, ...value } = readValue(chain, valueAt);
  const after = chain[end];
  if (after !== undefined && after !== ';' && !SPACE.test(after)) {
    throw chainError(chain, end, 'after a value in quotes, braces or brackets there must be a blank or a semicolon.');
  }
  return { word: { at, ...(isNamed && { name: chain.slice(at, nameEnd) }), valueAt, ...value }, end };
}

type ReadValue = Pick<ChainWord, 'text' | 'value'> & { readonly end: number };

function readValue(chain: string, at: number): ReadValue {
  const first = chain[at];
  if (first === '"' || first === "'") return readQuoted(chain, at, first);
  if (first === '{' || first === '[') return readJson(chain, at);
  const end = endOfWord(chain, at);
  const text = chain.slice(at, end);
  if (text === '') {
    throw chainError(chain, at, 'a value is missing behind the "=": write it without blanks, e.g. saturation=0.8.');
  }
  const quote = text.search(/["']/);
  if (quote >= 0) {
    throw chainError(
      chain,
      at + quote,
      'a quote inside a word: put the whole value into quotes, e.g. "300:340|0.4,0.2".',
    );
  }
  return { text, value: meaningOf(text), end };
}

function readQuoted(chain: string, from: number, quote: '"' | "'"): ReadValue {
  let text = '';
  for (let at = from + 1; at < chain.length; at++) {
    const letter = chain[at]!;
    if (letter === quote) return { text, value: text, end: at + 1 };
    const next = chain[at + 1];
    if (quote === '"' && letter === '\\' && (next === '"' || next === '\\')) {
      text += next;
      at++;
    } else text += letter;
  }
  throw chainError(chain, from, `the quote that opens here (${quote}) is not closed.`);
}

function readJson(chain: string, from: number): ReadValue {
  const end = endOfJson(chain, from);
  const text = chain.slice(from, end);
  try {
    return { text, value: boundedCopy(JSON.parse(text)), end };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    throw chainError(chain, from, `what begins here is no JSON that could be used (${why}).`);
  }
}

/** Where the brace or bracket that opens at a place is closed again; what stands in strings doesn't count. */
function endOfJson(chain: string, from: number): number {
  let depth = 0;
  let inString = false;
  for (let at = from; at < chain.length; at++) {
    const letter = chain[at]!;
    if (inString) {
      if (letter === '\\') at++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1;
  }
  throw chainError(chain, from, `the ${chain[from] === '{' ? 'brace' : 'bracket'} that opens here is not closed.`);
}
