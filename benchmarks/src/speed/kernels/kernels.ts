import { median } from '../../statistics/median.ts';
import type { Benchmark, Row } from '../benchmark.ts';
import { createContests } from './contests.ts';
import { timeContest } from './time-contest.ts';

/** Measured runs for each repeat that the scale asks for. */
const RUNS_A_REPEAT = 7;

/** The kernels that every frame goes through, against ndarray's `get` and `set`. */
export const kernels: Benchmark = {
  name: 'kernels',
  summary: 'kernels of @havc/core on one picture, against the plain formula through get and set of ndarray',
  async run({ scale, say }) {
    const [width, height] = scale.picture;
    const rows: Row[] = [];
    for (const contest of createContests(width, height)) {
      const { kernel } = contest;
      const { ours, naive } = timeContest(contest, RUNS_A_REPEAT * scale.repeats);
      say(`${kernel}: ${median(ours).toFixed(2)} ms`);
      const ratios = naive.map((time, at) => time / ours[at]!);
      const note = `${width}x${height}; get and set: ${median(naive).toFixed(1)} ms`;
      rows.push(
        { benchmark: this.name, measure: kernel, value: median(ours), unit: 'ms', samples: ours, note },
        { benchmark: this.name, measure: `${kernel}, get and set / ours`, value: median(ratios), unit: 'x' },
      );
    }
    return rows;
  },
};
