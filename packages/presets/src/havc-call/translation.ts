import type { SecondModelTweaks } from '../presets/preset-choices.ts';
import type { BoundCall } from './bind-arguments.ts';
import type { ChainState } from './chain-state.ts';
import type { HavcWarningKind, Warn } from './havc-warning.ts';

/** What the translation of a call knows besides its arguments. */
export interface TranslationContext {
  readonly warn: Warn;
  /** What HAVC_set_tweak_params has set for the presets. */
  tweaks?: SecondModelTweaks | undefined;
}

/** Gives the clip that a call gives, from the clip that it takes. */
export type Translate = (call: BoundCall, state: ChainState, context: TranslationContext) => ChainState;

/** Warns of those parameters that were written and are another than the default. */
export function warnChanged(
  call: BoundCall,
  parameters: readonly string[],
  { warn }: TranslationContext,
  kind: HavcWarningKind,
  because: string,
): void {
  for (const parameter of parameters) {
    if (call.changed(parameter)) warn(kind, parameter, `${parameter} ${because}`, call.given(parameter));
  }
}

/** Warns of parameters that say where and how to compute: options of the command, and no part of a recipe. */
export function warnMachine(call: BoundCall, context: TranslationContext): void {
  const { warn } = context;
  const about = (parameter: string, message: string) => {
    const value = call.given(parameter);
    if (value !== undefined) warn('elsewhere', parameter, message, value);
  };
  if (call.given('enable_fp16') && call.changed('enable_fp16')) {
    about('enable_fp16', 'enable_fp16 is no part of a recipe: give `havc colorize` --precision fp32.');
  }
  if (call.given('device_index') && call.changed('device_index')) {
    about('device_index', 'device_index is no part of a recipe: give `havc colorize` --device (cpu for 99).');
  }
  about('torch_dir', 'torch_dir is no part of a recipe: `havc models` says where models are kept.');
  for (const parameter of ['debug_level', 'sc_debug']) {
    if (call.given(parameter) && call.changed(parameter)) {
      about(parameter, `${parameter} is no part of a recipe: give the command --debug.`);
    }
  }
}
