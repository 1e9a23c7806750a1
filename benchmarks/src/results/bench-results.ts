import type { Environment } from '../machine/environment.ts';
import type { ColorResults } from './color-results.ts';
import type { SpeedResults } from './speed-results.ts';
import type { StabilityResults } from './stability-results.ts';

/** Version of {@link BenchResults}. */
export const RESULTS_VERSION = 1;

/** All that a run has measured: what `results.json` holds. Numbers that don't exist are null. */
export interface BenchResults {
  readonly format: 'havc-bench';
  readonly version: typeof RESULTS_VERSION;
  /** What was typed, so that it can be typed again. */
  readonly command: string;
  /** Version of havc. */
  readonly havc: string;
  /** Machine, versions, load, date. */
  readonly environment: Environment;
  /** How long the run took. */
  readonly seconds: number;
  readonly color?: ColorResults;
  readonly stability?: StabilityResults;
  readonly speed?: SpeedResults;
}
