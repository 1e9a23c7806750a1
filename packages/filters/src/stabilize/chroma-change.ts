import { runAddress } from '@havc/core';
import { PLACES } from './average-places.ts';
import { stabilizeKernels } from './kernels.ts';

/** Shares of red and blue in luma. */
export interface LumaShares {
  readonly kr: number;
  readonly kb: number;
}

/** What neighbours' samples count, and what is added to that, run by run. */
export interface ChromaChange {
  /** Whole numbers, one for each neighbour, 257 in all at most. */
  readonly weights: readonly number[];
  /** What the current samples count against them. */
  readonly ownWeight: number;
  /** What the weights are parts of. */
  readonly whole: number;
  /**
   * Writes what is added to the changes of R − G and of B − G to its place in the kernels' memory, for the run that is
   * there now.
   */
  writeAdditions(start: number, pixels: number): void;
}

/** The change where every pixel of a neighbour counts the same. */
export class PlainChange implements ChromaChange {
  readonly ownWeight: number;
  readonly whole = 100;
  readonly weights: readonly number[];

  constructor(weights: readonly number[]) {
    this.weights = weights;
    this.ownWeight = weights.reduce((sum, weight) => sum + weight, 0);
    // Nothing is added anywhere.
    stabilizeKernels().memory.fill(0, runAddress(PLACES.additions), runAddress(PLACES.lumas));
  }

  writeAdditions(): void {
    // They stay 0.
  }
}
