import { nameAdvice } from '../nearest-name.ts';
import { callError } from './call-error.ts';
import { type CallArgument, type CallValue, describeValue, type PythonCall } from './call-values.ts';
import type { Warn } from './havc-warning.ts';
import type { Parameter, ParameterDefault, Signature } from './signature.ts';

/** The arguments of a call, each with the parameter that it is for, checked. */
export interface BoundCall {
  /** HAVC's function. */
  readonly function: string;
  readonly call: PythonCall;
  /** The names of all parameters that the function has. */
  readonly parameters: readonly string[];
  /** The value of a parameter as it was written, if it was. */
  given(parameter: string): CallValue | undefined;
  /** Whether it was written, and is another than the default. */
  changed(parameter: string): boolean;
  text(parameter: string): string;
  number(parameter: string): number;
  boolean(parameter: string): boolean;
  /** The values of a list that was written. */
  list(parameter: string): readonly CallValue[] | undefined;
  /** The error of a parameter's value. */
  invalid(parameter: string, expected: string): Error;
}

/**
 * Gives each argument to its parameter, as Python does, and checks types and ranges. A parameter may be written in other
 * capitals, with a warning.
 *
 * @throws HavcError `RECIPE_INVALID` for a parameter that there isn't (with the nearest), given twice, missing, of the
 * wrong type or out of its range.
 */
export function bindArguments(name: string, call: PythonCall, signature: Signature, warn: Warn): BoundCall {
  const given = new Map<string, CallArgument>();
  const { parameters, others = {} } = signature;
  for (const [index, argument] of call.arguments.entries()) {
    const parameter = argument.name === undefined ? parameters[index] : findParameter(name, argument, signature, warn);
    if (parameter === undefined) {
      if (argument.name !== undefined && Object.hasOwn(others, argument.name)) {
        warn('left-out', argument.name, `${argument.name} ${others[argument.name]}: it is left out.`, argument);
        continue;
      }
      throw callError(argument, `${name} takes at most ${parameters.length} arguments.`);
    }
    const [key] = parameter;
    if (given.has(key)) throw callError(argument, `${name} gets ${key} twice.`, { parameter: key });
    ensureType(name, parameter, argument);
    given.set(key, argument);
  }
  return boundCall(name, call, given, parameters);
}

function findParameter(
  name: string,
  argument: CallArgument,
  { parameters, others = {} }: Signature,
  warn: Warn,
): Parameter | undefined {
  const written = argument.name ?? '';
  const exact = parameters.find(([key]) => key === written);
  if (exact !== undefined || Object.hasOwn(others, written)) return exact;
  const similar = parameters.find(([key]) => key.toLowerCase() === written.toLowerCase());
  if (similar !== undefined) {
    warn('spelling', similar[0], `${written} was taken for ${similar[0]}; Python minds capitals.`, argument);
    return similar;
  }
  const names = parameters.map(([key]) => key);
  const advice = nameAdvice(written, names);
  throw callError(argument, `${name} has no parameter ${written.slice(0, 60)}: ${ended(advice)}`, {
    function: name,
    parameter: written,
  });
}

/** Checks the value by the parameter's kind. Lists are checked by who reads them. */
function ensureType(name: string, parameter: Parameter, { value }: CallArgument): void {
  const [key, kind] = parameter;
  const fail = (expected: string) =>
    callError(value, `${name}: ${key} must be ${expected}, got ${describeValue(value)}.${adviceFor(value)}`, {
      function: name,
      parameter: key,
    });
  switch (kind) {
    case 'clip':
    case 'any':
      return;
    case 'text':
      if (value.kind !== 'text') throw fail('a text');
      return;
    case 'name':
      if (value.kind !== 'text' && value.kind !== 'none') throw fail('a text');
      return;
    case 'boolean':
      if (value.kind !== 'boolean' && !(value.kind === 'number' && (value.value === 0 || value.value === 1))) {
        throw fail('True or False');
      }
      return;
    case 'list':
      if (value.kind !== 'list') throw fail('a list');
      return;
    case 'whole':
    case 'number': {
      const [, , , from, to] = parameter;
      const expected = `a ${kind === 'whole' ? 'whole number' : 'number'} from ${from} to ${to}`;
      if (value.kind !== 'number') throw fail(expected);
      if (kind === 'whole' && !Number.isInteger(value.value)) throw fail(expected);
      if (!(value.value >= from && value.value <= to)) throw fail(expected);
    }
  }
}

function boundCall(
  name: string,
  call: PythonCall,
  given: ReadonlyMap<string, CallArgument>,
  parameters: readonly Parameter[],
): BoundCall {
  const find = (key: string): Parameter => {
    const found = parameters.find(([parameter]) => parameter === key);
    if (found === undefined) throw callError(call, `${name} has no parameter ${key}.`);
    return found;
  };
  /** What counts: the given value, or the default; None stands for the default `none`. */
  const plain = (key: string): ParameterDefault | undefined => {
    const value = given.get(key)?.value;
    if (value === undefined) return find(key)[2] as ParameterDefault | undefined;
    if (value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean') return value.value;
    return value.kind === 'none' ? 'none' : undefined;
  };
  return {
    function: name,
    call,
    parameters: parameters.map(([key]) => key),
    given: (key) => given.get(key)?.value,
    changed: (key) => given.has(key) && !isDefault(given.get(key)!.value, find(key)[2] as ParameterDefault | undefined),
    text: (key) => String(plain(key)),
    number: (key) => Number(plain(key)),
    boolean: (key) => Boolean(plain(key)),
    list: (key) => {
      const value = given.get(key)?.value;
      return value?.kind === 'list' ? value.items : undefined;
    },
    invalid: (key, expected) => {
      const value = given.get(key)?.value;
      const got = value === undefined ? '' : `, got ${describeValue(value)}`;
      return callError(value ?? call, `${name}: ${key} must be ${expected}${got}.`, { function: name, parameter: key });
    },
  };
}

/** Whether a value is the default, whatever its capitals. */
function isDefault(value: CallValue, standard: ParameterDefault | undefined): boolean {
  switch (value.kind) {
    case 'text':
      return typeof standard === 'string' && value.value.toLowerCase() === standard.toLowerCase();
    case 'none':
      return standard === undefined || (typeof standard === 'string' && standard.toLowerCase() === 'none');
    case 'boolean':
      return value.value === standard;
    case 'number':
      return typeof standard === 'boolean' ? Boolean(value.value) === standard : value.value === standard;
    case 'list':
      return (
        Array.isArray(standard) &&
        value.items.length === standard.length &&
        value.items.every((item, index) => isDefault(item, standard[index] as ParameterDefault))
      );
    default:
      return false;
  }
}

function adviceFor(value: CallValue): string {
  if (value.kind === 'other') return ' Nothing is computed: write the value itself.';
  return value.kind === 'name' ? ' Write the value itself, or its assignment above the call.' : '';
}

function ended(advice: string): string {
  return advice.endsWith('?') ? advice : `${advice}.`;
}
