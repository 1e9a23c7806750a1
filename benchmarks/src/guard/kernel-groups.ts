import { type Contest, createContests } from '../speed/kernels/contests.ts';
import { timeContest } from '../speed/kernels/time-contest.ts';
import type { GuardGroup } from './guard-group.ts';
import { createMergeContests } from './merge-contests.ts';

/** Large enough that a kernel takes a good part of a millisecond, small enough that naive peers are quick. */
const SIZE = [640, 360] as const;

/** A guarded kernel: how often it is timed, and how much of its lead over the peer may be lost. */
interface GuardedKernel {
  readonly kernel: string;
  readonly runs: number;
  readonly margin: number;
}

/**
 * Margins come from 40 runs of the whole on 2 virtual cores, half of them with two busy loops beside them. The ratio of
 * the least processor times then fell below its median by at most 12 % for the kernels that compute, and by at most 30 %
 * for those that mostly wait for memory, which a busy neighbour slows more than their peers; the best of three tries counts.
 */
const KERNELS: readonly GuardedKernel[] = [
  { kernel: 'rgbToChroma', runs: 40, margin: 0.25 },
  { kernel: 'rgbToLab', runs: 12, margin: 0.25 },
  { kernel: 'meanDeltaE2000', runs: 7, margin: 0.25 },
  { kernel: 'resizePillow to 256', runs: 40, margin: 0.3 },
  { kernel: 'mergeWeighted', runs: 60, margin: 0.3 },
  { kernel: 'mergeConstrainedChroma', runs: 40, margin: 0.25 },
  { kernel: 'mergeLumaMasked', runs: 60, margin: 0.25 },
  { kernel: 'averageChroma of 5', runs: 30, margin: 0.25 },
];

/** The kernels that every frame goes through, each by how many times as fast as the plain formula it is. */
export function kernelGroups(): readonly GuardGroup[] {
  return KERNELS.map(({ kernel, runs, margin }) => {
    const name = `kernel ${kernel}`;
    return {
      isTimed: true,
      definitions: [
        {
          ...{ name, unit: 'x', direction: 'higher', margin: { relative: margin } },
          why: 'how many times as fast as the plain formula through get and set of ndarray, by least processor time',
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
  const contests = [...createContests(...SIZE), ...createMergeContests(...SIZE)];
  return contests.find((contest) => contest.kernel === kernel)!;
}
