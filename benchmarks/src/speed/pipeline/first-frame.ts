import { join } from 'node:path';
import { median } from '../../statistics/median.ts';
import type { Benchmark } from '../benchmark.ts';
import { startColorize } from './havc-command.ts';

/** How long a user waits for the first sign of colour. */
export const firstFrame: Benchmark = {
  name: 'first-frame',
  summary: 'from the start of `havc colorize` to its first coloured frame, on a warm disk',
  async run({ scale, films, folder, havcProgram, say }) {
    const film = await films.old(scale.frames, 'light grain');
    const output = join(folder, 'first-frame.mp4');
    const seconds: number[] = [];
    for (let repeat = -1; repeat < Math.max(3, scale.repeats); repeat++) {
      const run = startColorize(havcProgram, film, output);
      const taken = await Promise.race([run.firstFrame, run.done.then(() => Number.NaN)]);
      run.child.kill('SIGINT');
      // It ends with the exit code of an interruption, as asked.
      await run.done.catch(() => {});
      say(`${repeat < 0 ? 'warm-up' : `run ${repeat + 1}`}: ${taken.toFixed(2)} s`);
      if (repeat >= 0) seconds.push(taken);
    }
    return [
      {
        ...{ benchmark: this.name, measure: 'first coloured frame', value: median(seconds), unit: 's' },
        ...{
          samples: seconds,
          target: { atMost: 3 },
          note: `${scale.width}x${scale.height}, from the process's start`,
        },
      },
    ];
  },
};
