import type { BenchResults } from '../results/bench-results.ts';

/** Why times of both runs can't be compared; undefined where they are from one machine that did little else. */
export function whyUnlike(before: BenchResults, after: BenchResults): string | undefined {
  if (!isSameMachine(before, after)) return 'another machine';
  // With more to do than it has cores, the same thing takes now 1.2, now four times as long.
  const isFull = ({ environment: { load, cores } }: BenchResults) => load > cores;
  return isFull(before) || isFull(after) ? 'a busy machine' : undefined;
}

function isSameMachine(before: BenchResults, after: BenchResults): boolean {
  const [first, second] = [before.environment, after.environment];
  return first.machine === second.machine && first.cores === second.cores && first.system === second.system;
}

/** Processors that were busy to more than this share before a run were so with something else. */
const BUSY = 0.5;

/** What must be known before two runs are compared. */
export function runWarnings(before: BenchResults, after: BenchResults): readonly string[] {
  const warnings: string[] = [];
  const [first, second] = [before.environment, after.environment];
  if (!isSameMachine(before, after)) {
    const name = ({ machine, cores, system }: typeof first) => `${machine}, ${cores} cores, ${system}`;
    warnings.push(
      `The machines differ (${name(first)}; ${name(second)}): times of one say nothing of the other, only ratios to a peer are judged.`,
    );
  }
  const versions = [
    ['Node', first.node, second.node],
    ['ffmpeg', first.ffmpeg, second.ffmpeg],
    ['onnxruntime', first.onnxruntime, second.onnxruntime],
  ] as const;
  for (const [name, older, newer] of versions) {
    if (older !== newer) warnings.push(`${name} was ${older}, and is ${newer}: what changed may be its doing.`);
  }
  for (const [which, { load, cores }] of [
    ['first', first],
    ['second', second],
  ] as const) {
    if (load <= BUSY * cores) continue;
    warnings.push(
      `The machine was busy before the ${which} run (load ${load.toFixed(1)} on ${cores} cores): its times are too long.`,
    );
  }
  if (before.command !== after.command) {
    warnings.push(`The commands differ (${before.command}; ${after.command}): so may what was measured.`);
  }
  for (const part of ['color', 'stability', 'speed'] as const) {
    if ((before[part] === undefined) === (after[part] === undefined)) continue;
    warnings.push(`Only the ${before[part] === undefined ? 'second' : 'first'} run has measured ${PARTS[part]}.`);
  }
  const [older, newer] = [before.color?.reproduction, after.color?.reproduction];
  if (older && newer && older.isMet !== newer.isMet) {
    warnings.push(
      `The published tables are reproduced by the ${newer.isMet ? 'second' : 'first'} run only: the metric changed.`,
    );
  }
  return warnings;
}

const PARTS = { color: 'colours', stability: 'stability', speed: 'speed' } as const;
