import type { FilmStability, MethodStability, StabilityResults } from '../results/stability-results.ts';
import type { Change, PartComparison } from './comparison.ts';
import { filmPieces } from './film-pieces.ts';
import { judgePairs, type Pair, type PairRule } from './judge-pairs.ts';
import { matched } from './matched.ts';

const FLICKER: PairRule = { better: 'lower', least: 0.005, of: 'pieces of film' };
const COLORFULNESS: PairRule = { better: 'neither', least: 0.005, of: 'pieces of film' };
const DRIFT: PairRule = { better: 'lower', least: 0.005, of: 'shots' };
/** A change of a film's one number by less is what other rounding makes. */
const LEAST_PART = 0.01;
/** A loss of so much colourfulness must be told where a film has become steadier: gray is steadiest. */
const FADED = 0.95;

/** What has become of the stability of each method that is in both runs, on the same films. */
export function compareStability(before: StabilityResults, after: StabilityResults): PartComparison {
  const films = matched(before.films, after.films, ({ film }) => film);
  const changes: Change[] = [];
  const added = films.added.map(({ film }) => film);
  const removed = films.removed.map(({ film }) => film);
  const notes: string[] = [];
  for (const [first, second] of films.pairs) {
    const { film } = second;
    if (sizeOf(first) !== sizeOf(second)) {
      notes.push(
        `${film} isn't compared: it had ${sizeOf(first)}, and has ${sizeOf(second)}. Measure both on one film.`,
      );
      continue;
    }
    const isSameCut = JSON.stringify(first.shots) === JSON.stringify(second.shots);
    if (!isSameCut) notes.push(`${film}: shots were found in other places, so that drift isn't compared.`);
    const methods = matched(first.methods, second.methods, ({ id }) => id);
    for (const pair of methods.pairs) changes.push(...compareMethod(second, pair, isSameCut));
    added.push(...methods.added.map(({ label }) => `${film}, ${label}`));
    removed.push(...methods.removed.map(({ label }) => `${film}, ${label}`));
  }
  return { changes, added, removed, notes };
}

function sizeOf({ frames, width, height }: FilmStability): string {
  return `${frames} frames of ${width}x${height}`;
}

function compareMethod(
  { film, shots }: FilmStability,
  [before, after]: readonly [MethodStability, MethodStability],
  isSameCut: boolean,
): readonly Change[] {
  const subject = `${film}, ${after.label}`;
  const paired = (measure: string, pairs: readonly Pair[], rule: PairRule): Change[] =>
    pairs.length === 0 ? [] : [{ ...described(subject, measure, pairs), ...judgePairs(pairs, rule) }];
  const flicker = paired('flicker', filmPieces(shots, before.series.flicker, after.series.flicker), FLICKER);
  const colorfulness = paired(
    'colourfulness',
    filmPieces(shots, before.series.colorfulness, after.series.colorfulness),
    COLORFULNESS,
  );
  const drift = paired('drift in a shot', isSameCut ? driftPairs(before, after) : [], DRIFT);
  const caution = fading(colorfulness[0]);
  return [
    ...[...flicker, ...drift].map((change) =>
      change.verdict === 'better' && caution !== undefined ? { ...change, caution } : change,
    ),
    ...colorfulness,
    ...single(subject, 'colour distribution', before.distribution.mean, after.distribution.mean),
    ...single(subject, 'CIEDE2000', before.deltaE ?? null, after.deltaE ?? null),
  ];
}

function driftPairs(before: MethodStability, after: MethodStability): readonly Pair[] {
  const { pairs } = matched(before.drift, after.drift, ({ shot }) => String(shot));
  return pairs.map(([first, second]) => ({ before: first.deltaE, after: second.deltaE }));
}

function described(subject: string, measure: string, pairs: readonly Pair[]) {
  const total = pairs.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const mean = (of: 'before' | 'after') => pairs.reduce((sum, pair) => sum + (pair.weight ?? 1) * pair[of], 0) / total;
  return { subject, measure, unit: '', before: mean('before'), after: mean('after'), timesAsFast: null };
}

/** A number of which there is one a film. */
function single(subject: string, measure: string, before: number | null, after: number | null): Change[] {
  if (before === null || after === null) return [];
  const difference = after - before;
  const isSmall = Math.abs(difference) < LEAST_PART * Math.max(before, after);
  return [
    {
      ...{ subject, measure, unit: '', before, after, difference, standardError: null, timesAsFast: null },
      verdict: difference === 0 ? 'equal' : isSmall ? 'noise' : 'unsure',
      basis: 'one number for the film: nothing tells its noise',
    },
  ];
}

function fading(colorfulness: Change | undefined): string | undefined {
  if (colorfulness === undefined || colorfulness.after >= FADED * colorfulness.before) return undefined;
  const part = Math.round(100 * (1 - colorfulness.after / colorfulness.before));
  return `it is ${part} % less colourful too, and gray is steadiest`;
}
