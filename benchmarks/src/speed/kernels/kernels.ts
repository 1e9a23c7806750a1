import { median } from '../../statistics/median.ts';
import type { Benchmark, Row } from '../benchmark.ts';
import { createContests } from './contests.ts';

/** Runs before the clock counts: until the compiler has settled. */
const WARM_UPS = 5;
/** Measured runs for each repeat that the scale asks for. */
const RUNS_A_REPEAT = 7;

/** The kernels that every frame goes through, against ndarray's `get` and `set`. */
export const kernels: Benchmark = {
  name: 'kernels',
  summary: 'kernels of @havc/core on one picture, against the plain formula through get and set of ndarray',
  async run({ scale, say }) {
    const [width, height] = scale.picture;
    const rows: Row[] = [];
    for (const { kernel, ours, naive } of createContests(width, height)) {
      const mine: number[] = [];
      const theirs: number[] = [];
      for (let run = -WARM_UPS; run < RUNS_A_REPEAT * scale.repeats; run++) {
        const [my, their] = [milliseconds(ours), milliseconds(naive)];
        if (run < 0) continue;
        mine.push(my);
        theirs.push(their);
      }
      say(`${kernel}: ${median(mine).toFixed(2)} ms`);
      const ratios = theirs.map((time, at) => time / mine[at]!);
      const note = `${width}x${height}; get and set: ${median(theirs).toFixed(1)} ms`;
      rows.push(
        { benchmark: this.name, measure: kernel, value: median(mine), unit: 'ms', samples: mine, note },
        { benchmark: this.name, measure: `${kernel}, get and set / ours`, value: median(ratios), unit: 'x' },
      );
    }
    return rows;
  },
};

function milliseconds(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
