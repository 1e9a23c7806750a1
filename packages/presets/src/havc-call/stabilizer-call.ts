import type { StepInput } from '../recipe/step-schemas.ts';
import type { BoundCall } from './bind-arguments.ts';
import { type ChainState, withSteps } from './chain-state.ts';
import { readColorMap, readHueChange, readHueRanges } from './hue-parameter.ts';
import { type ListItem, readList } from './read-list.ts';
import { type TranslationContext, warnChanged } from './translation.ts';

const DARK = [
  ['dark_threshold', 'number', 0.2, 0, 1],
  ['dark_amount', 'number', 0.8, 0, 1],
  ['chroma_range', 'text', 'none'],
] as const satisfies readonly ListItem[];

const SMOOTH = [
  ['dark_threshold', 'number', 0.3, 0, 1],
  ['white_threshold', 'number', 0.7, 0, 1],
  ['dark_sat', 'number', 0.9, 0, 1],
  ['dark_bright', 'number', 0, 0, 1],
  ['chroma_adjustment', 'text', 'none'],
] as const satisfies readonly ListItem[];

const STABILIZE = [
  ['nframes', 'whole', 5, 3, 15],
  ['mode', 'text', 'A'],
  ['sat', 'number', 1, 0, 1],
  ['tht', 'number', 15, 0, 255],
  ['weight', 'number', 0.2, 0, 1],
  ['tht_scen', 'number', 0.8, 0, 1],
  ['chroma_adjustment', 'text', 'none'],
] as const satisfies readonly ListItem[];

/** The names of the means over time, with those of version 2. */
const MODES: Readonly<Record<string, 'arithmetic' | 'weighted'>> = {
  a: 'arithmetic',
  arithmetic: 'arithmetic',
  center: 'arithmetic',
  w: 'weighted',
  weighted: 'weighted',
  left: 'weighted',
  right: 'weighted',
};

/** `HAVC_stabilizer` and `ddeoldify_stabilizer`. */
export function translateStabilizer(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  const step = {
    filter: 'stabilizer' as const,
    renderFactor: readRenderFactor(call),
    dark: call.boolean('dark') ? readDark(call) : null,
    smooth: call.boolean('smooth') ? readSmooth(call) : null,
    hues: readColorMap(call, 'colormap') ?? null,
    stabilize: call.boolean('stab') ? readStabilize(call, context) : null,
    deflicker: call.boolean('stab') ? {} : null,
  } satisfies StepInput;
  for (const name of ['dark', 'smooth', 'stab']) {
    if (call.boolean(name)) continue;
    warnChanged(call, [`${name}_p`], context, 'no-effect', `has no effect without ${name}=True.`);
  }
  if (step.dark || step.smooth || step.hues || step.stabilize) return withSteps(state, [step], true);
  const message = `${call.function} changes nothing: dark, smooth, stab and colormap are all off.`;
  context.warn('no-effect', undefined, message);
  return state;
}

function readRenderFactor(call: BoundCall): number | 'auto' {
  const factor = call.number('render_factor');
  if (factor === 0) return 'auto';
  if (factor < 16) throw call.invalid('render_factor', '0 or a whole number from 16 to 64');
  return factor;
}

function readDark(call: BoundCall) {
  const [threshold, amount, hues] = readList(call, 'dark_p', DARK, 2);
  return {
    // As the original clamps it.
    threshold: Math.min(0.5, Math.max(0.1, Number(threshold))),
    amount: Number(amount),
    hues: readHueRanges(call, 'dark_p', String(hues)),
  };
}

function readSmooth(call: BoundCall) {
  const [dark, white, saturation, darken, hues] = readList(call, 'smooth_p', SMOOTH, 4);
  return {
    ...{ dark: Number(dark), white: Number(white), saturation: Number(saturation), darken: Number(darken) },
    hues: readHueChange(call, 'smooth_p', String(hues)) ?? null,
  };
}

function readStabilize(call: BoundCall, { warn }: TranslationContext) {
  const [frames, modeName, saturation, threshold, weight, maxGrayShare, hues] = readList(call, 'stab_p', STABILIZE, 6);
  const mode = Object.hasOwn(MODES, String(modeName).toLowerCase()) ? MODES[String(modeName).toLowerCase()] : undefined;
  if (mode === undefined) throw call.invalid('stab_p', 'a list whose second item (mode) is "A" or "W"');
  if (mode === 'weighted') {
    const message =
      'stab_p: the weighted mean falls off alike on both sides; the original weighs the farthest future frame most. ' +
      '"mode": "weighted-unmirrored" gives its way.';
    warn('differs', 'stab_p', message, call.given('stab_p'));
  }
  return {
    // An even number of frames has no middle: the original takes one more.
    frames: Number(frames) + ((Number(frames) + 1) % 2),
    mode,
    refill: {
      threshold: Number(threshold),
      saturation: Number(saturation),
      weight: Number(weight),
      maxGrayShare: Number(maxGrayShare),
    },
    hues: readHueChange(call, 'stab_p', String(hues)) ?? null,
  };
}
