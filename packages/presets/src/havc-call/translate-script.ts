import { nameAdvice, nearestName } from '../nearest-name.ts';
import { bindArguments } from './bind-arguments.ts';
import { callError, type Place } from './call-error.ts';
import type { CallScript, CallValue, PythonCall } from './call-values.ts';
import { type ChainState, SOURCE } from './chain-state.ts';
import type { HavcWarning, Warn } from './havc-warning.ts';
import { translateMerge } from './merge-call.ts';
import { type HavcFunction, SIGNATURES } from './signatures.ts';
import type { TranslationContext } from './translation.ts';
import { type ClipFunction, TRANSLATORS } from './translators.ts';
import { readTweaks } from './tweak-array.ts';
import { UNTRANSLATED } from './untranslated.ts';

/** What a script makes of its clips. */
export interface TranslatedScript {
  /** The clip that is given out: by `set_output`, or the last that HAVC made. */
  readonly result: ChainState | undefined;
  readonly warnings: readonly HavcWarning[];
}

/** Calls of HAVC in one script: no recipe can have as many steps. */
const MAX_CALLS = 500;

/** What is known while the statements are followed. */
interface Following {
  readonly script: CallScript;
  readonly clips: Map<string, ChainState>;
  readonly calls: PythonCall[];
  readonly warnings: HavcWarning[];
  readonly context: { tweaks?: TranslationContext['tweaks'] };
  /** Calls of other filters that stand between, with their lines. */
  readonly others: { name: string; line: number }[];
  last?: ChainState;
  output?: ChainState;
}

/**
 * Follows the clips of a script through its calls.
 *
 * @throws HavcError `RECIPE_INVALID` for a function or parameter of HAVC that there isn't, and for wrong values.
 */
export function translateScript(script: CallScript): TranslatedScript {
  const following: Following = { script, clips: new Map(), calls: [], warnings: [], context: {}, others: [] };
  for (const { target, value } of script.statements) {
    const clip = follow(value, following);
    if (target === undefined) continue;
    if (clip === undefined) following.clips.delete(target);
    else following.clips.set(target, clip);
  }
  const result = following.output ?? following.last;
  if (following.calls.length === 0) throw noCall(script);
  warnUnused(following, result);
  warnOthers(following);
  return { result, warnings: following.warnings };
}

/** The clip that a value stands for, if HAVC has had to do with it. */
function follow(value: CallValue, following: Following): ChainState | undefined {
  switch (value.kind) {
    case 'name':
      return following.clips.get(headOf(value.name));
    case 'other': {
      const clip = value.of && follow(value.of, following);
      if (clip) following.others.push({ name: value.text, line: value.line });
      return clip;
    }
    case 'list':
      return value.items.map((item) => follow(item, following)).find((clip) => clip !== undefined);
    case 'call': {
      const name = havcName(value, following);
      return name === undefined ? followOther(value, following) : followHavc(name, value, following);
    }
    default:
      return undefined;
  }
}

/** A filter that isn't HAVC's passes on the clip that it is given. */
function followOther(call: PythonCall, following: Following): ChainState | undefined {
  const own = call.receiver ? follow(call.receiver, following) : following.clips.get(headOf(call.name));
  const given = call.arguments.map(({ value }) => follow(value, following)).find((clip) => clip !== undefined);
  const clip = own ?? given;
  if (lastPart(call.name) === 'set_output') {
    if (clip) following.output = clip;
    return clip;
  }
  if (clip) following.others.push({ name: call.name, line: call.line });
  return clip;
}

