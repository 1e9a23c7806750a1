import type { ColorResults, ColorScores, MergeScore, MethodColors } from '../results/color-results.ts';
import type { Change, PartComparison } from './comparison.ts';
import { judgePairs, type PairRule } from './judge-pairs.ts';
import { matched } from './matched.ts';

/** A score, and when a change of it is a good one. */
interface Measure extends PairRule {
  readonly name: string;
  readonly unit: string;
  readonly of: 'pictures';
  value(scores: ColorScores): number | null;
}

const MEASURES: readonly Measure[] = [
  {
    ...{ name: 'CIEDE2000', unit: '', better: 'lower', least: 0.005, of: 'pictures' },
    value: ({ deltaE }) => deltaE,
  },
  {
    ...{ name: 'PSNR of a and b', unit: 'dB', better: 'higher', least: 0.005, of: 'pictures' },
    value: ({ psnrAb }) => psnrAb,
  },
  { ...{ name: 'chroma', unit: '', better: 'neither', least: 0.005, of: 'pictures' }, value: ({ chroma }) => chroma },
  {
    ...{ name: 'colourfulness', unit: '', better: 'neither', least: 0.005, of: 'pictures' },
    value: ({ colorfulness }) => colorfulness,
  },
  {
    ...{ name: 'coloured share', unit: '', better: 'neither', least: 0.0005, of: 'pictures' },
    value: ({ coloredShare }) => coloredShare,
  },
];

/** A loss of so much of its chroma must be told where a method has come nearer to the truth: gray pictures score well. */
const FADED = 0.95;
/** What other processors' rounding makes of gray's score on the same picture at most. */
const SAME_TRUTH = 0.001;

/** What has become of the colours of each method that is in both runs, on the same pictures. */
export function compareColors(before: ColorResults, after: ColorResults): PartComparison {
  const { pairs, added, removed } = matched(before.methods, after.methods, ({ id }) => id);
  const lists = { added: added.map(({ label }) => label), removed: removed.map(({ label }) => label) };
  const refusal = otherPictures(before.testSet, after.testSet);
  if (refusal !== undefined) return { changes: [], ...lists, notes: [refusal] };
  const notes: string[] = [];
  const [gray, laterGray] = [before, after].map(({ methods }) => methods.find(({ kind }) => kind === 'gray'));
  if (gray && laterGray && !scoreTheSame(gray, laterGray)) {
    notes.push(
      'Gray itself scores otherwise: the pictures have their names, but not their contents, or the metric changed.',
    );
  }
  const changes: Change[] = [];
  for (const [first, second] of pairs) {
    const compared = compareMethod(first, second);
    if (compared === undefined) notes.push(`${second.label} isn't compared: it has scores of other pictures.`);
    else changes.push(...compared);
  }
  const merges = matched(before.merges, after.merges, mergeName);
  changes.push(...merges.pairs.map(([first, second]) => compareMerge(first, second)));
  return {
    changes,
    added: [...lists.added, ...merges.added.map(mergeName)],
    removed: [...lists.removed, ...merges.removed.map(mergeName)],
    notes,
  };
}

function otherPictures(before: ColorResults['testSet'], after: ColorResults['testSet']): string | undefined {
  const sizes = ({ pictures }: ColorResults['testSet']) =>
    pictures.map(({ name, width, height }) => `${name} ${width}x${height}`).sort();
  const [first, second] = [sizes(before), sizes(after)];
  if (before.name !== after.name) {
    return `Colours aren't compared: the test sets are ${before.name} and ${after.name}. Measure both on one.`;
  }
  if (first.length === second.length && first.every((size, at) => size === second[at])) return undefined;
  return `Colours aren't compared: ${before.name} had ${first.length} pictures and has ${second.length}, not all the same. Measure both on one set.`;
}

function compareMethod(before: MethodColors, after: MethodColors): readonly Change[] | undefined {
  const { pairs, added, removed } = matched(before.pictures, after.pictures, ({ picture }) => picture);
  if (pairs.length === 0 || added.length + removed.length > 0) return undefined;
  const caution = fading(before, after);
  return MEASURES.flatMap((measure) => {
    const values = pairs.flatMap(([first, second]) => {
      const [a, b] = [measure.value(first.scores), measure.value(second.scores)];
      return a === null || b === null ? [] : [{ before: a, after: b }];
    });
    if (values.length === 0) return [];
    const judgement = judgePairs(values, measure);
    const mean = (of: 'before' | 'after') => values.reduce((sum, pair) => sum + pair[of], 0) / values.length;
    const change: Change = {
      ...{
        subject: after.label,
        measure: measure.name,
        unit: measure.unit,
        before: mean('before'),
        after: mean('after'),
      },
      ...{ timesAsFast: null, ...judgement },
    };
    return [judgement.verdict === 'better' && caution !== undefined ? { ...change, caution } : change];
  });
}

function fading(before: MethodColors, after: MethodColors): string | undefined {
  if (after.mean.chroma >= FADED * before.mean.chroma) return undefined;
  const part = Math.round(100 * (1 - after.mean.chroma / before.mean.chroma));
  return `it has ${part} % less chroma too, and gray pictures score well`;
}

function scoreTheSame(before: MethodColors, after: MethodColors): boolean {
  const { pairs } = matched(before.pictures, after.pictures, ({ picture }) => picture);
  return pairs.every(([first, second]) => Math.abs(first.scores.deltaE - second.scores.deltaE) <= SAME_TRUTH);
}

function mergeName({ method, options, first, second }: MergeScore): string {
  return `${method} (${options}) of ${first} and ${second}`;
}

/** Results hold a merge's means alone: nothing pairs its pictures. */
function compareMerge(before: MergeScore, after: MergeScore): Change {
  const [first, second] = [before.mean.deltaE, after.mean.deltaE];
  const difference = second - first;
  const isSmall = Math.abs(difference) < MEASURES[0]!.least;
  return {
    ...{ subject: mergeName(after), measure: 'CIEDE2000', unit: '', before: first, after: second, difference },
    ...{ standardError: null, timesAsFast: null },
    verdict: difference === 0 ? 'equal' : isSmall ? 'noise' : 'unsure',
    basis: 'means alone: results hold no pictures of merges',
  };
}
