import { callError } from './call-error.ts';
import type { CallArgument, CallValue, PythonCall } from './call-values.ts';
import { KEYWORDS, mentionsHavc, type TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** Arguments of a call: HAVC's longest has 31, Python's own limit used to be 255. */
export const MAX_ARGUMENTS = 255;
/** Items of a list: frame numbers of a film's shots may be listed by the thousand. */
export const MAX_ITEMS = 10_000;
/** Calls, attributes and subscripts behind each other: `clip.std.Trim(0, 9).std.Crop(8)` has two. */
const MAX_CHAIN = 64;
/** Signs before a number: more than one is no number that anybody writes. */
const MAX_SIGNS = 4;

/**
 * The value that begins at the reader's place: a literal, a list, a variable or a call, with all that is chained to it.
 *
 * @throws HavcError `RECIPE_INVALID` that says what was expected and found.
 */
export function readValue(reader: TokenReader): CallValue {
  return readChain(reader, readAtom(reader));
}

function readAtom(reader: TokenReader): CallValue {
  const token = reader.peek();
  const { line, column } = token;
  if (token.kind === 'string' && token.value !== undefined) return readTexts(reader);
  if (token.kind === 'operator') {
    if (token.text === '-' || token.text === '+') return readSigned(reader);
    if (token.text === '(' || token.text === '[') return readList(reader);
  }
  if (token.kind === 'number' && typeof token.value === 'number') {
    reader.take();
    if (!Number.isFinite(token.value)) throw callError(token, 'the number is too large.');
    return { kind: 'number', value: token.value, line, column };
  }
  if (token.kind === 'name' && !KEYWORDS.has(token.text)) {
    reader.take();
    if (token.text === 'None') return { kind: 'none', line, column };
    if (token.text === 'True' || token.text === 'False') {
      return { kind: 'boolean', value: token.text === 'True', line, column };
    }
    return readName(reader, token);
  }
  throw reader.unexpected('a value (text, number, True, False, None, list, variable or call)');
}

/** Texts next to each other are one, as in Python. */
function readTexts(reader: TokenReader): CallValue {
  const { line, column } = reader.peek();
  const parts: string[] = [];
  while (reader.peek().kind === 'string') {
    const { value } = reader.peek();
    if (typeof value !== 'string') throw reader.unexpected('a plain text');
    parts.push(value);
    reader.take();
  }
  return { kind: 'text', value: parts.join(''), line, column };
}

function readSigned(reader: TokenReader): CallValue {
  const { line, column } = reader.peek();
  let sign = 1;
  for (let signs = 0; reader.sees('-') || reader.sees('+'); signs++) {
    if (signs === MAX_SIGNS) throw reader.unexpected('a number');
    if (reader.take().text === '-') sign = -sign;
  }
  if (reader.peek().kind !== 'number') throw reader.unexpected('a number');
  const number = readAtom(reader);
  if (number.kind !== 'number') throw callError(number, 'expected a number.');
  // 0 and not -0, which would show as "-0" in a recipe.
  return { kind: 'number', value: number.value === 0 ? 0 : sign * number.value, line, column };
}

/** A list, a tuple, or a value in parentheses. */
function readList(reader: TokenReader): CallValue {
  const open = reader.take();
  const close = open.text === '(' ? ')' : ']';
  const items: CallValue[] = [];
  let commas = 0;
  while (!reader.sees(close)) {
    if (items.length === MAX_ITEMS) throw callError(reader.peek(), `the list has more than ${MAX_ITEMS} items.`);
    items.push(readItem(reader, close));
    if (!reader.takeIf(',')) break;
    commas++;
  }
  if (!reader.takeIf(close)) throw reader.unexpected(`"," or "${close}"`);
  const [only] = items;
  if (close === ')' && commas === 0 && only !== undefined) return only;
  return { kind: 'list', items, line: open.line, column: open.column };
}

/** A dotted name; a variable that has a constant stands for it. */
function readName(reader: TokenReader, first: Token): CallValue {
  const parts = [first.text];
  while (reader.sees('.') && reader.peek(1).kind === 'name') {
    reader.take();
    parts.push(reader.take().text);
  }
  const constant = parts.length === 1 && !reader.sees('(') ? reader.constants.get(first.text) : undefined;
  if (constant !== undefined) return { ...constant, line: first.line, column: first.column };
  return { kind: 'name', name: parts.join('.'), line: first.line, column: first.column };
}

/** Calls, attributes and subscripts behind a value. */
function readChain(reader: TokenReader, value: CallValue): CallValue {
  for (let links = 0; ; links++) {
    if (links > MAX_CHAIN) throw callError(reader.peek(), `more than ${MAX_CHAIN} calls are chained.`);
    if (reader.sees('(') && value.kind === 'name') {
      value = readCall(reader, value.name, value);
    } else if (reader.sees('.') && reader.peek(1).kind === 'name' && reader.peek(2).text === '(') {
      reader.take();
      const method = reader.take();
      value = readCall(reader, method.text, method, value);
    } else if (reader.sees('[') || (reader.sees('.') && reader.peek(1).kind === 'name')) {
      const mark = reader.mark();
      if (reader.take().text === '[') skipBrackets(reader);
      else reader.take();
      const { line, column } = value;
      value = { kind: 'other', text: textOf(reader.since(mark)), of: value, line, column };
    } else {
      return value;
    }
  }
}

function readCall(
  reader: TokenReader,
  name: string,
  { line, column }: { line: number; column: number },
  receiver?: CallValue,
): PythonCall {
  reader.take();
  const found: CallArgument[] = [];
  while (!reader.sees(')')) {
    if (found.length === MAX_ARGUMENTS) {
      throw callError(reader.peek(), `the call has more than ${MAX_ARGUMENTS} arguments.`);
    }
    const at = reader.peek();
    const keyword = reader.takeTarget();
    if (keyword === undefined && found.at(-1)?.name !== undefined) {
      throw reader.unexpected('an argument with its name, as the one before it has one');
    }
    const value = readItem(reader, ')');
    found.push({ ...(keyword === undefined ? {} : { name: keyword }), value, line: at.line, column: at.column });
    if (!reader.takeIf(',')) break;
  }
  if (!reader.takeIf(')')) throw reader.unexpected('"," or ")"');
  return { kind: 'call', name, ...(receiver ? { receiver } : {}), arguments: found, line, column };
}

/**
 * An argument or an item: a value, or, if it would have to be computed, its text. What can't be read and calls HAVC is
 * an error, since that call would get lost.
 */
function readItem(reader: TokenReader, close: string): CallValue {
  const mark = reader.mark();
  const { line, column } = reader.peek();
  let failure: unknown;
  try {
    const value = readValue(reader);
    if (reader.sees(',') || reader.sees(close)) return value;
    failure = reader.unexpected(`"," or "${close}"`);
  } catch (error) {
    failure = error;
  }
  if (!reader.seesComputing()) throw failure;
  reader.backTo(mark);
  skipItem(reader);
  const skipped = reader.since(mark);
  const broken = skipped.some((token) => token.kind === 'unknown');
  if (broken || mentionsHavc(skipped, reader.modules) || !(reader.sees(',') || reader.sees(close))) throw failure;
  return { kind: 'other', text: textOf(skipped), line, column };
}

/** Goes to the comma or bracket that ends an item. */
function skipItem(reader: TokenReader): void {
  let depth = 0;
  for (;;) {
    const token = reader.peek();
    if (token.kind === 'end') return;
    if (token.kind === 'operator') {
      if (depth === 0 && (token.text === ',' || ')]}'.includes(token.text))) return;
      if ('([{'.includes(token.text)) depth++;
      else if (')]}'.includes(token.text)) depth--;
    }
    reader.take();
  }
}

/** Goes behind the bracket that closes a subscript. */
function skipBrackets(reader: TokenReader): void {
  const from = reader.mark();
  do {
    skipItem(reader);
  } while (reader.takeIf(','));
  if (!reader.sees(']')) throw reader.unexpected('"]"');
  const havc = mentionsHavc(reader.since(from), reader.modules);
  if (havc) throw callError(havc, `${havc.text} is called inside [ ], where only frame numbers are expected.`);
  reader.take();
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .slice(0, 24)
    .map((token) => token.text)
    .join(' ')
    .slice(0, 80);
}
