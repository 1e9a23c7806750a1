import type { Contest } from './contests.ts';

/** Runs before the clock counts: until the compiler has settled. */
const WARM_UPS = 5;

/** Milliseconds of a kernel and of its peer, run by run. */
export interface ContestTimes {
  readonly ours: readonly number[];
  readonly naive: readonly number[];
}

/** Times a kernel in turns with its peer, so that what else the machine does meets both. */
export function timeContest({ ours, naive }: Contest, runs: number): ContestTimes {
  const times = { ours: [] as number[], naive: [] as number[] };
  for (let run = -WARM_UPS; run < runs; run++) {
    const [own, peer] = [milliseconds(ours), milliseconds(naive)];
    if (run < 0) continue;
    times.ours.push(own);
    times.naive.push(peer);
  }
  return times;
}

function milliseconds(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
