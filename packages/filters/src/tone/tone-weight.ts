import { ensureNumber } from '../option-checks.ts';
import { type DarkBlend, darkBlendWeight } from './dark-blend.ts';
import { gateWeight, type LumaGate } from './luma-gate.ts';
import { darkBlendOf, gateOf, type SingleToneMethod } from './tone-method.ts';

/** Which frames get how much of a tone filter. */
export interface ToneWeightOptions {
  /**
   * Between which mean lumas the filter acts; what isn't given is the method's own: 0.15 to 0.70, for `retinex` 0.20 to
   * 0.80, with a softness of 0.1. `false` acts on all frames. `{ softness: 0 }` is the original's hard gate. Method
   * `look` has no gate unless one is given.
   */
  readonly gate?: Partial<LumaGate> | false;
  /**
   * Whether dark frames keep most of themselves: `true` (the default) with the method's own numbers, or some of them
   * replaced, or `false`. `{ softness: 0 }` is the original's. Method `look` has none unless one is given.
   */
  readonly darkBlend?: Partial<DarkBlend> | boolean;
  /**
   * The mean luma, 0..1, to decide by. Default: measured on the frame. A caller who smooths luma over a shot can pass
   * its own, so that flicker of the source doesn't become flicker of the filter.
   */
  readonly luma?: number;
}

/** How much of a filter's result a frame of this mean luma gets, 0..1. */
export function toneWeight(luma: number, method: SingleToneMethod, options: ToneWeightOptions): number {
  const value = ensureNumber(options.luma ?? luma, 'options.luma', 0, 1);
  return (
    ofGate(value, gateOf(method), options.gate) * ofDarkBlend(value, darkBlendOf(method), options.darkBlend ?? true)
  );
}

function ofGate(luma: number, usual: LumaGate | undefined, asked: ToneWeightOptions['gate']): number {
  if (asked === false || (asked === undefined && usual === undefined)) return 1;
  return gateWeight(luma, { from: 0, to: 1, softness: 0, ...usual, ...asked });
}

function ofDarkBlend(luma: number, usual: DarkBlend | undefined, asked: Partial<DarkBlend> | boolean): number {
  if (asked === false || (asked === true && usual === undefined)) return 1;
  const given = asked === true ? {} : asked;
  return darkBlendWeight(luma, { below: 0.4, power: 1, least: 0, most: 1, softness: 0, ...usual, ...given });
}
