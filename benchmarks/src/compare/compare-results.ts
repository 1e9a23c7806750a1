import type { BenchResults } from '../results/bench-results.ts';
import { compareColors } from './compare-colors.ts';
import { compareSpeed } from './compare-speed.ts';
import { compareStability } from './compare-stability.ts';
import type { ComparedRun, Comparison, PartComparison, Verdict } from './comparison.ts';
import { runWarnings, whyUnlike } from './run-warnings.ts';

/**
 * What got faster, slower, better and worse from one run to another, and whether each difference is outside the noise.
 *
 * - Colours: mean difference by picture, for methods of one id on the same pictures; another test set isn't compared.
 * - Stability: by film and method, over pieces of the film (see `filmPieces`) and over shots.
 * - Speed: medians, by the samples of both runs (see `judgeSamples`); ratios to a named peer also where times can't be
 *   compared, on other machines and busy ones.
 *
 * One verdict in twenty on colours and stability, and one in a hundred on speed, may be chance.
 */
export function compareResults(before: BenchResults, after: BenchResults): Comparison {
  const parts = {
    ...(before.color && after.color && { color: compareColors(before.color, after.color) }),
    ...(before.stability && after.stability && { stability: compareStability(before.stability, after.stability) }),
    ...(before.speed && after.speed && { speed: compareSpeed(before.speed, after.speed, whyUnlike(before, after)) }),
  };
  return {
    ...{ format: 'havc-bench-comparison', version: 1, before: runOf(before), after: runOf(after) },
    ...{ warnings: runWarnings(before, after), counts: countVerdicts(Object.values(parts)), ...parts },
  };
}

function runOf({ command, havc, environment }: BenchResults): ComparedRun {
  return { command, havc, environment };
}

function countVerdicts(parts: readonly PartComparison[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    ...{ better: 0, worse: 0, faster: 0, slower: 0, changed: 0, noise: 0, equal: 0, unsure: 0 },
  };
  for (const { verdict } of parts.flatMap(({ changes }) => changes)) counts[verdict]++;
  return counts;
}
