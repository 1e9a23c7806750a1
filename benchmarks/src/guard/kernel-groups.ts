import { type Contest, createContests } from '../speed/kernels/contests.ts';
import { timeContest } from '../speed/kernels/time-contest.ts';
import type { GuardGroup } from './guard-group.ts';
import { createMergeContests } from './merge-contests.ts';

/** Large enough that a kernel takes a good part of a millisecond, small enough that naive peers are quick. */
const SIZE = [640, 360] as const;

/**
 * How much of a lead may be lost, as a share of it: a kernel that takes 1.5 times as long has lost a third.
 *
 * On 2 virtual cores with eight to ten other processes at work, one measurement in 72 (8 runs of 9 kernels) fell to 0.66 of
 * its kernel's median, one to 0.75, and none of the others below 0.88; on an idle machine all lay within 0.9 and 1.1. The
 * best of three counts, so that three such measurements must follow each other before a loss is told that there isn't.
 */
const MARGIN = 0.25;

/** How often each kernel is timed: until its least time stays the same, a second or two each. */
const RUNS = {
  rgbToChroma: 60,
  rgbToLab: 12,
  meanDeltaE2000: 7,
  'resizePillow to 256': 120,
  replaceLuma: 150,
  mergeWeighted: 250,
  mergeConstrainedChroma: 120,
  mergeLumaMasked: 120,
  'averageChroma of 5': 60,
} as const satisfies Readonly<Record<string, number>>;

/** The kernels that every frame goes through, each by how many times as fast as the plain formula it is. */
export function kernelGroups(): readonly GuardGroup[] {
  return Object.entries(RUNS).map(([kernel, runs]) => {
    const name = `kernel ${kernel}`;
    return {
      isTimed: true,
      dependsOnNode: true,
      definitions: [
        {
          ...{ name, unit: 'x', direction: 'higher', margin: { relative: MARGIN } },
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
  const { ours, naive, oursProcessor, naiveProcessor } = timeContest(contest, runs);
  // Windows counts processor time in steps of 16 ms.
  const isCounted = Math.min(...oursProcessor) > 0 && process.platform !== 'win32';
  return isCounted ? Math.min(...naiveProcessor) / Math.min(...oursProcessor) : Math.min(...naive) / Math.min(...ours);
}

function contestOf(kernel: string): Contest {
  const contests = [...createMergeContests(...SIZE), ...createContests(...SIZE)];
  return contests.find((contest) => contest.kernel === kernel)!;
}