function followHavc(name: string, call: PythonCall, following: Following): ChainState | undefined {
  const warn: Warn = (kind, parameter, message, place) => {
    following.warnings.push({
      kind,
      function: name,
      ...(parameter === undefined ? {} : { parameter }),
      message,
      line: (place ?? call).line,
    });
  };
  if (following.calls.length === MAX_CALLS) {
    throw callError(call, `the script calls HAVC more than ${MAX_CALLS} times: a recipe cannot have as many steps.`);
  }
  following.calls.push(call);
  const untranslated = Object.hasOwn(UNTRANSLATED, name) ? UNTRANSLATED[name] : undefined;
  if (untranslated !== undefined) {
    warn(untranslated.kind, undefined, `${name} ${untranslated.message}`);
    const clips = call.arguments.map((argument) => ({ ...argument, clip: follow(argument.value, following) }));
    const passed = untranslated.clips
      .map(([parameter, place]) =>
        clips.find((argument, index) => (argument.name ? argument.name === parameter : index === place)),
      )
      .find((argument) => argument?.clip !== undefined);
    return remember(following, call, { ...(passed?.clip ?? SOURCE), frames: 'all' });
  }
  const known = name as HavcFunction;
  const bound = bindArguments(name, call, SIGNATURES[known], warn);
  const context: TranslationContext = { warn, ...following.context };
  const clipOf = (parameter: string) => {
    const value = bound.given(parameter);
    return value && follow(value, following);
  };
  switch (known) {
    case 'HAVC_set_tweak_params': {
      const list = bound.list('tweaks_param');
      if (list) following.context.tweaks = readTweaks(bound, 'tweaks_param', list);
      return undefined;
    }
    case 'HAVC_set_merge_params':
      warn('no-effect', undefined, 'HAVC_set_merge_params has no effect in the original either.');
      return undefined;
    case 'HAVC_set_debug_level':
      warn('elsewhere', undefined, 'HAVC_set_debug_level is no part of a recipe: give the command --debug.');
      return undefined;
    case 'HAVC_merge': {
      const merged = translateMerge(bound, clipOf('clipa'), clipOf('clipb'), context);
      return merged && remember(following, call, merged);
    }
    default:
      return remember(following, call, TRANSLATORS[known as ClipFunction](bound, clipOf('clip') ?? SOURCE, context));
  }
}

function remember(following: Following, call: PythonCall, state: ChainState): ChainState {
  const clip = { ...state, calls: [...state.calls, call] };
  following.last = clip;
  return clip;
}

/** The function of HAVC that is called; undefined for other calls. */
function havcName(call: PythonCall, { script, warnings }: Following): string | undefined {
  const written = lastPart(call.name);
  const names = [...Object.keys(SIGNATURES), ...Object.keys(UNTRANSLATED)];
  if (names.includes(written)) return written;
  const module = call.name.includes('.') ? headOf(call.name) : undefined;
  const meant = /^(?:HAVC_|(?:HAVC_)?ddeoldify)/i.test(written) || (module !== undefined && script.modules.has(module));
  if (!meant) return undefined;
  const similar = names.find((name) => name.toLowerCase() === written.toLowerCase());
  if (similar === undefined) {
    const advice = nameAdvice(written, names);
    const ended = advice.endsWith('?') ? advice : `${advice}.`;
    throw callError(call, `HAVC has no function ${written.slice(0, 60)}: ${ended}`, { function: written });
  }
  warnings.push({
    kind: 'spelling',
    function: similar,
    message: `${written} was taken for ${similar}; Python minds capitals.`,
    line: call.line,
  });
  return similar;
}

/** Calls whose result isn't in what is given out. */
function warnUnused({ calls, warnings, script }: Following, result: ChainState | undefined): void {
  const used = new Set(result?.calls);
  for (const call of calls) {
    const name = lastPart(call.name);
    if (used.has(call) || name.startsWith('HAVC_set_') || name === 'HAVC_read_video') continue;
    // Whatever stands alone in a script is what is given out.
    if (script.statements.length === 1) continue;
    const message = `${name} has no part in the clip that is given out: it is left out.`;
    warnings.push({ kind: 'left-out', function: name, message, line: call.line });
  }
}

/** One warning for all filters of others. */
function warnOthers({ others, warnings }: Following): void {
  const [first] = others;
  if (first === undefined) return;
  const names = [...new Set(others.map(({ name }) => name.slice(0, 60)))];
  const shown = names.slice(0, 6).join(', ') + (names.length > 6 ? ', ...' : '');
  const message = `Other filters between HAVC's are no part of the recipe: ${shown}.`;
  warnings.push({ kind: 'left-out', message, line: first.line });
}

/** The error of a text without a call of HAVC. */
function noCall({ statements, leftOut }: CallScript): Error {
  const place: Place = statements[0] ?? leftOut[0] ?? { line: 1, column: 1 };
  const names = [...Object.keys(SIGNATURES), ...Object.keys(UNTRANSLATED)];
  for (const { value } of statements) {
    if (value.kind !== 'call') continue;
    const near = nearestName(lastPart(value.name), names);
    if (near !== undefined) {
      return callError(value, `${lastPart(value.name)} is no function of HAVC: did you mean ${near}?`);
    }
  }
  const [unread] = leftOut;
  const why = unread === undefined ? '' : ` Line ${unread.line} could not be read: ${unread.reason}`;
  return callError(place, `no call of HAVC was found, such as HAVC_main(clip, Preset="fast").${why}`);
}

function headOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
