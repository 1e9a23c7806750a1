import { z } from 'zod';
import { nameAdvice, nearestName } from '../nearest-name.ts';
import { NODE_KINDS } from './color-schema.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** Mistakes that are told at once; of more the number is said. */
const MAX_TOLD = 8;

/**
 * What is wrong with a recipe, a sentence a mistake, with its path and, for a name that doesn't exist, the nearest one
 * that does.
 */
export function describeIssues(issues: readonly Issue[], input: unknown, schema: Schema): string {
  const told = issues.flatMap((issue) => describe(issue, [], input, schema));
  const listed = told.slice(0, MAX_TOLD);
  const rest = told.length - listed.length;
  const text = `${listed.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
  return text.endsWith('?') ? text : `${text}.`;
}

/** `filters[2].dark.amount`; `the recipe` for the top. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : text === '' ? String(key) : `.${String(key)}`;
  return text === '' ? 'the recipe' : text;
}

function describe(issue: Issue, before: readonly PropertyKey[], input: unknown, schema: Schema): string[] {
  const path = [...before, ...issue.path];
  const where = pathText(path);
  const given = valueAt(input, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const names = [...namesAt(schema, input, path), ...(path.length === 0 ? ['extends', 'set'] : [])];
      return issue.keys.map((key) => `${pathText([...path, key])} doesn't exist: ${nameAdvice(key, names)}`);
    }
    case 'invalid_union':
      return describeUnion(issue, path, input, schema);
    case 'invalid_value': {
      if (given === undefined) return [`${where} is missing: ${choices(issue.values)}`];
      const near = typeof given === 'string' ? nearestName(given, issue.values.map(String)) : undefined;
      return [
        `${where} must be ${choices(issue.values)}, got ${shown(given)}${near === undefined ? '' : `: did you mean ${near}?`}`,
      ];
    }
    case 'invalid_type':
      if (given === undefined) return [`${where} is missing: it is ${article(issue.expected)}`];
      return [`${where} must be ${article(issue.expected)}, got ${shown(given)}`];
    case 'too_small':
    case 'too_big': {
      const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
      const word = issue.code === 'too_small' ? (issue.inclusive ? 'at least' : 'above') : 'at most';
      if (issue.origin === 'array') return [`${where} must have ${word} ${limit} elements, got ${lengthOf(given)}`];
      if (issue.origin === 'string') return [`${where} must have ${word} ${limit} characters, got ${lengthOf(given)}`];
      return [`${where} must be ${word} ${limit}, got ${shown(given)}`];
    }
    case 'custom':
      return [
        /^(is|must|has) /.test(issue.message) ? `${where} ${issue.message}` : `${where}: ${strip(issue.message)}`,
      ];
    default:
      return [`${where}: ${strip(issue.message)}`];
  }
}

function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: readonly PropertyKey[],
  input: unknown,
  schema: Schema,
): string[] {
  const given = valueAt(input, path);
  if (issue.errors.length === 0) {
    const names = discriminators(schemaAt(schema, input, path), String(issue.path.at(-1) ?? ''));
    const text = pathText(path);
    if (given === undefined) return [`${text} is missing: it is one of ${names.join(', ')}`];
    return [`${text} must be one of ${names.join(', ')}, got ${shown(given)}${meant(given, names)}`];
  }
  const at = optionFor(given, issue.errors);
  if (at === undefined) return [`${pathText(path)} must have one of the fields ${NODE_KINDS.join(', ')}`];
  const option = issue.errors[at]!;
  // Nothing but "of another type" from every option: the value is none of them.
  const isPlain = issue.errors.every((errors) => errors.length === 1 && errors[0]!.path.length === 0);
  if (isPlain && !isObject(given)) {
    const wanted = [...new Set(issue.errors.map(([error]) => wantedBy(error!)))].join(', or ');
    if (given === undefined) return [`${pathText(path)} is missing: it is ${wanted}`];
    return [`${pathText(path)} must be ${wanted}, got ${shown(given)}`];
  }
  return option.flatMap((inner) => describe(inner, path, input, schema));
}

