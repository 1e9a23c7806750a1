import { runAddress } from '@havc/core';

/** The places in the kernels' memory (see `runAddress`) where averages of chroma keep what they need. */
export const PLACES = {
  /** The current picture's run, and after it those of its neighbours: 16 in all at most. */
  own: 0,
  neighbors: 1,
  output: 16,
  /** What neighbours' samples count, and what they count less where they are gray. */
  weights: 17,
  less: 18,
  /** 64 bits for each pixel of a run. */
  additions: 19,
  /** 16 bits for each pixel of a run. */
  lumas: 22,
  /** One bit for each pixel of a run, for 15 neighbours. */
  bits: 23,
  /** 128 bits for each pixel of a run. */
  sums: 24,
} as const;

/** How far the runs of two places are apart. */
export function placeStep(): number {
  return runAddress(1) - runAddress(0);
}

/** Writes whole numbers of 16 bits for kernels, one after the other. */
export function writeShorts(memory: Uint8Array, address: number, numbers: readonly number[]): void {
  const view = new DataView(memory.buffer, address);
  numbers.forEach((number, n) => {
    view.setInt16(2 * n, number, true);
  });
}
