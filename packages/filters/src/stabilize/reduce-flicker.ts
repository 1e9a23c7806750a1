import { ensureRgbImage, ensureSameShape, HavcError, type RgbImage, rgbOutput } from '@havc/core';
import { PixelRun, runsOf } from './pixel-run.ts';

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
  const runs = pictures.map((picture) => new PixelRun(picture));
  const to = new PixelRun(result);
  const bytes = (distance: number) => runs[radius + distance]!.bytes;
  const calm = options.aggressive ? calmMore : calmPlainly;
  const combine = options.aggressive ? widest : nearest;
  for (const [start, length] of runsOf(current)) {
    for (const run of runs) run.read(start, length);
    if (strength === 3) combine(bytes(0), bytes(-2), bytes(2), bytes(-3), bytes(3), 3 * length);
    calm(bytes(0), bytes(-1), bytes(1), bytes(-2), bytes(strength === 1 ? -2 : 2), to.bytes, 3 * length);
    to.write(start, length);
  }
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

type Samples = Uint8Array;

function calmPlainly(
  current: Samples,
  previous: Samples,
  next: Samples,
  before: Samples,
  after: Samples,
  to: Samples,
  samples: number,
): void {
  for (let i = 0; i < samples; i++) {
    const own = current[i]!;
    const p = previous[i]!;
    const n = next[i]!;
    const distance = lesser(absolute(own - before[i]!), absolute(own - after[i]!));
    const low = lesser(p, n);
    const high = (p + n - low) | 0;
    const upper = greater(low - distance, own);
    const lower = lesser(high + distance, own);
    const mean = (greater(((p + n + 1) >> 1) - 1, 0) + own + 1) >> 1;
    to[i] = lesser(greater(mean, lower), upper);
  }
}

function calmMore(
  current: Samples,
  previous: Samples,
  next: Samples,
  before: Samples,
  after: Samples,
  to: Samples,
  samples: number,
): void {
  for (let i = 0; i < samples; i++) {
    const own = current[i]!;
    const p = previous[i]!;
    const n = next[i]!;
    const a = before[i]!;
    const b = after[i]!;
    const lowest = lesser(a, b);
    const highest = (a + b - lowest) | 0;
    const low = lesser(p, n);
    const high = (p + n - low) | 0;
    const upper = greater(low - greater(lowest - own, 0), own);
    const lower = lesser(high + greater(own - highest, 0), own);
    const mean = (greater(((p + n + 1) >> 1) - 1, 0) + own + 1) >> 1;
    to[i] = lesser(greater(mean, lower), upper);
  }
}

/** Puts into `a` and `b` those of the samples that are closest to the current ones. */
function nearest(own: Samples, a: Samples, b: Samples, c: Samples, d: Samples, samples: number): void {
  for (let i = 0; i < samples; i++) {
    const value = own[i]!;
    a[i] = Math.abs(value - a[i]!) < Math.abs(value - c[i]!) ? a[i]! : c[i]!;
    b[i] = Math.abs(value - b[i]!) < Math.abs(value - d[i]!) ? b[i]! : d[i]!;
  }
}

/** Puts into `a` the lowest and into `b` the highest of four samples. */
function widest(_: Samples, a: Samples, b: Samples, c: Samples, d: Samples, samples: number): void {
  for (let i = 0; i < samples; i++) {
    const [p, q, r, s] = [a[i]!, b[i]!, c[i]!, d[i]!];
    a[i] = lesser(lesser(p, q), lesser(r, s));
    b[i] = greater(greater(p, q), greater(r, s));
  }
}

// Without branches, which on grainy pictures are guessed wrong half of the time: the sign fills or clears a mask.

function lesser(x: number, y: number): number {
  const difference = (x - y) | 0;
  return (y + (difference & (difference >> 31))) | 0;
}

function greater(x: number, y: number): number {
  const difference = (x - y) | 0;
  return (x - (difference & (difference >> 31))) | 0;
}

function absolute(x: number): number {
  const sign = x >> 31;
  return ((x ^ sign) - sign) | 0;
}
