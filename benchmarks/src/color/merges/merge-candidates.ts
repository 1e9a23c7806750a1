import { MERGE_DEFAULTS, MERGE_METHODS, type MergeMethod, type MergeOptions } from '@havc/filters';

/** The methods that do something with both pictures. */
export type MixingMethod = Exclude<MergeMethod, 'first' | 'second'>;

/** {@link MixingMethod}, in the order of HAVC's numbers. */
export const MIXING_METHODS: readonly MixingMethod[] = MERGE_METHODS.filter(
  (method): method is MixingMethod => method !== 'first' && method !== 'second',
);

/** The merge that the others are compared with: both pictures in equal parts. */
export const HALF_AND_HALF: MergeOptions = { method: 'simple', weight: 0.5 };

/** The simple merges that are shown, by the weight of the second picture. */
export const SHOWN_WEIGHTS = [0.3, 0.4, 0.5, 0.6, 0.7] as const;

/** A method as it comes: all its options as `MERGE_DEFAULTS` of `@havc/filters` has them. */
export function defaultMerge(method: MixingMethod): MergeOptions {
  return { method } as MergeOptions;
}

/** `defaults, weight 0.6`. */
export function defaultLabel(method: MixingMethod): string {
  return `defaults, weight ${MERGE_DEFAULTS[method].weight}`;
}

/** A method with HAVC's numbers where its defaults differ from ours; undefined where they don't. */
export function originalMerge(method: MixingMethod): MergeOptions | undefined {
  switch (method) {
    case 'simple':
      // `HAVC_merge` begins at a half: that is among the weights that are shown.
      return undefined;
    case 'constrained-chroma':
      return { method, bounds: 'stored', redFixTransition: 0 };
    case 'luma-masked':
      return { method, roundedSlope: true };
    case 'adaptive-luma':
      return undefined;
    case 'chroma-retention':
      return { method, transition: 0 };
    case 'chroma-bound-adaptive':
      return { method, redFixTransition: 0 };
  }
}

/** The options of a method among which the best is chosen: a modest grid around its defaults, which are in it. */
export function candidateMerges(method: MixingMethod): readonly MergeOptions[] {
  switch (method) {
    case 'simple':
      return [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((weight) => ({ method, weight }));
    case 'constrained-chroma':
      return grid({ weight: [0.4, 0.6, 0.8, 1], threshold: [0.1, 0.15, 0.25], simpleShare: [0, 0.3] }).map(
        (options) => ({ method, ...options }),
      );
    case 'luma-masked':
      return [
        [0.15, 0.65],
        [0, 0.65],
        [0.05, 0.5],
        [0.3, 0.8],
      ].flatMap(([dark, white]) => [0.5, 0.7, 0.9].map((weight) => ({ method, weight, dark: dark!, white: white! })));
    case 'adaptive-luma':
      return grid({ weight: [0.6, 0.8, 1], threshold: [0.6, 0.8], exponent: [0.5, 1] }).map((options) => ({
        method,
        ...options,
      }));
    case 'chroma-retention':
      return grid({ weight: [0.5, 0.7, 0.9], threshold: [30, 60, 90], saturation: [0.8, 1] }).map((options) => ({
        method,
        ...options,
      }));
    case 'chroma-bound-adaptive':
      return [10, 20, 40].flatMap((tolerance) =>
        [0.4, 0.6, 0.8].map((weight) => ({ method, weight, tolerance, extraTolerance: 1.2 * tolerance })),
      );
  }
}

/** Each combination of one value of each name, the last name changing fastest. */
function grid<Name extends string>(values: Readonly<Record<Name, readonly number[]>>): readonly Record<Name, number>[] {
  return Object.entries<readonly number[]>(values).reduce<readonly Record<string, number>[]>(
    (found, [name, each]) => found.flatMap((before) => each.map((value) => ({ ...before, [name]: value }))),
    [{}],
  );
}
