import type { RgbImage } from '@havc/core';

/** Pictures whose real colours are known, read one at a time and as often as they are needed. */
export interface TruthSet {
  /** What people read: `holiday`. */
  readonly name: string;
  /** Where it is from. */
  readonly source: string;
  /** How many entries {@link TruthSet.read} gives. */
  readonly count: number;
  /** What was left out before anything was read, a sentence each. */
  readonly notes: readonly string[];
  /** The pictures in their order, each time the same. No two have one name. */
  read(signal?: AbortSignal): AsyncIterable<TruthEntry>;
}

/** A picture, or why there is none. */
export type TruthEntry =
  | { readonly name: string; readonly image: RgbImage }
  | { readonly name: string; readonly reason: string };
