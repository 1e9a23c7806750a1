import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { type MemoryPeak, watchMemory } from '../../machine/process-tree.ts';
import { median } from '../../statistics/median.ts';
import type { Benchmark, Row, Target } from '../benchmark.ts';
import { startColorize } from './havc-command.ts';

/** Fast, so that thousands of frames take a minute or two; the same for both films. */
const FAST = ['--encoder-args', '-preset ultrafast -crf 23'];

/** Megabytes that all processes together may take. */
const MOST: Target = { atMost: 1500 };

/** Whether memory is bounded by the window and not by the film. */
export const memory: Benchmark = {
  name: 'memory',
  summary: 'peak memory of all processes of `havc colorize`, for a short and a long film',
  async run({ scale, films, folder, havcProgram, say }) {
    if (process.platform !== 'linux') {
      throw new HavcError('INPUT_UNSUPPORTED', 'Memory is read from /proc: run this benchmark on Linux.');
    }
    const [short, long] = scale.memoryFrames;
    const look = async (frames: number, settings: readonly string[]): Promise<MemoryPeak> => {
      const film = await films.repeating(frames, short);
      const run = startColorize(havcProgram, film, join(folder, 'memory.mp4'), settings);
      const watch = watchMemory(run.child.pid!);
      const done = await run.done.finally(() => watch.stop());
      const peak = watch.stop();
      if (done !== frames) throw new HavcError('INFERENCE_FAILED', `${done} frames came out of ${frames}.`);
      say(`${frames} frames ${settings.join(' ')}: ${megabytes(peak.bytes)} MB (${describe(peak)})`);
      return peak;
    };
    const usual = [await look(short, [])];
    const few: MemoryPeak[] = [];
    const many: MemoryPeak[] = [];
    // Where the garbage collector happens to be at the peak moves it by a few per cent: hence medians.
    for (let repeat = 0; repeat < scale.repeats; repeat++) {
      few.push(await look(short, FAST));
      many.push(await look(long, FAST));
    }
    const row = (measure: string, peaks: readonly MemoryPeak[]): Row => {
      const samples = peaks.map((peak) => megabytes(peak.bytes));
      const note = describe(peaks[0]!);
      return { benchmark: this.name, measure, value: median(samples), unit: 'MB', samples, target: MOST, note };
    };
    const growth = median(many.map(({ bytes }) => bytes)) / median(few.map(({ bytes }) => bytes));
    const size = `${scale.width}x${scale.height}`;
    return [
      row(`peak, ${short} frames, usual encoder`, usual),
      row(`peak, ${long} frames, x264 ultrafast`, many),
      row(`peak, ${short} frames, x264 ultrafast`, few),
      {
        ...{ benchmark: this.name, measure: `${long} / ${short} frames`, value: growth, unit: 'x' },
        ...{ target: { atMost: 1.05 }, note: `${size}, x264 ultrafast` },
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
