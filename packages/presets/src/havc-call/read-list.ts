import type { BoundCall } from './bind-arguments.ts';
import { callError } from './call-error.ts';
import { type CallValue, describeValue } from './call-values.ts';

/** An item of a parameter list: what it is called, its default, and for numbers its range. */
export type ListItem =
  | readonly [name: string, kind: 'number' | 'whole', default_: number, from: number, to: number]
  | readonly [name: string, kind: 'boolean', default_: boolean]
  | readonly [name: string, kind: 'text', default_: string];

/**
 * The items of a parameter that is a list, each checked; the defaults where the parameter isn't given.
 *
 * @param required - how many there must be; the rest may be left out.
 * @throws HavcError `RECIPE_INVALID` for too few or too many, a wrong type, or a number out of its range.
 */
export function readList(
  call: BoundCall,
  parameter: string,
  items: readonly ListItem[],
  required = items.length,
): readonly (string | number | boolean)[] {
  const list = call.list(parameter);
  if (list === undefined) return items.map(([, , standard]) => standard);
  return readItems(call, parameter, list, items, required);
}

/** {@link readList} for a list that stands in another. */
export function readItems(
  call: BoundCall,
  parameter: string,
  list: readonly CallValue[],
  items: readonly ListItem[],
  required = items.length,
): readonly (string | number | boolean)[] {
  if (list.length < required || list.length > items.length) {
    const count = required === items.length ? `${required}` : `${required} to ${items.length}`;
    const names = items.map(([name]) => name).join(', ');
    throw call.invalid(parameter, `a list of ${count} values (${names})`);
  }
  return items.map((item, index) => {
    const value = list[index];
    return value === undefined ? item[2] : readItem(call, parameter, item, value, index);
  });
}

function readItem(
  call: BoundCall,
  parameter: string,
  item: ListItem,
  value: CallValue,
  index: number,
): string | number | boolean {
  const [name, kind] = item;
  const fail = (expected: string) =>
    callError(
      value,
      `${call.function}: ${parameter}[${index}] (${name}) must be ${expected}, got ${describeValue(value)}.`,
      { function: call.function, parameter },
    );
  if (kind === 'text') {
    if (value.kind === 'text') return value.value;
    if (value.kind === 'none') return 'none';
    throw fail('a text');
  }
  if (kind === 'boolean') {
    if (value.kind === 'boolean') return value.value;
    if (value.kind === 'number' && (value.value === 0 || value.value === 1)) return value.value === 1;
    throw fail('True or False');
  }
  const [, , , from, to] = item;
  const isNumber = value.kind === 'number' && value.value >= from && value.value <= to;
  if (!isNumber || (kind === 'whole' && !Number.isInteger(value.value))) {
    throw fail(`a ${kind === 'whole' ? 'whole number' : 'number'} from ${from} to ${to}`);
  }
  return value.value;
}

/** Three numbers of a list, for R, G and B. */
export function readChannels(
  call: BoundCall,
  parameter: string,
  standard: readonly [number, number, number],
  [from, to]: readonly [number, number],
): [number, number, number] {
  const [red, green, blue] = standard;
  const items = [
    ['red', 'number', red, from, to],
    ['green', 'number', green, from, to],
    ['blue', 'number', blue, from, to],
  ] as const satisfies readonly ListItem[];
  return readList(call, parameter, items) as [number, number, number];
}
