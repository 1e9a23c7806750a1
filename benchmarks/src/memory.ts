import { join } from 'node:path';
import { HavcError } from '@havc/core';
import type { Benchmark } from './benchmark.ts';
import { startColorize } from './havc-command.ts';
import { type MemoryPeak, watchMemory } from './process-tree.ts';

/** Fast and the same for both films: the encoder's look-ahead is part of the memory, its thoroughness is not. */
const ENCODER = '-preset ultrafast -crf 23';

/** Whether memory is bounded by the window and not by the film. */
export const memory: Benchmark = {
  name: 'memory',
  summary: 'peak memory of all processes of `havc colorize`, for a short and a long film',
  async run({ scale, films, folder, say }) {
    if (process.platform !== 'linux') {
      throw new HavcError('INPUT_UNSUPPORTED', 'Memory is read from /proc: run this benchmark on Linux.');
    }
    const [short, long] = scale.memoryFrames;
    const peakOf = async (frames: number): Promise<MemoryPeak> => {
      const run = startColorize(await films.repeating(frames, short), join(folder, 'memory.mp4'), [
        '--encoder-args',
        ENCODER,
      ]);
      const watch = watchMemory(run.child.pid!);
      const done = await run.done;
      const peak = watch.stop();
      if (done !== frames) throw new HavcError('INFERENCE_FAILED', `${done} frames came out of ${frames}.`);
      say(`${frames} frames: ${megabytes(peak.bytes)} MB (${describe(peak)})`);
      return peak;
    };
    const [few, many] = [await peakOf(short), await peakOf(long)];
    const benchmark = this.name;
    const settings = `${scale.width}x${scale.height}, x264 ultrafast`;
    return [
      {
        ...{ benchmark, measure: `peak, ${long} frames`, value: megabytes(many.bytes), unit: 'MB' },
        ...{ target: { atMost: 1500 }, note: `${settings}; ${describe(many)}` },
      },
      { benchmark, measure: `peak, ${short} frames`, value: megabytes(few.bytes), unit: 'MB', note: describe(few) },
      {
        ...{ benchmark, measure: `${long} / ${short} frames`, value: many.bytes / few.bytes, unit: 'x' },
        target: { atMost: 1.05 },
      },
    ];
  },
};

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}

function describe({ parts }: MemoryPeak): string {
  return parts.map(({ program, bytes }) => `${program} ${megabytes(bytes)}`).join(' + ');
}
