import { callError, quoted } from './call-error.ts';
import type { CallScript, CallStatement, CallValue, LeftOutLine } from './call-values.ts';
import { readValue } from './parse-value.ts';
import { COMPOUND_KEYWORDS, isAssignment, mentionsHavc, TokenReader } from './token-reader.ts';
import { type Token, tokenize } from './tokens.ts';

/** Modules that HAVC's functions are imported from; `ddeoldify` is how the first versions' guides call it. */
const HAVC_MODULES: readonly string[] = ['vsdeoldify', 'havc', 'HAVC', 'vshavc'];

/**
 * Reads the calls of a VapourSynth script, or a single call, without running anything: assignments of calls and
 * constants, bare calls, calls in calls; texts, numbers, `True`, `False`, `None`, lists and tuples as arguments.
 * Variables that were given a constant before are replaced by it.
 *
 * A line that can't be read is left out, and listed, if it doesn't call HAVC. Arguments that would have to be computed
 * become values of kind `other`, so that a clip may be given as an expression.
 *
 * @throws HavcError `RECIPE_INVALID`, with line, column and what was expected, for a line that calls HAVC and can't be
 * read; for such a call inside `if`, `for`, `def` and the like; and for texts over the limits of `tokenize`.
 *
 * Source: the Python Language Reference, 6 "Expressions" and 7 "Simple statements", of which this is a small part.
 */
export function parseCalls(text: string): CallScript {
  const modules = new Set(HAVC_MODULES);
  const constants = new Map<string, CallValue>();
  const statements: CallStatement[] = [];
  const leftOut: LeftOutLine[] = [];
  const lines = splitStatements(tokenize(text));
  const indentation = lines[0]?.[0]?.column ?? 1;
  let inBlock = false;
  let lastLine = 0;
  for (const line of lines) {
    const [first] = line;
    if (first === undefined) continue;
    // What stands behind a semicolon belongs to what stands before it.
    if (first.line !== lastLine) inBlock = first.column > indentation;
    inBlock ||= COMPOUND_KEYWORDS.has(first.text);
    lastLine = line.at(-1)?.line ?? first.line;
    if (first.text === 'import' || first.text === 'from') {
      noteImports(line, modules);
      continue;
    }
    const havc = mentionsHavc(line, modules);
    if (inBlock && havc) {
      throw callError(
        havc,
        `${havc.text} is called inside a block (if, for, def, ...), and whether it runs can't be known. Give the call alone, at the start of a line.`,
      );
    }
    const statement = inBlock ? 'it is part of a block' : readStatement(line, modules, constants, havc !== undefined);
    if (typeof statement !== 'string') {
      statements.push(statement);
      noteConstant(statement, constants);
      continue;
    }
    forget(line, constants, inBlock);
    leftOut.push({ line: first.line, column: first.column, text: textOf(line), reason: statement });
  }
  return { statements, leftOut, modules };
}

/** The statement, or why it can't be read. */
function readStatement(
  line: readonly Token[],
  modules: ReadonlySet<string>,
  constants: ReadonlyMap<string, CallValue>,
  strict: boolean,
): CallStatement | string {
  const reader = new TokenReader(line, modules, constants);
  try {
    const { line: at, column } = reader.peek();
    const target = reader.takeTarget();
    const value = readValue(reader);
    if (reader.peek().kind !== 'end') throw reader.unexpected('the end of the statement');
    return { line: at, column, ...(target === undefined ? {} : { target }), value };
  } catch (error) {
    if (strict) throw error;
    // Without a call of HAVC the line doesn't matter to the recipe; its reason is listed.
    return error instanceof Error ? error.message.replace(/^Line \d+, column \d+: /, '') : String(error);
  }
}

/** Statements as lists of tokens, split at line ends and semicolons outside brackets. Empty ones are dropped. */
function splitStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'operator') {
      if ('([{'.includes(token.text)) depth++;
      else if (')]}'.includes(token.text)) depth--;
    }
    const ends = token.kind === 'newline' || token.kind === 'end' || (token.text === ';' && depth <= 0);
    if (!ends) {
      current.push(token);
      continue;
    }
    if (current.length > 0) statements.push(current);
    current = [];
    depth = 0;
  }
  return statements;
}

/** Takes note of names for HAVC's module in `import vsdeoldify as x`. */
function noteImports(line: readonly Token[], modules: Set<string>): void {
  for (let index = 0; index + 2 < line.length; index++) {
    const [module, as, alias] = [line[index], line[index + 1], line[index + 2]];
    if (module && modules.has(module.text) && as?.text === 'as' && alias?.kind === 'name') modules.add(alias.text);
  }
}

/** Values of a constant list, with those of lists in it: more is no array of parameters. */
const MAX_CONSTANT_VALUES = 1000;

/** Remembers or forgets what a variable stands for, after its assignment. */
function noteConstant({ target, value }: CallStatement, constants: Map<string, CallValue>): void {
  if (target === undefined) return;
  const constant = ['text', 'number', 'boolean', 'none', 'list'].includes(value.kind);
  if (constant && countValues(value, MAX_CONSTANT_VALUES) <= MAX_CONSTANT_VALUES) constants.set(target, value);
  else constants.delete(target);
}

/**
 * How many values a list has, with those of its lists; counting ends beyond the limit. Constants may be built of
 * constants, and without it twenty lines could stand for a million values.
 */
function countValues(value: CallValue, limit: number): number {
  let count = 1;
  if (value.kind !== 'list') return count;
  for (const item of value.items) {
    if (count > limit) break;
    count += countValues(item, limit - count);
  }
  return count;
}

/** Forgets the constants that a line which wasn't understood may have changed. */
function forget(line: readonly Token[], constants: Map<string, CallValue>, inBlock: boolean): void {
  const assigns = line.findIndex(isAssignment);
  const changed = inBlock ? line : line.slice(0, Math.max(assigns, line[0]?.text === 'del' ? line.length : 0));
  for (const token of changed) if (token.kind === 'name') constants.delete(token.text);
}

function textOf(line: readonly Token[]): string {
  return quoted(
    line
      .slice(0, 12)
      .map((token) => token.text)
      .join(' '),
    60,
  );
}
