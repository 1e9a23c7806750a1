import {
  COLOR_MATRICES,
  type ColorMatrix,
  ensureRgbImage,
  ensureSameShape,
  HavcError,
  overRuns,
  PixelRun,
  type RgbImage,
  rgbOutput,
  runAddress,
} from '@havc/core';
import { ensureOneOf, ensureWhole } from '../option-checks.ts';
import { PLACES, placeStep, writeShorts } from './average-places.ts';
import { averageYuvBytes } from './average-yuv-bytes.ts';
import { type ChromaChange, type LumaShares, PlainChange } from './chroma-change.ts';
import { ensureShares } from './ensure-shares.ts';
import { type GrayRefill, grayRefill } from './gray-refill.ts';
import { stabilizeKernels } from './kernels.ts';
import { RefillChange } from './refill-change.ts';

/** How {@link averageChroma} takes the mean. */
export interface AverageChromaOptions {
  /** Position in `pictures` of the one whose luma stays. Default: the middle one. */
  readonly current?: number;
  /**
   * `exact` averages the differences R − G and B − G, which lose nothing; `bytes` averages U and V of OpenCV's 8-bit
   * YUV and cuts off the fraction, bit for bit as the original does. Default: `exact`.
   */
  readonly arithmetic?: 'exact' | 'bytes';
  /** Whose luma stays. Default: `bt601`, the luma of all the other filters. Only for `exact`. */
  readonly matrix?: ColorMatrix;
  /** Keeps the current colour where a neighbour has none. Default: off. Only for `exact`. */
  readonly refill?: GrayRefill;
}

/**
 * The current picture with its colours averaged over a window of pictures; its luma stays.
 *
 * With `exact` it is the change that is computed: d = sum(share · (R − G of a picture − R − G of the current one)), the
 * same for B − G, and green moves by what keeps luma. So nothing is lost where nothing changes: equal pictures give the
 * current one bit for bit, and gray stays gray. Luma is kept to half a code (a whole one once it is rounded itself),
 * except where a sample runs out of 0..255 and is clipped. Differences need no conversion, so there is none to repeat
 * for every window that a picture is in.
 *
 * @param pictures - R'G'B' of one shape in the order of time, any strides; 16 at most.
 * @param weights - of each picture in per cent, whole numbers from 0 that add up to 100: see `temporalWeights`.
 * @param out - same shape; a new image when absent. May be one of `pictures` itself; must not overlap them otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when the pictures aren't bytes of one shape; `OPTION_INVALID` for weights or options.
 *
 * Source: HAVC's `_color_temporal_stabilizer` (vsslib/imfilters.py) and, with `refill`, `vs_chroma_stabilizer_ex`
 * (vsslib/vsfilters.py). The original averages 8-bit U and V, with a fraction cut off or through dithered 4:2:0, and so
 * changes pictures that should stay: `bytes` has its numbers. With refill and a saturation below 1, its luma is that of
 * the first refilled neighbour.
 */
export function averageChroma(
  pictures: readonly RgbImage[],
  weights: readonly number[],
  options: AverageChromaOptions = {},
  out?: RgbImage,
): RgbImage {
  const { arithmetic = 'exact', matrix = 'bt601' } = options;
  ensureShares(weights, pictures.length, 'picture');
  ensureWhole(pictures.length, 'pictures.length', 1, 16);
  const current = ensureWhole(options.current ?? (pictures.length - 1) >> 1, 'options.current', 0, pictures.length - 1);
  ensureOneOf(arithmetic, 'options.arithmetic', ['exact', 'bytes']);
  ensureOneOf(matrix, 'options.matrix', Object.keys(COLOR_MATRICES) as ColorMatrix[]);
  const refill = options.refill && grayRefill(options.refill, 'options.refill');
  if (arithmetic === 'bytes' && refill) {
    throw new HavcError('OPTION_INVALID', "options.refill needs options.arithmetic 'exact', got 'bytes'.");
  }
  const own = pictures[current]!;
  pictures.forEach((picture, n) => {
    ensureRgbImage(picture, `pictures[${n}]`);
    ensureSameShape(picture, own, [`pictures[${n}]`, `pictures[${current}]`]);
  });
  const result = rgbOutput(out, own);
  if (arithmetic === 'bytes') return averageYuvBytes(pictures, weights, current, result);

  // The current picture's own share changes nothing: only its neighbours count.
  const counts = (n: number) => n !== current && weights[n] !== 0;
  writeAverage(
    own,
    pictures.filter((_, n) => counts(n)),
    weights.filter((_, n) => counts(n)),
    { luma: COLOR_MATRICES[matrix], ...(refill && refill.threshold > 0 ? { refill } : {}) },
    result,
  );
  return result;
}

/** Bits after the point of luma's factors; with 10 bits after that of a change, every sum stays inside 31 bits. */
const LUMA_SHIFT = 13;

function writeAverage(
  own: RgbImage,
  neighbors: readonly RgbImage[],
  shares: readonly number[],
  { luma, refill }: { readonly luma: LumaShares; readonly refill?: Required<GrayRefill> },
  out: RgbImage,
): void {
  const { kernels, memory } = stabilizeKernels();
  const ownRun = new PixelRun(own, memory, PLACES.own);
  const runs = neighbors.map((picture, n) => new PixelRun(picture, memory, PLACES.neighbors + n));
  const to = new PixelRun(out, memory, PLACES.output);
  const change: ChromaChange = refill
    ? new RefillChange(own, ownRun, runs, shares, { refill, luma })
    : new PlainChange(shares);
  const weights = runAddress(PLACES.weights);
  writeShorts(memory, weights, change.weights);
  const unit = Math.round(2 ** 20 / change.whole);
  const [kr, kb] = [Math.round(luma.kr * 2 ** LUMA_SHIFT), Math.round(luma.kb * 2 ** LUMA_SHIFT)];
  let start = 0;
  overRuns([ownRun, ...runs], to, own, (pixels) => {
    change.writeAdditions(start, pixels);
    kernels.averageChroma(
      ownRun.address,
      runAddress(PLACES.neighbors),
      placeStep(),
      runs.length,
      weights,
      runAddress(PLACES.additions),
      to.address,
      pixels,
      change.ownWeight,
      unit,
      kr,
      kb,
    );
    start += pixels;
  });
}
