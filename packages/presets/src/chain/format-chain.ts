import { formatHueRanges, type HueRange, parseHueRanges } from '@havc/filters';
import type { JsonValue } from '../recipe/ensure-bounded.ts';
import type { Step } from '../recipe/step-schemas.ts';
import { type ChainStepName, chainStep, loneSettingOf, STABILIZER_PARTS, withUsualParts } from './chain-steps.ts';
import { meaningOf } from './chain-words.ts';

interface Fields {
  [name: string]: JsonValue;
}

/**
 * The chain that `parseChain` reads as these steps: what has its default is left out.
 *
 * @param steps - complete, as `parseChain` and recipes have them.
 */
export function formatChain(steps: readonly Step[]): string {
  return steps.map(formatStep).join('; ');
}

function formatStep(step: Step): string {
  const { filter, ...settings } = withoutDefaults(step);
  const lone = loneSettingOf(filter as ChainStepName);
  const words = Object.entries(settings).flatMap(([name, value]) => {
    const text = textOf(name, value);
    if (name !== lone || typeof text !== 'string') return written(name, value);
    // A word with a "=" in it would be taken for a setting.
    return [text.includes('=') ? quoted(text) : quotedIfNeeded(text, false)];
  });
  // The word alone stands first.
  const first = lone === undefined ? -1 : Object.keys(settings).indexOf(lone);
  const ordered = first > 0 ? [words[first]!, ...words.filter((_, index) => index !== first)] : words;
  return [filter, ...ordered].join(' ');
}

/** The least that must be said for a step, found by leaving out what can be left out. */
function withoutDefaults(step: Step): Fields {
  const whole = JSON.parse(JSON.stringify(step)) as Fields;
  const wanted = JSON.stringify(sorted(step));
  const isSame = (fields: Fields) => {
    const result = chainStep.safeParse(withUsualParts(fields));
    return result.success && JSON.stringify(sorted(result.data)) === wanted;
  };
  const bare = without(whole, STABILIZER_PARTS);
  const start = whole['filter'] === 'stabilizer' && isSame(bare) ? bare : whole;
  return prune(start, isSame);
}

/** Fields without those whose absence changes nothing, inner ones too. */
function prune(fields: Fields, isSame: (fields: Fields) => boolean): Fields {
  let result = fields;
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'filter') continue;
    const less = without(result, [name]);
    if (isSame(less)) result = less;
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const inner = prune(value, (part) => isSame({ ...result, [name]: part }));
      result = { ...result, [name]: inner };
    }
  }
  return result;
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** `name=value`, or for an object each of its fields with a dot. */
function written(name: string, value: JsonValue): string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([field, inner]) => written(`${name}.${field}`, inner));
  }
  const text = textOf(name, value);
  return [`${name}=${typeof text === 'string' ? quotedIfNeeded(text, true) : JSON.stringify(text)}`];
}

/** Hue ranges as people write them; anything else as it is. */
function textOf(name: string, value: JsonValue): JsonValue {
  if (!Array.isArray(value) || !/(^|\.)(ranges|hues)$/.test(name)) return value;
  const text = formatHueRanges(value as unknown as HueRange[]);
  const same = JSON.stringify(sorted(parseHueRanges(text))) === JSON.stringify(sorted(value));
  return same ? text : value;
}

/** @param mayMeanElse - whether a text such as `3` or `true` would be read as something else. */
function quotedIfNeeded(text: string, mayMeanElse: boolean): string {
  const isPlain = text !== '' && !/[\s;"']/.test(text) && text[0] !== '{' && text[0] !== '[';
  return isPlain && !(mayMeanElse && typeof meaningOf(text) !== 'string') ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The same with fields in the order of their names, so that equal things have equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
