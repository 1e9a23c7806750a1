import { median } from '../statistics/median.ts';
import type { Change, Verdict } from './comparison.ts';
import { rankSumChance } from './rank-sum.ts';

/**
 * Below this factor no difference of speed is told, however steady both runs were: runs of the same thing on the same
 * machine differ by so much from one time to the next. Of 135 pairs of runs of nine kernels, 21 values each, on two cores
 * of which others took one and a half, 7 were told apart with it; with 1.05, it would be 17.
 */
const LEAST_FACTOR = 1.1;
/** How rarely chance may sort the values of two runs so far apart. */
const CHANCE = 0.01;

/** What measurements of two runs are judged by. */
export interface SampleRule {
  readonly better: 'lower' | 'higher' | 'neither';
  /** The words for it: a frame rate gets faster, memory better. */
  readonly isSpeed: boolean;
  /** Absent where both may be compared; otherwise why they may not: `another machine`. */
  readonly unlike?: string | undefined;
}

/** What repeated measurements say of a difference. */
export type SampleJudgement = Pick<Change, 'before' | 'after' | 'difference' | 'timesAsFast' | 'verdict' | 'basis'>;

/**
 * Whether something takes another time, or another amount, in a second run.
 *
 * Outside the noise is a factor of at least 1.1 between the medians and between the best values, with values that chance would sort so in less than
 * one case of a hundred (the rank-sum test). Fewer than five and five values can't pass that test however far they are
 * apart; of them the gap between both ranges must be as wide as the wider range, which runs of the same thing come to in
 * one case of a hundred with three and three values, and of ten with two and two (simulated with normal and with
 * exponential noise). Single values have no noise that is known: they are `unsure`.
 *
 * @param before - values of the first run, at least one, and not all 0.
 * @param after - of the second.
 */
export function judgeSamples(
  before: readonly number[],
  after: readonly number[],
  { better, isSpeed, unlike }: SampleRule,
): SampleJudgement {
  const [first, second] = [median(before), median(after)];
  const growth = second / first;
  const isKnown = Number.isFinite(growth) && growth > 0;
  const timesAsFast = isSpeed && isKnown ? (better === 'lower' ? 1 / growth : growth) : null;
  const judged = (verdict: Verdict, basis: string) => ({
    ...{ before: first, after: second, difference: second - first, timesAsFast, verdict, basis },
  });
  if (unlike !== undefined) return judged('unsure', unlike);
  if (sameValues(before, after)) return judged('equal', runs(before, after));
  if (isKnown && isSmall(growth)) return judged('noise', `below ${LEAST_FACTOR}x`);
  if (before.length < 2 || after.length < 2)
    return judged('unsure', 'single runs: nothing tells how much chance makes');
  if (!areApart(before, after) || !bestAgrees(before, after, better)) return judged('noise', runs(before, after));
  return judged(verdictOf(second < first, better, isSpeed), runs(before, after));
}

function areApart(before: readonly number[], after: readonly number[]): boolean {
  if (rankSumChance(before, after) < CHANCE) return true;
  if (canPass(before.length, after.length)) return false;
  const gap = Math.max(Math.min(...after) - Math.max(...before), Math.min(...before) - Math.max(...after));
  return gap > 0 && gap >= Math.max(widthOf(before), widthOf(after));
}

/** Whether the best values differ to the same side: what else the machine does moves medians, and the best value least. */
function bestAgrees(before: readonly number[], after: readonly number[], better: SampleRule['better']): boolean {
  const best = better === 'higher' ? Math.max : Math.min;
  const growth = best(...after) / best(...before);
  const isNumber = Number.isFinite(growth) && growth > 0;
  return !isNumber || (!isSmall(growth) && growth > 1 === median(after) > median(before));
}

function isSmall(growth: number): boolean {
  return growth < LEAST_FACTOR && growth > 1 / LEAST_FACTOR;
}

function widthOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** Whether so many values would pass the test if they were wholly apart. */
function canPass(before: number, after: number): boolean {
  const apart = (count: number, from: number) => Array.from({ length: count }, (_, at) => from + at);
  return rankSumChance(apart(Math.min(before, 100), 0), apart(Math.min(after, 100), 1000)) < CHANCE;
}

function verdictOf(isLower: boolean, better: SampleRule['better'], isSpeed: boolean): Verdict {
  if (better === 'neither') return 'changed';
  const isBetter = isLower === (better === 'lower');
  if (isSpeed) return isBetter ? 'faster' : 'slower';
  return isBetter ? 'better' : 'worse';
}

function sameValues(before: readonly number[], after: readonly number[]): boolean {
  return before.length === after.length && before.every((value, at) => value === after[at]);
}

function runs(before: readonly number[], after: readonly number[]): string {
  return `${before.length} and ${after.length} runs`;
}
