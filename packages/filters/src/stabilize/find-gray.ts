import { type PixelRun, type RgbImage, RUN_PIXELS, runAddress } from '@havc/core';
import { PLACES } from './average-places.ts';
import type { LumaShares } from './chroma-change.ts';
import { stabilizeKernels } from './kernels.ts';

/** Bits after the point of luma's factors. */
const SHIFT = 14;
/** Bits after the point of luma. */
const LUMA_SHIFT = 4;

/** Bytes that hold a bit for each pixel of a neighbour's run. */
export const BIT_BYTES = RUN_PIXELS / 8;

/** Where neighbours have no colour. */
export interface GrayFound {
  /** How many pixels of each neighbour are gray. */
  readonly counts: readonly number[];
  /** The current picture's, 0..1. */
  readonly meanLuma: number;
  /** Which ones: run by run, and in each neighbour by neighbour, {@link BIT_BYTES}. */
  readonly bits: Uint8Array;
}

/**
 * Finds where neighbours have no colour: in the picture that has the current luma and the neighbour's colours, the HSV
 * saturation (255 · span / maximum, rounded, as OpenCV has it) lies below a threshold.
 *
 * @param own - the current picture's run, of `image`'s size as all are.
 * @param threshold - 0..255, above 0.
 */
export function findGray(
  image: RgbImage,
  own: PixelRun,
  neighbors: readonly PixelRun[],
  threshold: number,
  luma: LumaShares,
): GrayFound {
  const { kernels, memory } = stabilizeKernels();
  const [kr, kb] = [Math.round(luma.kr * 2 ** SHIFT), Math.round(luma.kb * 2 ** SHIFT)];
  const [lumas, firstBits] = [runAddress(PLACES.lumas), runAddress(PLACES.bits)];
  const pixels = image.shape[0]! * image.shape[1]!;
  const runBytes = BIT_BYTES * neighbors.length;
  const bits = new Uint8Array(Math.ceil(pixels / RUN_PIXELS) * runBytes);
  const counts = neighbors.map(() => 0);
  // A rounded saturation is below a whole t where 255 span < (t − 0.5) maximum.
  const factor = 2 * Math.ceil(threshold) - 1;
  let lumaSum = 0;
  for (let start = 0, at = 0; start < pixels; start += RUN_PIXELS, at += runBytes) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    own.read(start, length);
    lumaSum += kernels.fillLumas(own.address, lumas, length, kr, kb);
    neighbors.forEach((neighbor, n) => {
      neighbor.read(start, length);
      counts[n]! += kernels.findGray(neighbor.address, lumas, firstBits + BIT_BYTES * n, length, factor, kr, kb);
    });
    bits.set(memory.subarray(firstBits, firstBits + runBytes), at);
  }
  return { counts, meanLuma: lumaSum / 2 ** LUMA_SHIFT / pixels / 255, bits };
}
