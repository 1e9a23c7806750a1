import { z } from 'zod';
import { FILM_STEP_NAMES } from '../recipe/step-schemas.ts';
import { type ChainStepName, chainStep, loneSettingOf, STEP_WORDS } from './chain-steps.ts';

/** A setting of a step. */
export interface SettingDescription {
  /** As a chain has it: `dark.amount`. */
  readonly name: string;
  /** What it takes: `a number from 0 to 1`. */
  readonly takes: string;
  /** Its value where nothing is said, as a chain has it; absent where it must be said, or follows from others. */
  readonly default?: string;
  readonly required: boolean;
  /** Whether its value may stand alone, without its name. */
  readonly alone: boolean;
}

/** A step that a chain can have. */
export interface StepDescription {
  readonly name: string;
  /** What it does, in a phrase. */
  readonly does: string;
  /** Whether it looks at neighbours in time, so that it does nothing for single pictures. */
  readonly film: boolean;
  readonly settings: readonly SettingDescription[];
}

/** All steps that a chain can have, with their settings and defaults, taken from the schema that checks them. */
export function describeSteps(): readonly StepDescription[] {
  const { oneOf = [], $defs = {} } = z.toJSONSchema(chainStep, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  // What has itself inside, as mix has, stands among the definitions.
  const resolved = oneOf.map((shape) => $defs[shape.$ref?.split('/').at(-1) ?? ''] ?? shape);
  const shapes = new Map(resolved.map((shape) => [shape.properties?.['filter']?.const, shape]));
  return (Object.keys(STEP_WORDS) as ChainStepName[]).map((name) => ({
    name,
    does: STEP_WORDS[name],
    film: (FILM_STEP_NAMES as readonly string[]).includes(name),
    settings: settingsOf(shapes.get(name) ?? {}, '', loneSettingOf(name)),
  }));
}

/** As much of JSON Schema as the steps need. */
interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

function settingsOf(shape: JsonSchema, prefix: string, lone?: string): SettingDescription[] {
  return Object.entries(shape.properties ?? {}).flatMap(([field, schema]) => {
    if (field === 'filter') return [];
    const name = `${prefix}${field}`;
    const required = shape.required?.includes(field) ?? false;
    const options = schema.anyOf ?? [schema];
    const inner = options.find((option) => option.properties !== undefined);
    const isOff = !required && options.some((option) => option.type === 'null');
    const value = schema.default === undefined && isOff ? null : schema.default;
    const own = {
      ...{ name, takes: takes(schema), required, alone: field === lone },
      ...(value !== undefined && !inner && { default: shown(value) }),
      ...(inner && isOff && { default: 'null' }),
    };
    return inner ? [own, ...settingsOf(inner, `${name}.`)] : [own];
  });
}

function takes(schema: JsonSchema): string {
  const { anyOf, type, enum: values, properties, items, prefixItems, minimum, maximum } = schema;
  if (anyOf) return options(anyOf);
  if (schema.const !== undefined) return shown(schema.const);
  if (values) return values.map(shown).join(', ');
  if (properties) return 'settings of its own, or {} for their defaults';
  const range = minimum === undefined ? '' : ` from ${minimum} to ${maximum}`;
  if (type === 'integer') return `a whole number${range}`;
  if (type === 'number') return `a number${range}`;
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return 'a text';
  if (type === 'null') return 'null for none';
  if (prefixItems) return `a list of ${prefixItems.length} numbers${rangeOf(prefixItems[0]!)}`;
  if (items && items.type === 'number') return `a list of numbers${rangeOf(items)}`;
  return 'a list of steps as in a recipe';
}

function options(all: readonly JsonSchema[]): string {
  // A text or a list of ranges.
  if (all.some(({ items }) => items && 'properties' in items && 'from' in (items.properties ?? {})))
    return 'hues: 270:300,rose';
  const words = [...new Set(all.map(takes))];
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`;
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  return minimum === undefined ? '' : ` from ${minimum} to ${maximum}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
