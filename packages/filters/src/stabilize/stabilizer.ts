import {
  createRgbImage,
  type Frame,
  HavcError,
  mapFrames,
  pipe,
  type RgbImage,
  replaceLuma,
  resizeSpline36,
  resizeSpline64,
  type Stage,
  sizeOf,
} from '@havc/core';
import { type DarkenShadowsOptions, darkenShadows } from '../chroma/darken-shadows.ts';
import { type SmoothChromaOptions, smoothChroma } from '../chroma/smooth-chroma.ts';
import { adjustHues } from '../hue/adjust-hues.ts';
import type { HueExpression } from '../hue/hue-expression.ts';
import { ensureOneOf } from '../option-checks.ts';
import { type DeflickerOptions, deflicker } from './deflicker.ts';
import { type StabilizeChromaOptions, stabilizeChroma } from './stabilize-chroma.ts';

/** What {@link stabilizer} does; what isn't named is left out. All of it but `signal` is plain data. */
export interface StabilizerOptions {
  /** Takes colour out of dark parts; see `darkenShadows`. Default: off. */
  readonly dark?: DarkenShadowsOptions;
  /** Takes some colour out of all but the bright parts; see `smoothChroma`. Default: off. */
  readonly smooth?: SmoothChromaOptions;
  /** Turns hues into others, as `colorMap` or `parseHueExpression` give it; see `adjustHues`. Default: off. */
  readonly colorMap?: HueExpression;
  /** Averages colours over time; see `stabilizeChroma`. Default: off. */
  readonly stabilize?: Omit<StabilizeChromaOptions, 'signal'>;
  /** Calms alternating samples after that; see `deflicker`. Default: on with `stabilize`, off without. */
  readonly deflicker?: 'on' | 'off' | Omit<DeflickerOptions, 'signal'>;
  /**
   * Size that the filters work at: a square of 16 times this number of pixels, at most as wide as the frame. 16..64,
   * or 0 for two fifths of the frame's width (256 to 512 pixels), or `full` for frames as they are. Default: 24.
   */
  readonly renderFactor?: number | 'full';
  /** Ends the stream at once with HavcError `ABORTED`. */
  readonly signal?: AbortSignal;
}

/**
 * A stage that steadies the colours of a coloured film with all that this folder has: darkness, chroma smoothing, colour
 * mapping, mean over time, deflicker, in this order.
 *
 * The eye is less sharp for colour, so all this is done at a smaller size: frames are squeezed to a square, its colours
 * enlarged, and luma is that of the frame (OpenCV's 8-bit Y). With `full`, nothing is resized. Without any filter, frames
 * are passed on as they are. What looks at neighbours stays inside a shot, as its own stage does.
 *
 * @throws HavcError `OPTION_INVALID` for an option out of range; while being read, `SHAPE_INVALID` when the size changes
 * inside a shot, `ABORTED`.
 *
 * Source: HAVC's `HAVC_stabilizer` (Spline64 down, Spline36 up). There, luma goes back through dithered 4:2:0.
 */
export function stabilizer(options: StabilizerOptions = {}): Stage {
  const { dark, smooth, colorMap, stabilize, signal } = options;
  const renderFactor = ensureRenderFactor(options.renderFactor ?? 24);
  const withSignal = signal ? { signal } : {};
  const overTime: Stage[] = stabilize ? [stabilizeChroma({ ...stabilize, ...withSignal })] : [];
  const calm = deflickerOptions(options);
  if (calm) overTime.push(deflicker({ ...calm, ...withSignal }));
  const single: ((image: RgbImage, out?: RgbImage) => RgbImage)[] = [];
  if (dark) single.push((image, out) => darkenShadows(image, dark, out));
  if (smooth) single.push((image, out) => smoothChroma(image, smooth, out));
  if (colorMap) single.push((image, out) => adjustHues(image, colorMap, {}, out));
  // Kernels check their options themselves; a picture of one pixel makes them do it now.
  for (const filter of single) filter(createRgbImage(1, 1));
  if (single.length + overTime.length === 0) return (source) => source;

  return (source) => {
    // Frames keep their order, so the originals of those that are on their way stand in a queue.
    const originals: RgbImage[] = [];
    const prepare = (frame: Frame): Frame => {
      originals.push(frame.image);
      const size = workingSize(frame.image, renderFactor);
      let image = size ? resizeSpline64(frame.image, size) : frame.image;
      // After the first step the picture is our own, to be written onto.
      for (const filter of single) image = image === frame.image ? filter(image) : filter(image, image);
      return { ...frame, image };
    };
    const finish = (frame: Frame): Frame => {
      const original = originals.shift()!;
      if (frame.image === original) return frame;
      const size = sizeOf(original);
      const own = sizeOf(frame.image);
      const isResized = own.width !== size.width || own.height !== size.height;
      const enlarged = isResized ? resizeSpline36(frame.image, size) : frame.image;
      return { ...frame, image: replaceLuma(original, enlarged, enlarged) };
    };
    return pipe(source, mapFrames(prepare, withSignal), ...overTime, mapFrames(finish, withSignal));
  };
}

/** The size that filters work at, or undefined for the picture's own. */
function workingSize(image: RgbImage, renderFactor: number | 'full'): { width: number; height: number } | undefined {
  if (renderFactor === 'full') return undefined;
  const { width, height } = sizeOf(image);
  const factor = renderFactor === 0 ? Math.min(32, Math.max(16, Math.trunc((0.4 * width) / 16))) : renderFactor;
  const side = Math.min(16 * factor, width);
  return side === width && side === height ? undefined : { width: side, height: side };
}

function ensureRenderFactor(factor: number | 'full'): number | 'full' {
  if (factor === 'full' || factor === 0 || (Number.isInteger(factor) && factor >= 16 && factor <= 64)) return factor;
  throw new HavcError(
    'OPTION_INVALID',
    `options.renderFactor must be a whole number from 16 to 64, 0 or 'full', got ${JSON.stringify(factor)}.`,
  );
}

function deflickerOptions(options: StabilizerOptions): DeflickerOptions | undefined {
  const chosen = options.deflicker ?? (options.stabilize ? 'on' : 'off');
  if (typeof chosen === 'object') return chosen;
  return ensureOneOf(chosen, 'options.deflicker', ['on', 'off']) === 'on' ? {} : undefined;
}
