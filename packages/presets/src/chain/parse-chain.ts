import { HavcError } from '@havc/core';
import { parseHueExpression } from '@havc/filters';
import { nameAdvice, plainName } from '../nearest-name.ts';
import { describeIssues } from '../recipe/describe-issues.ts';
import type { JsonValue } from '../recipe/ensure-bounded.ts';
import type { Step } from '../recipe/step-schemas.ts';
import { chainError } from './chain-error.ts';
import {
  type ChainStepName,
  chainStep,
  loneSettingOf,
  STEP_WORDS,
  toRecipeStep,
  withUsualParts,
} from './chain-steps.ts';
import { type ChainPart, type ChainWord, splitChain } from './chain-words.ts';
import { describeSteps } from './describe-steps.ts';

/** As many as a list of steps in a recipe may have. */
const MAX_STEPS = 64;

const EXAMPLE = 'stabilizer; hues ranges=300:360 saturation=0.8; look amber-light strength=0.5';

/**
 * The steps that a line of text means: names with their settings, semicolons between.
 *
 * `hues ranges=300:360 saturation=0.8; stabilizer dark.amount=0.5 stabilize={}; look amber-light; lut "my look.cube"`
 *
 * Settings are those of the steps in a recipe, what lies inside others with dots; values are JSON, words, or texts in
 * quotes. One word may stand alone where a step has something that it is mostly about: the hues of `hues` (a whole
 * expression such as `300:340|0.4,0.2`), the name of a `color-map` or a `look`, the level of `tune` and `auto-levels`, the
 * file of a `lut`. A `stabilizer` of which no part is said has those of the preset medium. `color-map` becomes the step
 * `hues`.
 *
 * @returns complete steps, at least one.
 * @throws HavcError `OPTION_INVALID` that points at the place, and names the nearest step or setting.
 */
export function parseChain(chain: string): readonly Step[] {
  const parts = splitChain(chain);
  if (parts.length === 0) {
    const names = Object.keys(STEP_WORDS).join(', ');
    throw new HavcError(
      'OPTION_INVALID',
      `The chain has no steps: write some, e.g. "${EXAMPLE}". There are: ${names}.`,
    );
  }
  if (parts.length > MAX_STEPS) {
    throw chainError(chain, parts[MAX_STEPS]!.at, `there are ${parts.length} steps, and ${MAX_STEPS} are the most.`);
  }
  return parts.map((part, index) => readStep(chain, part, index));
}

function readStep(chain: string, part: ChainPart, index: number): Step {
  const name = stepName(chain, part);
  const settings = part.words.flatMap((word) =>
    word.name === undefined ? loneWord(chain, name, word) : [named(word)],
  );
  const lone = part.words.filter((word) => word.name === undefined);
  if (lone.length > 1) {
    throw chainError(
      chain,
      lone[1]!.at,
      `${name} takes one word alone, ${lone[0]!.text} already: others are name=value.`,
    );
  }
  const input: Fields = { filter: name };
  for (const setting of settings) put(chain, input, setting);
  const given = withUsualParts(input);
  const result = chainStep.safeParse(given);
  if (result.success) return toRecipeStep(result.data);
  const { issues } = result.error;
  // A name that is spelt wrong is often why another is missing.
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0);
  if (unknown?.code === 'unrecognized_keys') throw unknownSetting(chain, name, unknown.keys[0]!, settings);
  const [first] = issues;
  const keys = first?.code === 'unrecognized_keys' ? first.keys.slice(0, 1) : [];
  const at = placeOf([...(first?.path ?? []), ...keys], settings) ?? part.at;
  throw chainError(chain, at, `step ${index + 1}, ${name}: ${describeIssues(issues, given, chainStep)}`);
}

function stepName(chain: string, { at, name }: ChainPart): ChainStepName {
  const names = Object.keys(STEP_WORDS) as ChainStepName[];
  const found = names.find((known) => plainName(known) === plainName(name));
  if (found !== undefined) return found;
  if (name.includes('=')) {
    throw chainError(chain, at, 'a step begins with its name, and settings come behind it: tweak saturation=1.1.');
  }
  const advice = nameAdvice(name, names);
  throw chainError(chain, at, `there is no such step: ${advice}${advice.endsWith('?') ? '' : '.'}`);
}

function unknownSetting(chain: string, step: ChainStepName, key: string, settings: readonly Setting[]): HavcError {
  const known = describeSteps()
    .find(({ name }) => name === step)!
    .settings.map(({ name }) => name);
  const advice = nameAdvice(
    key,
    known.filter((name) => !name.includes('.')),
  );
  const at = placeOf([key], settings) ?? 0;
  return chainError(chain, at, `${step} has no setting ${key}: ${advice}${advice.endsWith('?') ? '' : '.'}`);
}

interface Setting {
  readonly path: readonly string[];
  readonly value: JsonValue;
  /** Of the word, and of its value. */
  readonly at: number;
  readonly valueAt: number;
}

function named({ name, value, at, valueAt }: ChainWord): Setting {
  return { path: name!.split('.'), value, at, valueAt };
}

/** What a word means that stands alone. */
function loneWord(chain: string, step: ChainStepName, word: ChainWord): Setting[] {
  const { at, valueAt, text } = word;
  const setting = loneSettingOf(step);
  if (setting === undefined) {
    throw chainError(chain, at, `${step} takes no word alone: write settings as name=value.`);
  }
  if (step !== 'hues' || !text.includes('|')) return [{ path: [setting], value: text, at, valueAt }];
  const { ranges, saturation, shiftDegrees, weight } = hueExpression(chain, word);
  return Object.entries({
    ranges: ranges.map(({ from, to }) => ({ from, to })),
    ...{ saturation, shiftDegrees, weight },
  }).map(([field, value]) => ({ path: [field], value, at, valueAt }));
}

function hueExpression(chain: string, { text, valueAt }: ChainWord) {
  try {
    // With a bar in it, it is never the text for no change.
    return parseHueExpression(text)!;
  } catch (error) {
    if (!HavcError.is(error)) throw error;
    throw chainError(chain, valueAt, error.message);
  }
}

interface Fields {
  [name: string]: JsonValue;
}

/** Puts a setting into its place in the step. */
function put(chain: string, input: Fields, { path, value, at }: Setting): void {
  if (path.some((name) => name === '' || name === 'filter')) {
    throw chainError(chain, at, 'a setting is a name, or names with dots between: saturation=0.8, dark.amount=0.5.');
  }
  let fields = input;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(fields, name) ? fields[name] : {};
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
      throw chainError(chain, at, `${path.join('.')} lies inside ${name}, which is ${JSON.stringify(inner)} already.`);
    }
    define(fields, name, inner);
    fields = inner;
  }
  const last = path.at(-1)!;
  if (Object.hasOwn(fields, last)) throw chainError(chain, at, `${path.join('.')} is given a second time.`);
  define(fields, last, value);
}

/** A plain assignment would give some names a meaning of their own. */
function define(fields: Fields, name: string, value: JsonValue): void {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Where the setting stands that a path leads to or into. */
function placeOf(path: readonly PropertyKey[], settings: readonly Setting[]): number | undefined {
  const names = path.map(String);
  const leadsTo = (setting: Setting) => setting.path.every((name, index) => names[index] === name);
  const isInside = (setting: Setting) => names.every((name, index) => setting.path[index] === name);
  const exact = settings.find(leadsTo);
  if (exact) return names.length > exact.path.length ? exact.valueAt : exact.at;
  return names.length === 0 ? undefined : settings.find(isInside)?.at;
}