/** Which option of a union was meant: of colour nodes by their field, else the one with the fewest mistakes. */
function optionFor(given: unknown, errors: readonly (readonly Issue[])[]): number | undefined {
  if (isObject(given) && errors.length === NODE_KINDS.length) {
    const kinds = NODE_KINDS.filter((kind) => Object.hasOwn(given, kind));
    return kinds.length === 0 ? undefined : NODE_KINDS.indexOf(kinds[0]!);
  }
  let best = 0;
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map(({ path }) => path.length));
  for (const [index, issues] of errors.entries()) {
    // A mistake further inside shows that the outside fitted.
    if (depth(issues) > depth(errors[best]!)) best = index;
  }
  return best;
}

function wantedBy(issue: Issue): string {
  if (issue.code === 'invalid_value') return choices(issue.values);
  if (issue.code === 'invalid_type') return article(issue.expected);
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  return strip(issue.message);
}

function meant(given: unknown, names: readonly string[]): string {
  const near = typeof given === 'string' ? nearestName(given, names) : undefined;
  return near === undefined ? '' : `: did you mean ${near}?`;
}

/** The schema of the value at a path, as far as it can be told; unions are followed by what the input is. */
function schemaAt(schema: Schema, input: unknown, path: readonly PropertyKey[]): Schema | undefined {
  let current: Schema | undefined = concrete(schema, input);
  let value = input;
  for (const key of path) {
    if (current instanceof z.ZodObject) {
      const next: Schema | undefined = current.shape[String(key)];
      // The discriminator of a union that fits nothing: the union itself is what knows the names.
      if (next === undefined) return current;
      value = isObject(value) ? value[String(key)] : undefined;
      current = concrete(next, value);
    } else if (current instanceof z.ZodArray) {
      value = Array.isArray(value) ? value[Number(key)] : undefined;
      current = concrete(current.element, value);
    } else return current;
  }
  return current;
}

/** A schema without what is wrapped around it, and of a union the option that the value belongs to. */
function concrete(schema: Schema, value: unknown): Schema {
  let current: Schema = schema;
  for (let turn = 0; turn < 20; turn++) {
    if (current instanceof z.ZodLazy) current = current.def.getter();
    else if (
      current instanceof z.ZodDefault ||
      current instanceof z.ZodPrefault ||
      current instanceof z.ZodOptional ||
      current instanceof z.ZodNullable
    ) {
      current = current.def.innerType;
    } else if (current instanceof z.ZodPipe) current = current.def.in;
    else if (current instanceof z.ZodDiscriminatedUnion) {
      const chosen = optionByName(current, value);
      if (chosen === undefined) return current;
      current = chosen;
    } else if (current instanceof z.ZodUnion) {
      const options: readonly Schema[] = current.options;
      const objects = options.map((option) => concrete(option, undefined));
      const at = objects.findIndex(
        (option, index) =>
          option instanceof z.ZodObject &&
          isObject(value) &&
          (options.length !== NODE_KINDS.length || Object.hasOwn(value, NODE_KINDS[index]!)),
      );
      if (at < 0) return current;
      current = objects[at]!;
    } else return current;
  }
  return current;
}

function optionByName(union: z.ZodDiscriminatedUnion, value: unknown): Schema | undefined {
  if (!isObject(value)) return undefined;
  const { discriminator } = union.def;
  return union.options.find((option) => {
    const shape = concrete(option, value);
    return shape instanceof z.ZodObject && literals(shape.shape[discriminator]).includes(String(value[discriminator]));
  });
}

function namesAt(schema: Schema, input: unknown, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, input, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The names that tell the options of a union apart. */
function discriminators(schema: Schema | undefined, field: string): readonly string[] {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
  return schema.options.flatMap((option) => {
    const shape = concrete(option, undefined);
    return shape instanceof z.ZodObject ? literals(shape.shape[field]) : [];
  });
}

function literals(schema: unknown): readonly string[] {
  return schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
}

function choices(values: readonly unknown[]): string {
  const texts = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return texts.length === 1 ? texts[0]! : `one of ${texts.join(', ')}`;
}

function article(type: string): string {
  const names: Readonly<Record<string, string>> = {
    int: 'a whole number',
    number: 'a number',
    string: 'a text',
    boolean: 'true or false',
    array: 'a list',
    tuple: 'a list',
    object: 'an object',
    record: 'an object',
  };
  return names[type] ?? type;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isObject(value) && Object.hasOwn(value, String(key))) value = value[String(key)];
    else return undefined;
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function strip(message: string): string {
  return message.replace(/[.:]$/, '');
}
