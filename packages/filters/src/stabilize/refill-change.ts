import { type PixelRun, type RgbImage, RUN_PIXELS, runAddress } from '@havc/core';
import { PLACES, placeStep, writeShorts } from './average-places.ts';
import type { ChromaChange, LumaShares } from './chroma-change.ts';
import { BIT_BYTES, findGray } from './find-gray.ts';
import { type GrayRefill, refillShares } from './gray-refill.ts';
import { stabilizeKernels } from './kernels.ts';

/** What {@link RefillChange} is given beside the pictures. */
export interface RefillContext {
  readonly refill: Required<GrayRefill>;
  readonly luma: LumaShares;
}

/** Bits after the point of what is added. */
const SHIFT = 14;

/**
 * The mean of a window in which gray pixels of a neighbour count less, and current colours in their place.
 *
 * A first pass over all pictures finds out where neighbours are gray and how much of them is, on which their shares
 * depend. Then all pixels count as coloured, and where some are gray, the difference is added.
 */
export class RefillChange implements ChromaChange {
  readonly weights: readonly number[];
  readonly ownWeight: number;
  readonly whole: number;
  readonly #bits: Uint8Array;

  /**
   * @param image - the current picture; `own` is its run.
   * @param neighbors - runs, in the places for neighbours.
   */
  constructor(
    image: RgbImage,
    own: PixelRun,
    neighbors: readonly PixelRun[],
    weights: readonly number[],
    { refill, luma }: RefillContext,
  ) {
    const { counts, meanLuma, bits } = findGray(image, own, neighbors, refill.threshold, luma);
    this.#bits = bits;
    const pixels = image.shape[0]! * image.shape[1]!;
    const shares = counts.map((count) => refillShares(refill, meanLuma, count / pixels));
    // Shares that are cut by the gate are no whole per cent any more.
    this.whole = shares.every(({ colored }) => colored === 1) ? 100 : 256;
    const part = (weight: number) => (weight / 100) * this.whole;
    this.weights = withRoom(weights.map((weight, n) => Math.round(part(weight) * shares[n]!.colored)));
    // Filled-in colours of less saturation take some of the current one's.
    const faded = weights.map((weight, n) => part(weight) * (1 - shares[n]!.colored) * (1 - refill.saturation));
    this.ownWeight = total(this.weights) + Math.round(total(faded));
    // What the current samples count more, and a neighbour's less where it is gray.
    const less = weights.flatMap((weight, n) => {
      const share = (weight / 100) * 2 ** SHIFT * (shares[n]!.colored - shares[n]!.gray);
      return [Math.round(share * refill.saturation), -Math.round(share)];
    });
    writeShorts(stabilizeKernels().memory, runAddress(PLACES.less), less);
  }

  writeAdditions(start: number, pixels: number): void {
    const { kernels, memory } = stabilizeKernels();
    const [bits, count] = [runAddress(PLACES.bits), this.weights.length];
    const runBytes = BIT_BYTES * count;
    const at = (start / RUN_PIXELS) * runBytes;
    memory.set(this.#bits.subarray(at, at + runBytes), bits);
    kernels.addRefill(
      runAddress(PLACES.own),
      runAddress(PLACES.neighbors),
      placeStep(),
      count,
      bits,
      BIT_BYTES,
      runAddress(PLACES.less),
      runAddress(PLACES.additions),
      pixels,
    );
  }
}

/** The most that weights may add up to, for sums of 16 bits: 257 · 255 is 65535. */
const MOST = 257;

/** Takes from the largest weight what many small ones got by being rounded up, if that is too much in all. */
function withRoom(weights: readonly number[]): readonly number[] {
  const excess = total(weights) - MOST;
  return excess > 0 ? weights.with(weights.indexOf(Math.max(...weights)), Math.max(...weights) - excess) : weights;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
