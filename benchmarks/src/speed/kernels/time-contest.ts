import type { Contest } from './contests.ts';

/** Runs before the clock counts: until the compiler has settled. */
const WARM_UPS = 5;

/** Milliseconds of a kernel and of its peer, run by run. */
export interface ContestTimes {
  /** By the clock. */
  readonly ours: readonly number[];
  readonly naive: readonly number[];
  /** On processors: what else the machine does hardly shows in it. */
  readonly oursProcessor: readonly number[];
  readonly naiveProcessor: readonly number[];
}

/** Times a kernel in turns with its peer, so that what else the machine does meets both. */
export function timeContest({ ours, naive }: Contest, runs: number): ContestTimes {
  const times: Record<keyof ContestTimes, number[]> = { ours: [], naive: [], oursProcessor: [], naiveProcessor: [] };
  for (let run = -WARM_UPS; run < runs; run++) {
    const [own, peer] = [milliseconds(ours), milliseconds(naive)];
    if (run < 0) continue;
    times.ours.push(own.clock);
    times.naive.push(peer.clock);
    times.oursProcessor.push(own.processor);
    times.naiveProcessor.push(peer.processor);
  }
  return times;
}

function milliseconds(work: () => unknown): { readonly clock: number; readonly processor: number } {
  const usedBefore = processorMilliseconds();
  const startedAt = performance.now();
  work();
  const clock = performance.now() - startedAt;
  return { clock, processor: processorMilliseconds() - usedBefore };
}

function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
