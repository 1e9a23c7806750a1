import { MERGE_METHODS } from '@havc/filters';
import { FIRST_MODELS, SECOND_MODELS } from '../presets/named-choices.ts';
import type { ColorNodeInput } from '../recipe/color-schema.ts';
import type { BoundCall } from './bind-arguments.ts';
import { type ChainState, withColor } from './chain-state.ts';
import { type ListItem, readList } from './read-list.ts';
import { type TranslationContext, warnMachine } from './translation.ts';

/** Parameters that `ddeoldify` had up to version 2, and has no more. */
const OWN = [
  'model',
  'render_factor',
  'sat',
  'hue',
  'dd_model',
  'dd_method',
  'dd_weight',
  'merge_weight',
  'dd_render_factor',
  'dd_strength',
] as const;

const SATURATIONS = [
  ['deoldify', 'number', 1, 0, 10],
  ['ddcolor', 'number', 1, 0, 10],
] as const satisfies readonly ListItem[];

const HUES = [
  ['deoldify', 'number', 0, -180, 180],
  ['ddcolor', 'number', 0, -180, 180],
] as const satisfies readonly ListItem[];

/** Whether a call of `ddeoldify` was written for version 2 or before. */
export function isVersion2(call: BoundCall): boolean {
  return OWN.some((parameter) => call.parameters.includes(parameter) && call.given(parameter) !== undefined);
}

/** `ddeoldify` as it was called up to version 2: models, their size, trims and weight. */
export function translateVersion2(call: BoundCall, state: ChainState, context: TranslationContext): ChainState {
  warnMachine(call, context);
  const message = `${call.function} is called as in version 2 and before: models, weight, saturation and hue are taken over.`;
  context.warn('differs', undefined, message);
  const saturations = readList(call, 'sat', SATURATIONS) as number[];
  const hues = readList(call, 'hue', HUES) as number[];
  const trim = (index: number) => {
    const [saturation, hueDegrees] = [saturations[index]!, hues[index]!];
    return saturation === 1 && hueDegrees === 0 ? [] : [{ filter: 'tweak' as const, hueDegrees, saturation }];
  };
  const first: ColorNodeInput = {
    model: Object.values(FIRST_MODELS)[call.number('model')]!,
    renderFactor: call.number('render_factor'),
    after: trim(0),
  };
  const second: ColorNodeInput = {
    model: Object.values(SECOND_MODELS)[call.number('dd_model')]!,
    renderFactor: readSecondFactor(call),
    after: trim(1),
  };
  const weight = call.number(call.given('merge_weight') ? 'merge_weight' : 'dd_weight');
  let method = call.number('dd_method');
  if (method > 1 && weight === 0) method = 0;
  if (method > 1 && weight === 1) method = 1;
  if (method < 2) return withColor(state, { color: method === 0 ? first : second }, context.warn);
  // Methods 0 and 1 are done; the schema has what the others need.
  const merge = { method: MERGE_METHODS[method] as 'simple', weight };
  return withColor(state, { color: { merge, first, second } }, context.warn);
}

function readSecondFactor(call: BoundCall): number | 'auto' {
  const parameter = call.given('dd_strength') ? 'dd_strength' : 'dd_render_factor';
  const factor = call.number(parameter);
  if (factor === 0) return 'auto';
  if (factor < 4) throw call.invalid(parameter, '0 or a whole number from 4 to 64');
  return factor;
}
