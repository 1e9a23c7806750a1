import type { Contest } from '../speed/kernels/contests.ts';
import { timeContest } from '../speed/kernels/time-contest.ts';
import { createGuardContests } from './guard-contests.ts';
import type { GuardGroup } from './guard-group.ts';

/** Large enough that a kernel takes a good part of a millisecond, small enough that naive peers are quick. */
const SIZE = [640, 360] as const;

/**
 * How much of a lead may be lost, as a share of it: a kernel that takes 1.5 times as long has lost a third.
 *
 * Of 492 measurements in 58 processes on 2 virtual cores, of which others took one to seven, four fell to 0.54 to 0.72 of
 * their kernel's median and none of the others below 0.76; where it was measured again at once, it was as usual. The best of
 * three counts, so that three such moments must follow each other before a loss is told that there isn't.
 */
const MARGIN = 0.25;

/** Kernels that mostly wait for memory depend on where their pictures lie: their leads differ by 1.3 between processes. */
const MEMORY_MARGIN = 0.3;

const WARM_UP_MS = 300;

/** How often each kernel is timed, until its least time stays the same: for about a second each. */
const KERNELS = {
  rgbToChroma: { runs: 60, margin: MARGIN },
  rgbToLab: { runs: 12, margin: MARGIN },
  meanDeltaE2000: { runs: 7, margin: MARGIN },
  'resizePillow to 256': { runs: 120, margin: MEMORY_MARGIN },
  replaceLuma: { runs: 150, margin: MEMORY_MARGIN },
  mergeWeighted: { runs: 250, margin: MEMORY_MARGIN },
  mergeConstrainedChroma: { runs: 120, margin: MARGIN },
  mergeLumaMasked: { runs: 120, margin: MARGIN },
  'averageChroma of 5': { runs: 60, margin: MEMORY_MARGIN },
} as const satisfies Readonly<Record<string, { readonly runs: number; readonly margin: number }>>;

/** The kernels that every frame goes through, each by how many times as fast as the plain formula it is. */
export function kernelGroups(): readonly GuardGroup[] {
  return Object.entries(KERNELS).map(([kernel, { runs, margin }]) => {
    const name = `kernel ${kernel}`;
    return {
      isTimed: true,
      dependsOnNode: true,
      definitions: [
        {
          ...{ name, unit: 'x', direction: 'higher', margin: { relative: margin } },
          why: 'how many times as fast as the formula as written, sample by sample, by the least processor time of each',
        },
      ],
      async measure({ say }) {
        say(name);
        return { [name]: leadOf(contestOf(kernel), runs) };
      },
    };
  });
}

/**
 * How many times as fast as its peer a kernel is, by the least processor time of each: the clock shows what else the
 * machine does, and a median the runs that it disturbed.
 */
function leadOf(contest: Contest, runs: number): number {
  warmUp(contest);
  const { ours, naive, oursProcessor, naiveProcessor } = timeContest(contest, runs);
  // Windows counts processor time in steps of 16 ms.
  const isCounted = Math.min(...oursProcessor) > 0 && process.platform !== 'win32';
  return isCounted ? Math.min(...naiveProcessor) / Math.min(...oursProcessor) : Math.min(...naive) / Math.min(...ours);
}

/** Runs both until the engine has compiled them for good: of WebAssembly, what is called often is compiled again. */
function warmUp({ ours, naive }: Contest): void {
  for (const work of [ours, naive]) {
    const startedAt = performance.now();
    while (performance.now() - startedAt < WARM_UP_MS) work();
  }
}

function contestOf(kernel: string): Contest {
  return createGuardContests(...SIZE).find((contest) => contest.kernel === kernel)!;
}
