import type { MergeScore, PairedDifference } from '../../results/color-results.ts';
import { chanceOf } from '../../statistics/paired-difference.ts';
import { type Judgement, judgeDifferences, judgementText } from './judge-differences.ts';

/** A mean chroma that differs by less than this share from half-and-half's isn't worth a word. */
const CHROMA_TOLD = 0.08;

/**
 * What a table of merges says, in sentences, about which to prefer.
 *
 * "Nearer" and "farther" stand for an order that chance would give in less than one case of twenty, all differences that
 * are counted together being judged together (`judgeDifferences`). Where options were chosen, pictures count that they
 * weren't chosen on. Less deltaE with less colour isn't taken for better: the preference needs it at equal chroma too.
 *
 * @param merges - of one run, as `runMerges` gives them; an empty table says nothing.
 */
export function mergeConclusions(merges: readonly MergeScore[]): readonly string[] {
  const halves = merges.filter(isHalf);
  if (halves.length === 0) return [];
  const ofPairs = merges.filter((merge) => !isHalf(merge) && merge.method !== 'mean');
  const methods = [...new Set(ofPairs.map(({ method }) => method))];
  const groups = methods.flatMap((method) =>
    groupsOf(
      ofPairs.filter((merge) => merge.method === method),
      halves,
    ),
  );
  const models = judgeDifferences(halves.map(({ againstBetterModel }) => againstBetterModel));
  return [
    `Half-and-half against the better of its two models: ${judgementText(models)}.`,
    ...methods.map((method) => methodSentence(groups.filter((group) => group.method === method))),
    ...meanSentences(merges.filter(({ method }) => method === 'mean')),
    preference(groups.filter(isPreferable)),
  ];
}

/** Merges of one method that differ in their models only, against the half-and-half merges of theirs. */
interface Group {
  readonly method: string;
  /** `by its defaults`. */
  readonly name: string;
  readonly merges: readonly MergeScore[];
  readonly differences: Judgement;
  /** With half-and-half made as colourful. */
  readonly atEqualChroma: Judgement;
  /** Mean chroma by that of half-and-half. */
  readonly chroma: number;
}

function isHalf({ method, againstSimple }: MergeScore): boolean {
  return method === 'simple' && againstSimple === undefined;
}

function groupsOf(merges: readonly MergeScore[], halves: readonly MergeScore[]): readonly Group[] {
  const names = merges.map((merge) => groupName(merge, halves));
  return [...new Set(names)].map((name) => {
    const members = merges.filter((_, index) => names[index] === name);
    const ratios = members.map(
      (merge) => merge.mean.chroma / halves.find(({ id }) => id === merge.againstSimple!.against)!.mean.chroma,
    );
    return {
      method: members[0]!.method,
      name,
      merges: members,
      differences: judgeDifferences(members.map(promised)),
      atEqualChroma: judgeDifferences(members.flatMap(({ atEqualChroma }) => atEqualChroma ?? [])),
      chroma: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
    };
  });
}

/** What may be expected of other pictures. */
function promised({ leaveOneOut, againstSimple }: MergeScore): PairedDifference {
  return leaveOneOut?.against ?? againstSimple!;
}

function groupName({ origin, options, first, second }: MergeScore, halves: readonly MergeScore[]): string {
  const isExchanged = halves.some((half) => half.first === second && half.second === first);
  const order = isExchanged ? ', the two exchanged' : '';
  switch (origin) {
    case 'defaults':
      return `by its defaults${order}`;
    case 'original':
      return `as in the original${order}`;
    case 'chosen':
      return 'with its best options, on pictures not chosen on';
    case 'set':
      return `with ${options}${order}`;
  }
}

/** All that is told of one method; the original's numbers only where they do otherwise than the defaults. */
function methodSentence(groups: readonly Group[]): string {
  const text = ({ differences }: Group) => judgementText(differences);
  const defaults = groups.find(({ name }) => name === 'by its defaults');
  const told = groups.filter(
    (group) => group.name !== 'as in the original' || defaults === undefined || counts(group) !== counts(defaults),
  );
  const parts = told.map((group) => {
    const { name, chroma, atEqualChroma } = group;
    if (Math.abs(chroma - 1) < CHROMA_TOLD) return `${name}, ${text(group)}`;
    const share = `${Math.round(100 * Math.abs(chroma - 1))} % ${chroma < 1 ? 'less' : 'more'} chroma`;
    return `${name}, ${text(group)}, at ${share} (half-and-half made as colourful: ${judgementText(atEqualChroma)})`;
  });
  const method = groups[0]!.method;
  return `${method === 'any' ? 'The best of all methods' : capital(method)} against half-and-half: ${parts.join('; ')}.`;
}

function counts({ differences: { nearer, farther, unclear } }: Group): string {
  return [nearer, farther, unclear].map(({ length }) => length).join();
}

/** Means are compared with the best half-and-half merge of two of their models. */
function meanSentences(means: readonly MergeScore[]): readonly string[] {
  const fixed = means.filter(({ origin }) => origin !== 'chosen');
  const all =
    fixed.length === 0
      ? []
      : [
          `Means of three models and more against the best pair of theirs: ${judgementText(judgeDifferences(fixed.map(promised)))}.`,
        ];
  const best = means
    .filter(({ origin }) => origin === 'chosen')
    .map((merge) => {
      const difference = promised(merge);
      const { mean, standardError, isWithinNoise, against } = difference;
      const about = `${mean.toFixed(2)} with a standard error of ${(standardError ?? 0).toFixed(2)}`;
      const models = [merge.first, merge.second, ...(merge.others ?? [])].join('+');
      const what = `The best mean (of all pictures, ${models}), on pictures not chosen on, against ${against}`;
      if (isWithinNoise) return `${what}: no order can be told (${about}).`;
      const chance = Math.max(0.001, chanceOf(difference)).toFixed(3);
      return `${what}: ${mean < 0 ? 'nearer' : 'farther'} (${about}; chance gives as much with a probability of ${chance}).`;
    });
  return [...all, ...best];
}

/** Nearer on most pairs, also where the other is made as colourful, and farther on none. */
function isPreferable({ merges, differences, atEqualChroma }: Group): boolean {
  return [differences, atEqualChroma].every(
    ({ nearer, farther }) => farther.length === 0 && 2 * nearer.length > merges.length,
  );
}

function preference(winners: readonly Group[]): string {
  if (winners.length === 0) {
    return (
      'Of two models, nothing is shown to be nearer to the truth than half-and-half on most pairs without less colour: ' +
      'prefer that, the simplest.'
    );
  }
  const names = winners.map(({ method, name }) => `${method} ${name}`).join('; ');
  const between = winners.length > 1 ? ' No order between these is told.' : '';
  return `Of two models, nearer than half-and-half on most pairs, also at equal chroma, and farther on none: ${names}.${between}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
