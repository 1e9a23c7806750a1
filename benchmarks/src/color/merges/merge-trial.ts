import type { RgbImage } from '@havc/core';
import { type MergeOptions, mergeImages } from '@havc/filters';
import { describeOptions } from './describe-options.ts';
import { meanImage } from './mean-image.ts';

/** One way to make one picture of several panels. */
export interface MergeTrial {
  /** Unique: `DS+DD simple, weight 0.5`. */
  readonly id: string;
  readonly first: string;
  readonly second: string;
  /** Of a mean of more than two: the others. */
  readonly others?: readonly string[];
  /** A merge method, or `mean`. */
  readonly method: string;
  /** In words. */
  readonly options: string;
  /** Makes the picture; `out` is written over and given back. */
  apply(panels: ReadonlyMap<string, RgbImage>, out: RgbImage): RgbImage;
}

/**
 * A merge method with options on two panels.
 *
 * @param label - what its options are called; they themselves where it is absent.
 */
export function mergeTrial(first: string, second: string, merge: MergeOptions, label?: string): MergeTrial {
  const options = label ?? describeOptions(merge);
  return {
    id: `${first}+${second} ${merge.method}${options === '' ? '' : `, ${options}`}`,
    first,
    second,
    method: merge.method,
    options,
    apply: (panels, out) => mergeImages(panels.get(first)!, panels.get(second)!, merge, out),
  };
}

/** The mean of at least three panels in equal parts. */
export function meanTrial(models: readonly string[]): MergeTrial {
  const [first, second, ...others] = models as readonly [string, string, ...string[]];
  return {
    id: `${models.join('+')} mean`,
    first,
    second,
    others,
    method: 'mean',
    options: 'equal parts',
    apply: (panels, out) =>
      meanImage(
        models.map((model) => panels.get(model)!),
        out,
      ),
  };
}
