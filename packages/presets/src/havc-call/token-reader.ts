import type { HavcError } from '@havc/core';
import { callError, quoted } from './call-error.ts';
import type { CallValue } from './call-values.ts';
import type { Token } from './tokens.ts';

/** Words that begin a statement with a block. */
export const COMPOUND_KEYWORDS: ReadonlySet<string> = new Set(
  'if elif else for while def class with try except finally async @'.split(' '),
);

/** Words that can't be variables. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

const ASSIGNMENTS: ReadonlySet<string> = new Set('= += -= *= /= //= %= **= @= &= |= ^= >>= <<= :='.split(' '));
const HAVC_NAME = /^(?:HAVC_\w+|(?:HAVC_)?ddeoldify\w*)$/iu;

/** Whether a token gives a variable a value. */
export function isAssignment(token: Token): boolean {
  return token.kind === 'operator' && ASSIGNMENTS.has(token.text);
}

/** The first token that calls HAVC or defines its functions: `HAVC_main(`, `havc.anything(`. */
export function mentionsHavc(tokens: readonly Token[], modules: ReadonlySet<string>): Token | undefined {
  return tokens.find((token, index) => {
    if (token.kind !== 'name' || tokens[index + 1]?.text !== '(') return false;
    const module = tokens[index - 1]?.text === '.' ? tokens[index - 2]?.text : undefined;
    return HAVC_NAME.test(token.text) || (module !== undefined && modules.has(module));
  });
}

/** The tokens of one statement, read from left to right. */
export class TokenReader {
  private at = 0;
  private readonly end: Token;
  private readonly tokens: readonly Token[];
  readonly modules: ReadonlySet<string>;
  readonly constants: ReadonlyMap<string, CallValue>;

  constructor(tokens: readonly Token[], modules: ReadonlySet<string>, constants: ReadonlyMap<string, CallValue>) {
    this.tokens = tokens;
    this.modules = modules;
    this.constants = constants;
    const last = tokens.at(-1);
    const column = last === undefined ? 1 : last.column + (last.text.includes('\n') ? 1 : last.text.length);
    this.end = { kind: 'end', text: '', line: last?.line ?? 1, column };
  }

  /** The token that comes next, or the one after it. */
  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? this.end;
  }

  take(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  /** Whether the next token is that operator. */
  sees(operator: string): boolean {
    const token = this.peek();
    return token.kind === 'operator' && token.text === operator;
  }

  /** Takes that operator if it comes next. */
  takeIf(operator: string): boolean {
    const found = this.sees(operator);
    if (found) this.at++;
    return found;
  }

  /** The variable of `name =`, if the statement begins so. */
  takeTarget(): string | undefined {
    const name = this.peek();
    const assigns = this.peek(1);
    if (name.kind !== 'name' || assigns.kind !== 'operator' || assigns.text !== '=') return undefined;
    this.at += 2;
    return name.text;
  }

  /** Where the reader is, to come back to with {@link backTo}. */
  mark(): number {
    return this.at;
  }

  backTo(mark: number): void {
    this.at = mark;
  }

  /** The tokens from a mark up to here. */
  since(mark: number): readonly Token[] {
    return this.tokens.slice(mark, this.at);
  }

  /** Whether the next token belongs to something that has to be computed: arithmetic, conditions, f-strings. */
  seesComputing(): boolean {
    return computes(this.peek());
  }

  unexpected(expected: string): HavcError {
    const token = this.peek();
    return callError(token, `expected ${expected}, found ${nameToken(token)}.${adviceFor(token)}`);
  }
}

function nameToken(token: Token): string {
  if (token.kind === 'end') return 'the end of the statement';
  if (token.kind === 'unknown') return `${quoted(token.text)} (${token.reason})`;
  return quoted(token.text);
}

/** What stands where a value is computed rather than written down. */
const COMPUTING: ReadonlySet<string> = new Set(
  '+ - * / % @ & | ^ ~ < > ** // << >> == != <= >= := : { if or and not in is for lambda await yield'.split(' '),
);

function computes(token: Token): boolean {
  if (token.kind === 'string' || token.kind === 'number') return token.value === undefined;
  return token.kind !== 'unknown' && COMPUTING.has(token.text);
}

function adviceFor(token: Token): string {
  if (token.kind === 'string' && token.value === undefined) return ' Write the text itself, without f or b before it.';
  return computes(token) ? ' Nothing is computed: write the value itself.' : '';
}
