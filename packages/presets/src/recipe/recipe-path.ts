import { HavcError } from '@havc/core';
import { nearestName } from '../nearest-name.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './ensure-bounded.ts';
import { overlay } from './overlay.ts';

const MAX_LENGTH = 500;

/**
 * A recipe with one place in it changed. The recipe that is given stays as it is.
 *
 * A path is field names with dots between: `color.merge.weight`. In a list, a segment is a number (`filters.0`) or the
 * name of the filter, where there is one of it: `filters.stabilizer.dark.amount`. A `+` at the end adds to a list:
 * `filters+`. An object is laid over what is there, as `overlay` does it; null removes an element of a list, and
 * elsewhere means off.
 *
 * @throws HavcError `RECIPE_INVALID` for a path that leads nowhere, with the nearest name that does.
 */
export function setAtPath(recipe: JsonObject, path: string, value: JsonValue): JsonObject {
  const adds = path.endsWith('+');
  const segments = (adds ? path.slice(0, -1) : path).split('.');
  if (path.length > MAX_LENGTH || segments.some((segment) => segment === '')) {
    throw new HavcError(
      'RECIPE_INVALID',
      `${JSON.stringify(path.slice(0, 80))} is no path in a recipe: write names with dots between, e.g. ` +
        'color.merge.weight or filters.stabilizer.dark.amount.',
    );
  }
  return change(recipe, segments, 0, { path, value, adds }) as JsonObject;
}

interface Change {
  readonly path: string;
  readonly value: JsonValue;
  readonly adds: boolean;
}

function change(target: JsonValue | undefined, segments: readonly string[], at: number, how: Change): JsonValue {
  if (at === segments.length) return how.adds ? added(target, segments, how) : overlay(target, how.value);
  const segment = segments[at]!;
  if (Array.isArray(target)) {
    const index = indexOf(target, segments, at);
    if (at === segments.length - 1 && how.value === null && !how.adds) return target.toSpliced(index, 1);
    return target.with(index, change(target[index], segments, at + 1, how));
  }
  if (target !== undefined && target !== null && !isJsonObject(target)) {
    const where = segments.slice(0, at).join('.');
    throw new HavcError('RECIPE_INVALID', `${how.path}: ${where} is ${JSON.stringify(target)} and has no fields.`);
  }
  const fields: JsonObject = isJsonObject(target) ? target : {};
  const inner = Object.hasOwn(fields, segment) ? fields[segment] : undefined;
  // An overlay of the whole object knows what a change of its kind means for the other fields.
  if (at === segments.length - 1 && !how.adds) return overlay(fields, { [segment]: how.value });
  return { ...fields, [segment]: change(inner, segments, at + 1, how) };
}

function added(target: JsonValue | undefined, segments: readonly string[], { path, value }: Change): JsonValue {
  if (target === undefined) return [value];
  if (Array.isArray(target)) return [...target, value];
  throw new HavcError('RECIPE_INVALID', `${path}: ${segments.join('.')} is no list, so nothing can be added to it.`);
}

/** Which element of a list a segment names. */
function indexOf(list: readonly JsonValue[], segments: readonly string[], at: number): number {
  const segment = segments[at]!;
  const path = segments.slice(0, at + 1).join('.');
  if (/^\d{1,6}$/.test(segment)) {
    if (Number(segment) < list.length) return Number(segment);
    throw new HavcError('RECIPE_INVALID', `${path}: the list has ${list.length} elements, counted from 0.`);
  }
  const names = list.map((item) => (isJsonObject(item) ? (item['filter'] ?? item['name']) : undefined));
  const first = names.indexOf(segment);
  if (first >= 0 && first === names.lastIndexOf(segment)) return first;
  if (first >= 0) {
    const places = names.flatMap((name, index) => (name === segment ? [index] : [])).join(', ');
    throw new HavcError('RECIPE_INVALID', `${path}: there are several, at ${places}: name one by its number.`);
  }
  const known = names.filter((name): name is string => typeof name === 'string');
  const near = nearestName(segment, known);
  const there = known.length === 0 ? 'it is empty' : `it has ${known.join(', ')}`;
  throw new HavcError(
    'RECIPE_INVALID',
    `${path}: the list has no ${segment}: ${near === undefined ? there : `did you mean ${near}?`}`,
  );
}
