import { studentShare } from '../statistics/student.ts';
import type { Change, Verdict } from './comparison.ts';

/** How sure a difference must be, as everywhere in a report. */
const CONFIDENCE = 0.95;

/** The same thing in both runs: a picture, or a piece of film. */
export interface Pair {
  readonly before: number;
  readonly after: number;
  /** How much it counts, above 0: frames of a piece. Default 1. */
  readonly weight?: number;
}

/** What pairs are judged by. */
export interface PairRule {
  /** Which of two numbers is the better one. */
  readonly better: 'lower' | 'higher' | 'neither';
  /** Mean differences below this don't show in any table: processors that round otherwise make them. */
  readonly least: number;
  /** `pictures`. */
  readonly of: string;
}

/** What pairs say of a difference. */
export type PairJudgement = Pick<Change, 'difference' | 'standardError' | 'verdict' | 'basis'>;

/**
 * Whether the same things came out otherwise in a second run, by the differences of pairs: their mean, and its standard
 * error, √(Σ w² (d − mean)² · n / (n − 1)) with weights that add up to 1, which is the usual one where all weigh the same.
 *
 * Outside the noise is a mean that is further from nothing than Student's t at 95 % for n − 1 degrees of freedom. The
 * noise is that of the choice of pictures or pieces: a difference within it may be real on these and be none on others.
 *
 * @param pairs - at least one.
 */
export function judgePairs(pairs: readonly Pair[], { better, least, of }: PairRule): PairJudgement {
  const count = pairs.length;
  const total = pairs.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const shares = pairs.map(({ weight = 1 }) => weight / total);
  const differences = pairs.map(({ before, after }) => after - before);
  const difference = differences.reduce((sum, value, at) => sum + shares[at]! * value, 0);
  const squares = differences.reduce((sum, value, at) => sum + (shares[at]! * (value - difference)) ** 2, 0);
  const standardError = count > 1 ? Math.sqrt((squares * count) / (count - 1)) : null;
  const judged = (verdict: Verdict, basis = `${count} ${of}`) => ({ difference, standardError, verdict, basis });
  if (differences.every((value) => value === 0)) return judged('equal');
  if (Math.abs(difference) < least) return judged('noise', `${count} ${of}, below ${least}`);
  if (standardError === null) return judged('unsure', `only one of ${of}`);
  if (studentShare(difference / standardError, count - 1) <= CONFIDENCE) return judged('noise');
  if (better === 'neither') return judged('changed');
  return judged(difference < 0 === (better === 'lower') ? 'better' : 'worse');
}
