import type { MergeScore } from '../../results/color-results.ts';
import {
  candidateMerges,
  defaultLabel,
  defaultMerge,
  HALF_AND_HALF,
  MIXING_METHODS,
  originalMerge,
  SHOWN_WEIGHTS,
} from './merge-candidates.ts';
import { type MergeTrial, meanTrial, mergeTrial } from './merge-trial.ts';
import { largerSets, type ModelPair, modelPairs, singleModels } from './model-pairs.ts';

/** One line of the table of merges: one trial, or the best of several. */
export interface PlannedRow {
  readonly method: string;
  readonly origin: MergeScore['origin'];
  /** More than one: the best of them is chosen. */
  readonly trials: readonly MergeTrial[];
  /** The half-and-half merges that it may be compared with: the best of them is. */
  readonly references: readonly MergeTrial[];
  /** The panels that it is made of. */
  readonly models: readonly string[];
}

/** All that is tried on published panels. */
export interface MergePlan {
  readonly models: readonly string[];
  /** Of each pair. */
  readonly references: readonly MergeTrial[];
  readonly rows: readonly PlannedRow[];
}

/**
 * What is tried: on each pair of a DeOldify and a DDColor panel every method, with several weights (simple), its defaults,
 * the original's numbers where they differ, its defaults with the two exchanged, and the best of a grid of its options;
 * the best of all of these grids; and means of three panels and more.
 *
 * DeOldify is the first picture and DDColor the second, as in HAVC, but where they are exchanged. Simple and adaptive
 * merges weigh both alike wherever they are, so that they aren't exchanged.
 *
 * @param models - what each panel is, by its name.
 */
export function planMerges(models: Readonly<Record<string, string>>): MergePlan {
  const pairs = modelPairs(models);
  const { deoldify, ddcolor } = singleModels(models);
  const singles = pairs.length === 0 ? [] : [...deoldify, ...ddcolor];
  return {
    models: singles,
    references: pairs.map(halfAndHalf),
    rows: [...pairs.flatMap(pairRows), ...meanRows(singles, pairs)],
  };
}

function halfAndHalf({ first, second }: ModelPair): MergeTrial {
  return mergeTrial(first, second, HALF_AND_HALF);
}

function pairRows(pair: ModelPair): readonly PlannedRow[] {
  const { first, second } = pair;
  const common = { references: [halfAndHalf(pair)], models: [first, second] };
  const row = (origin: MergeScore['origin'], trials: readonly MergeTrial[], method?: string): PlannedRow => ({
    method: method ?? trials[0]!.method,
    origin,
    trials,
    ...common,
  });
  const others = MIXING_METHODS.filter((method) => method !== 'simple');
  const exchangeable = others.filter((method) => method !== 'adaptive-luma');
  const choices = MIXING_METHODS.map((method) =>
    candidateMerges(method).map((merge) => mergeTrial(first, second, merge)),
  );
  return [
    ...SHOWN_WEIGHTS.map((weight) => row('set', [mergeTrial(first, second, { method: 'simple', weight })])),
    ...others.map((method) => row('defaults', [mergeTrial(first, second, defaultMerge(method), defaultLabel(method))])),
    ...others.flatMap((method) => {
      const merge = originalMerge(method);
      return merge === undefined ? [] : [row('original', [mergeTrial(first, second, merge)])];
    }),
    ...exchangeable.map((method) =>
      row('defaults', [mergeTrial(second, first, defaultMerge(method), defaultLabel(method))]),
    ),
    ...choices.map((trials) => row('chosen', trials)),
    row('chosen', choices.flat(), 'any'),
  ];
}

function meanRows(models: readonly string[], pairs: readonly ModelPair[]): readonly PlannedRow[] {
  const pairsOf = (set: readonly string[]) =>
    pairs.filter(({ first, second }) => set.includes(first) && set.includes(second));
  const rows = largerSets(models)
    .filter((set) => pairsOf(set).length > 0)
    .map((set) => ({
      method: 'mean',
      origin: 'set' as const,
      trials: [meanTrial(set)],
      references: pairsOf(set).map(halfAndHalf),
      models: set,
    }));
  if (rows.length < 2) return rows;
  const chosen = { trials: rows.flatMap(({ trials }) => trials), references: pairs.map(halfAndHalf), models };
  return [...rows, { method: 'mean', origin: 'chosen', ...chosen }];
}
