import { type ColorRange, ensureRgbImage, HavcError, type RgbImage } from '@havc/core';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { claheLuma } from './clahe-luma.ts';
import { type ClaheOptions, claheOptions } from './clahe-plane.ts';
import { claheRgb } from './clahe-rgb.ts';
import type { DarkBlend } from './dark-blend.ts';
import { equalizeRgb } from './equalize-rgb.ts';
import type { LumaGate } from './luma-gate.ts';
import { retinexRgb } from './retinex-rgb.ts';

/**
 * How tone is equalised; the original's numbers in this order, 0 to 5.
 *
 * - `clahe-luma`: CLAHE on luma, gentle
 * - `equalize-rgb`: each channel equalised
 * - `clahe-rgb`: CLAHE on each channel
 * - `clahe-and-equalize`: the first and the second mixed, each with its own share in dark frames
 * - `look`: a look of the caller's
 * - `retinex`: multi-scale retinex with hues kept
 */
export type ToneMethod = 'clahe-luma' | 'equalize-rgb' | 'clahe-rgb' | 'clahe-and-equalize' | 'look' | 'retinex';

/** All {@link ToneMethod}s, in the order of the original's numbers. */
export const TONE_METHODS: readonly ToneMethod[] = [
  'clahe-luma',
  'equalize-rgb',
  'clahe-rgb',
  'clahe-and-equalize',
  'look',
  'retinex',
];

/** What a method needs to know. */
export interface ToneMethodOptions extends ClaheOptions {
  /** Default `clahe-luma`. */
  readonly method?: ToneMethod;
  /** Share of the equalised picture in `clahe-and-equalize`, 0..1, default 0.3. */
  readonly equalizeShare?: number;
  /** The look of method `look`, e.g. a LUT of one's own; must leave its argument as it is. */
  readonly look?: (image: RgbImage) => RgbImage;
  /** The range of the picture's codes: 0..255 (`full`, the default) or 16..235 (`limited`). */
  readonly range?: ColorRange;
}

/** A method that is one filter. */
export type SingleToneMethod = Exclude<ToneMethod, 'clahe-and-equalize'>;

/** One filter, and its share of the result. */
export interface TonePart {
  readonly method: SingleToneMethod;
  /** 0..1; those of a method's parts are 1 together. */
  readonly share: number;
  readonly filter: ToneFilter;
}

/** The filtered picture, in `out` if the filter can write there. */
type ToneFilter = (image: RgbImage, out?: RgbImage) => RgbImage;

/** The one or two filters that a method consists of, with its options checked. */
export function toneParts(options: ToneMethodOptions): readonly TonePart[] {
  const method = ensureOneOf(options.method ?? 'clahe-luma', 'options.method', TONE_METHODS);
  const share = ensureNumber(options.equalizeShare ?? 0.3, 'options.equalizeShare', 0, 1);
  const part = (single: SingleToneMethod, of: number) => ({
    method: single,
    share: of,
    filter: filterOf(single, options),
  });
  if (method !== 'clahe-and-equalize') return [part(method, 1)];
  return [part('clahe-luma', 1 - share), part('equalize-rgb', share)];
}

function filterOf(method: SingleToneMethod, options: ToneMethodOptions): ToneFilter {
  const range = ensureOneOf(options.range ?? 'full', 'options.range', ['full', 'limited']);
  const clahe = claheOptions(options);
  switch (method) {
    case 'clahe-luma':
      return (image, out) => claheLuma(image, { ...clahe, range }, out);
    case 'equalize-rgb':
      return (image, out) => equalizeRgb(image, out);
    case 'clahe-rgb':
      return (image, out) => claheRgb(image, clahe, out);
    case 'look':
      return ensureLook(options.look);
    case 'retinex':
      return (image, out) => retinexRgb(image, { range }, out);
  }
}

function ensureLook(look: ToneMethodOptions['look']): (image: RgbImage) => RgbImage {
  if (typeof look === 'function') {
    return (image) => {
      const result = look(image);
      ensureRgbImage(result, 'the result of options.look');
      return result;
    };
  }
  throw new HavcError('OPTION_INVALID', "options.look must be a function for method 'look': pass one, e.g. a LUT's.");
}

/** Between which mean lumas a method acts; absent for `look`, which acts on all frames. */
export function gateOf(method: SingleToneMethod): LumaGate | undefined {
  if (method === 'look') return undefined;
  if (method === 'retinex') return { from: 0.2, to: 0.8, softness: 0.1 };
  return { from: 0.15, to: 0.7, softness: 0.1 };
}

/** How dark frames keep themselves from a method; absent for `look`. */
export function darkBlendOf(method: SingleToneMethod): DarkBlend | undefined {
  const common = { below: 0.4, most: 0.9, softness: 0.05 };
  switch (method) {
    case 'look':
      return undefined;
    case 'retinex':
      return { ...common, power: 3, least: 0.25 };
    case 'clahe-luma':
      return { ...common, power: 2, least: 0.35 };
    case 'equalize-rgb':
    case 'clahe-rgb':
      return { ...common, power: 4, least: 0.15 };
  }
}
