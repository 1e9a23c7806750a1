import { isFullModel, MODELS, type ModelName } from '../models/model-names.ts';
import { NODE_KINDS, settingsOf } from './color-schema.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './ensure-bounded.ts';

/**
 * One recipe, or part of one, laid over another: objects field by field, everything else (lists, numbers, null) replaced.
 *
 * What tells the kind of an object decides how far that goes. A colour node of another kind replaces the whole node;
 * another `method`, `filter` or `detector` replaces the object, except that a merge keeps its weight; another model keeps
 * what is done before and after it, and those settings that it has.
 */
export function overlay(base: JsonValue | undefined, over: JsonValue): JsonValue {
  if (!isJsonObject(over) || !isJsonObject(base)) return over;
  const kind = NODE_KINDS.find((name) => name in over);
  if (kind !== undefined && !(kind in base) && NODE_KINDS.some((name) => name in base)) return over;
  for (const name of ['filter', 'detector'] as const) {
    if (name in over && name in base && over[name] !== base[name]) return over;
  }
  let under: JsonObject = base;
  if ('method' in over && 'method' in base && over['method'] !== base['method'] && !('filter' in base)) {
    under = 'weight' in base && takesWeight(over['method']) ? { weight: base['weight']! } : {};
  }
  if (kind === 'model' && over['model'] !== base['model']) under = fitting(base, over['model']!);
  const result: JsonObject = { ...under };
  for (const [key, value] of Object.entries(over)) result[key] = overlay(under[key], value);
  return result;
}

function takesWeight(method: JsonValue | undefined): boolean {
  return method !== 'first' && method !== 'second';
}

/** A node's fields without the settings that another model doesn't have. */
function fitting(node: JsonObject, model: JsonValue): JsonObject {
  const known = MODELS.some(({ name }) => name === model);
  const settings = known ? settingsOf(model as ModelName) : {};
  const own = known && isFullModel(model as ModelName) ? ['tiles'] : [];
  const kept = new Set(['model', 'before', 'after', ...own, ...Object.keys(settings)]);
  return Object.fromEntries(Object.entries(node).filter(([key]) => kept.has(key)));
}
