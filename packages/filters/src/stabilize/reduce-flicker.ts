import { ensureRgbImage, ensureSameShape, HavcError, overRuns, PixelRun, type RgbImage, rgbOutput } from '@havc/core';
import { stabilizeKernels } from './kernels.ts';

/** How much {@link reduceFlicker} calms. */
export interface ReduceFlickerOptions {
  /**
   * How many frames are asked what the sample should be close to: 1, the second one before; 2, the second one after as
   * well; 3, the third ones too. The closest limits the correction, so more frames correct more. Default: 2.
   */
  readonly strength?: 1 | 2 | 3;
  /** Corrects more: distances above and below the current sample count apart. Default: false. */
  readonly aggressive?: boolean;
}

/**
 * The middle picture with samples pulled toward their neighbours in time where they alternate.
 *
 * With c the current sample, p and n the ones before and after, d the smallest distance of c to the samples two frames
 * away (see `strength`): a = ((p + n + 1) / 2 − 1 + c + 1) / 2, each cut to whole codes, held between
 * min(max(p, n) + d, c) and max(min(p, n) − d, c). So a sample changes only where it sticks out of its neighbours, and by
 * no more than leaves it d away from them. Equal pictures stay as they are.
 *
 * With `aggressive`, d above c and d below c are kept apart, and both are 0 where the samples two frames away lie on
 * both sides of c.
 *
 * @param pictures - R'G'B' of one shape in the order of time, any strides: 5, or 7 for a strength of 3. Where a shot
 * begins or ends, repeat its first or last picture.
 * @param options - see {@link ReduceFlickerOptions}.
 * @param out - same shape; a new image when absent. May be one of `pictures` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for their number or an
 * option.
 *
 * Source: ReduceFlicker's VapourSynth plugin, vector path. (Its plain path reads the previous frame where the next is
 * meant.)
 */
export function reduceFlicker(
  pictures: readonly RgbImage[],
  options: ReduceFlickerOptions = {},
  out?: RgbImage,
): RgbImage {
  const strength = flickerStrength(options.strength ?? 2);
  const radius = flickerRadius(strength);
  if (pictures.length !== 2 * radius + 1) {
    throw new HavcError(
      'OPTION_INVALID',
      `pictures must be ${2 * radius + 1} for a strength of ${strength}, got ${pictures.length}.`,
    );
  }
  const current = pictures[radius]!;
  pictures.forEach((picture, n) => {
    ensureRgbImage(picture, `pictures[${n}]`);
    ensureSameShape(picture, current, [`pictures[${n}]`, `pictures[${radius}]`]);
  });
  const result = rgbOutput(out, current);
  const { kernels, memory } = stabilizeKernels();
  const runs = pictures.map((picture, n) => new PixelRun(picture, memory, n));
  const to = new PixelRun(result, memory, pictures.length);
  const calm = options.aggressive ? kernels.reduceFlickerMore : kernels.reduceFlicker;
  const at = (distance: number) => runs[radius + distance]!.address;
  // Samples that aren't asked are given as others that are.
  const after = at(strength === 1 ? -2 : 2);
  const far = [strength === 3 ? at(-3) : at(-2), strength === 3 ? at(3) : after] as const;
  overRuns(runs, to, current, (pixels) => calm(at(0), at(-1), at(1), at(-2), after, ...far, to.address, 3 * pixels));
  return result;
}

/** The strength, checked. */
export function flickerStrength(strength: number): 1 | 2 | 3 {
  if (strength === 1 || strength === 2 || strength === 3) return strength;
  throw new HavcError('OPTION_INVALID', `options.strength must be 1, 2 or 3, got ${String(strength)}.`);
}

/** How many pictures a strength needs on each side. */
export function flickerRadius(strength: 1 | 2 | 3): 2 | 3 {
  return strength === 3 ? 3 : 2;
}
