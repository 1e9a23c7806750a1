import { type Frame, pipe, type RgbImage } from '@havc/core';
import { detectScenes, mergeImages, type StabilizerOptions, stabilizer } from '@havc/filters';
import type { Benchmark, Row } from '../benchmark.ts';
import { createPicture } from '../kernels/pictures.ts';
import { median } from '../statistics.ts';

const WIDTH = 854;
const HEIGHT = 480;
/** Frames of a run, and how many of them come before the clock counts. */
const FRAMES = 90;
const WARM_UP = 30;

/** What presets switch on: darkness, chroma smoothing, mean over five frames with gray areas refilled, deflicker. */
const STABILIZER: StabilizerOptions = { dark: {}, smooth: {}, stabilize: { refill: { threshold: 15 } } };

/** The filters that a film goes through by default, one after the other, on one thread. */
export const filterChain: Benchmark = {
  name: 'filter-chain',
  summary: `scene detection, merge and stabiliser with all its parts, on frames of ${WIDTH}x${HEIGHT}`,
  async run({ scale, say }) {
    const rows: Row[] = [];
    for (const renderFactor of [24, 'full'] as const) {
      const samples: number[] = [];
      for (let run = 0; run < Math.max(3, scale.repeats); run++) samples.push(await millisecondsPerFrame(renderFactor));
      const measure = `a frame, stabiliser at ${renderFactor === 'full' ? 'full size' : `render factor ${renderFactor}`}`;
      say(`${measure}: ${median(samples).toFixed(1)} ms`);
      rows.push({ benchmark: this.name, measure, value: median(samples), unit: 'ms', samples, target: { atMost: 12 } });
    }
    return rows;
  },
};

async function millisecondsPerFrame(renderFactor: 24 | 'full'): Promise<number> {
  const chain = pipe(createFrames(), detectScenes(), merged, stabilizer({ ...STABILIZER, renderFactor }));
  let startedAt = 0;
  for await (const { index } of chain) if (index === WARM_UP) startedAt = performance.now();
  return (performance.now() - startedAt) / (FRAMES - WARM_UP - 1);
}

/** Two colourings of each frame as one, of which the second one flickers. */
async function* merged(frames: AsyncIterable<Frame>): AsyncGenerator<Frame> {
  const seconds = [createPicture(WIDTH, HEIGHT, 4), createPicture(WIDTH, HEIGHT, 5)];
  for await (const frame of frames) {
    const second = seconds[frame.index % seconds.length] as RgbImage;
    yield { ...frame, image: mergeImages(frame.image, second, { method: 'simple' }) };
  }
}

/** Frames of a still scene with some grain, each in memory of its own. */
async function* createFrames(): AsyncGenerator<Frame> {
  const pictures = [1, 2, 3].map((seed) => {
    const picture = createPicture(WIDTH, HEIGHT, 1);
    const grain = createPicture(WIDTH, HEIGHT, 10 + seed);
    for (let i = 0; i < picture.data.length; i++) picture.data[i] = picture.data[i]! ^ (grain.data[i]! & 3);
    return picture;
  });
  for (let index = 0; index < FRAMES; index++) {
    yield { index, time: index / 25, image: pictures[index % pictures.length] as RgbImage };
  }
}
