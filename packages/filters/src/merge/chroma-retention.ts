import { type Plane, type RgbImage, replaceLuma, resizeSpline64, sizeOf } from '@havc/core';
import { grayMask } from '../chroma/gray-mask.ts';
import { type GrayMaskOptions, grayWeights } from '../chroma/gray-weights.ts';
import { restoreColor } from '../chroma/restore-color.ts';
import { meanLuma } from '../luma/mean-luma.ts';
import { ensureNumber, ensureOneOf } from '../option-checks.ts';
import { gateWeight } from '../tone/luma-gate.ts';
import { MERGE_DEFAULTS } from './defaults.ts';
import { ensureMergePair } from './ensure-merge-pair.ts';
import { mergeWeighted } from './weighted.ts';
import { workingSquare } from './working-square.ts';

/** Options of {@link mergeChromaRetention}; `threshold`, `curve` and `steepness` tell what counts as gray. */
export interface ChromaRetentionOptions extends GrayMaskOptions {
  /** Share of the filled picture, 0..1. Default 0.9. */
  readonly weight?: number;
  /** Factor on the saturation of the colours that are filled in, 0..10. Default 0.8. */
  readonly saturation?: number;
  /**
   * −1..1. Above 0: the share of the second's colours laid over the whole filled picture. Below 0: the share (without
   * its sign) of the first picture. Default 0: neither.
   */
  readonly maskWeight?: number;
  /**
   * `'full'` (default) works on the pictures as they are. `'square'` shrinks them to a square of 256 to 768 pixels,
   * where that is narrower, and puts the colours back on the first's luma.
   */
  readonly workingSize?: 'full' | 'square';
  /**
   * Over which range of mean luma the gentler treatment of very dark and very bright frames sets in, 0..0.2. Default
   * 0.04: ±0.02 around the limits 0.22 and 0.78. 0 switches hard, as the original does, so that a scene near a limit
   * flickers.
   */
  readonly transition?: number;
}

/** Mean lumas between which a frame gets the whole treatment. */
const STANDARD_LUMA = { from: 0.22, to: 0.78 } as const;
/** What the mask weight is at most, and the steepness at least, in frames beyond: three parts of gray in four stay. */
const BEYOND_MASK_WEIGHT = -0.5;
const BEYOND_STEEPNESS = 4;

/** Complete options, checked. */
export function chromaRetentionSettings(options: ChromaRetentionOptions): Required<ChromaRetentionOptions> {
  const settings = { ...MERGE_DEFAULTS['chroma-retention'], ...options };
  ensureNumber(settings.weight, 'options.weight', 0, 1);
  ensureNumber(settings.saturation, 'options.saturation', 0, 10);
  ensureNumber(settings.maskWeight, 'options.maskWeight', -1, 1);
  ensureOneOf(settings.workingSize, 'options.workingSize', ['full', 'square']);
  ensureNumber(settings.transition, 'options.transition', 0, 0.2);
  grayWeights(settings, 'options');
  return settings;
}

/** Where the first picture of a merge is gray and gets the second's colours, 0..255, its mean luma taken into account. */
export function chromaRetentionMask(first: RgbImage, options: ChromaRetentionOptions = {}, out?: Plane): Plane {
  return grayMask(first, settingsForFrame(first, chromaRetentionSettings(options)), out);
}

/**
 * The first picture with its grayish pixels filled with colours of the second.
 *
 * R = first · (1 − m / 255) + C · m / 255, with C the second at `saturation` and the mask m of `grayMask`; then
 * `maskWeight`, as in `restoreColor`; out = first + weight · (R − first), rounded. In frames of a mean luma outside of
 * 0.22..0.78 `maskWeight` is at most −0.5 and `steepness` at least 4, so that less is filled.
 *
 * @param first - R'G'B', full range, any strides.
 * @param second - same shape.
 * @param options - see {@link ChromaRetentionOptions}.
 * @param out - same shape; a new image when absent. Must not share memory with `first` or `second`.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for an option or a
 * shared memory.
 *
 * Source: HAVC's merge method 6 (`ChromaRetentionMerge` in vsslib/mcomb.py, `vs_sc_recover_gradient_color` in
 * vsslib/vsfilters.py). It takes the `'steep'` curve whatever is asked for; here the curve counts.
 */
export function mergeChromaRetention(
  first: RgbImage,
  second: RgbImage,
  options: ChromaRetentionOptions = {},
  out?: RgbImage,
): RgbImage {
  const settings = chromaRetentionSettings(options);
  const result = ensureMergePair(first, second, out);
  const blend = { weight: settings.weight, arithmetic: 'vapoursynth' } as const;
  const size = sizeOf(first);
  const side = workingSquare(size.width, 768);
  if (settings.workingSize === 'full' || side === size.width) {
    restoreColor(first, second, restoration(first, settings), result);
    return mergeWeighted(first, result, blend, result);
  }
  const square = { width: side, height: side };
  const small = resizeSpline64(first, square);
  const filled = restoreColor(small, resizeSpline64(second, square), restoration(small, settings));
  return mergeWeighted(first, replaceLuma(first, resizeSpline64(filled, size)), blend, result);
}

/** `restoreColor`'s options. */
function restoration(image: RgbImage, settings: Required<ChromaRetentionOptions>) {
  const { maskWeight, ...rest } = settingsForFrame(image, settings);
  return { ...rest, weight: maskWeight };
}

/** The settings as a frame's mean luma changes them. */
function settingsForFrame(
  image: RgbImage,
  settings: Required<ChromaRetentionOptions>,
): Required<ChromaRetentionOptions> {
  const { maskWeight, steepness, transition } = settings;
  const beyond = 1 - gateWeight(meanLuma(image), { ...STANDARD_LUMA, softness: transition });
  return {
    ...settings,
    maskWeight: maskWeight + beyond * (Math.min(maskWeight, BEYOND_MASK_WEIGHT) - maskWeight),
    steepness: steepness + beyond * (Math.max(steepness, BEYOND_STEEPNESS) - steepness),
  };
}
