import { HavcError } from '@havc/core';

/** A recipe nests about ten levels deep. */
const MAX_DEPTH = 64;
/** Objects, lists and values in all; a recipe of ten thousand shots has about half of that. */
const MAX_VALUES = 200_000;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Plain data, as JSON has it. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** An object of plain data. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/**
 * A copy of plain data whose size and depth are bounded, so that what follows can go through it without care.
 *
 * @throws HavcError `RECIPE_INVALID` for what isn't JSON, for too much of it, and for keys with a meaning of their own in
 * JavaScript.
 */
export function boundedCopy(value: unknown): JsonValue {
  let values = 0;
  const copy = (given: unknown, depth: number, path: string): JsonValue => {
    if (++values > MAX_VALUES) throw invalid(`has more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) throw invalid(`is nested deeper than ${MAX_DEPTH} levels`);
    if (given === null || typeof given === 'boolean' || typeof given === 'string') return given;
    if (typeof given === 'number') {
      if (Number.isFinite(given)) return Object.is(given, -0) ? 0 : given;
      throw invalid(`has ${given} at ${path || 'its top'}, which is no number that JSON knows`);
    }
    if (Array.isArray(given)) return given.map((item, index) => copy(item, depth + 1, `${path}[${index}]`));
    if (typeof given === 'object') {
      const entries: [string, JsonValue][] = [];
      for (const [key, item] of Object.entries(given)) {
        if (FORBIDDEN_KEYS.has(key)) throw invalid(`has a field called ${key}, which no recipe has`);
        // As JSON does: what isn't there isn't written.
        if (item !== undefined) entries.push([key, copy(item, depth + 1, path === '' ? key : `${path}.${key}`)]);
      }
      return Object.fromEntries(entries);
    }
    throw invalid(`has ${typeof given === 'undefined' ? 'nothing' : `a ${typeof given}`} at ${path || 'its top'}`);
  };
  return copy(value, 0, '');
}

/** Whether plain data is an object. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(what: string): HavcError {
  return new HavcError('RECIPE_INVALID', `The recipe ${what}.`);
}
