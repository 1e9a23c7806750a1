import type { Environment } from '../machine/environment.ts';

/**
 * What a difference means:
 *
 * - `better`, `worse`, `faster`, `slower`: outside the noise.
 * - `changed`: outside the noise, and neither good nor bad by itself: how colourful something is.
 * - `noise`: too small to be told from chance.
 * - `equal`: none at all.
 * - `unsure`: there is one, and nothing in the results tells how much chance makes: single runs, other machines.
 */
export type Verdict = 'better' | 'worse' | 'faster' | 'slower' | 'changed' | 'noise' | 'equal' | 'unsure';

/** One number of both runs. */
export interface Change {
  /** Whose: `DDColor tiny`, `film.mp4, DDColor tiny`. */
  readonly subject: string;
  /** `CIEDE2000`, `frames a second`. */
  readonly measure: string;
  /** Empty for numbers without one. */
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  /** After minus before; the mean of the pairs where there are some. */
  readonly difference: number;
  /** Of the difference; null where the results don't tell. */
  readonly standardError: number | null;
  /** How many times as fast; null for what isn't about speed. */
  readonly timesAsFast: number | null;
  readonly verdict: Verdict;
  /** What the verdict comes from: `23 pictures`, `ranges of 3 and 3 runs`. */
  readonly basis: string;
  /** What must be said beside it. */
  readonly caution?: string;
}

/** One part of both runs. */
export interface PartComparison {
  readonly changes: readonly Change[];
  /** In the second run only. */
  readonly added: readonly string[];
  /** In the first run only. */
  readonly removed: readonly string[];
  /** What wasn't compared, and why. */
  readonly notes: readonly string[];
}

/** What tells a run from others. */
export interface ComparedRun {
  readonly command: string;
  readonly havc: string;
  readonly environment: Environment;
}

/** What is different in a second run; a part that isn't in both is absent. All of it is plain data for JSON. */
export interface Comparison {
  readonly format: 'havc-bench-comparison';
  readonly version: 1;
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** To be read before anything else: other machines, other versions, a busy machine. */
  readonly warnings: readonly string[];
  /** How many changes there are of each kind. */
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly color?: PartComparison;
  readonly stability?: PartComparison;
  readonly speed?: PartComparison;
}
