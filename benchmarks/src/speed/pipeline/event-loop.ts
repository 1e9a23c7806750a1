import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { compact } from '@havc/models-compact';
import type { Benchmark } from '../benchmark.ts';
import { runCompact } from './pipelines.ts';

/** Whether the main process stays responsive while a film is coloured. */
export const eventLoop: Benchmark = {
  name: 'event-loop',
  summary: 'delay of the event loop of the process that runs the pipeline, during a film through the built-in model',
  async run({ scale, films, folder, say }) {
    const film = await films.old(scale.frames, 'light grain');
    const output = join(folder, 'event-loop.mp4');
    const colorizer = await compact();
    try {
      await runCompact(colorizer, await films.old(Math.min(25, scale.frames), 'light grain'), output);
      const busy = await watchDelay(() => runCompact(colorizer, film, output));
      const idle = await watchDelay(() => sleep(2000));
      say(`busy ${busy.p99.toFixed(1)} ms, idle ${idle.p99.toFixed(1)} ms`);
      const benchmark = this.name;
      const note = `${scale.width}x${scale.height}, ${scale.frames} frames; timers of 1 ms, which is included`;
      return [
        { benchmark, measure: 'p99 during the run', value: busy.p99, unit: 'ms', target: { atMost: 20 }, note },
        { benchmark, measure: 'p50 during the run', value: busy.p50, unit: 'ms' },
        { benchmark, measure: 'longest during the run', value: busy.longest, unit: 'ms' },
        { benchmark, measure: 'p99 of an idle process', value: idle.p99, unit: 'ms' },
      ];
    } finally {
      await colorizer.dispose();
    }
  },
};

async function watchDelay(work: () => Promise<unknown>): Promise<{ p50: number; p99: number; longest: number }> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  const [p50, p99] = [histogram.percentile(50) / 1e6, histogram.percentile(99) / 1e6];
  return { p50, p99, longest: histogram.max / 1e6 };
}
