import { type Frame, pipe, type RgbImage, type Stage } from '@havc/core';
import { detectScenes, mergeImages, type StabilizerOptions, stabilizer } from '@havc/filters';
import { median } from '../../statistics/median.ts';
import type { Benchmark, Row } from '../benchmark.ts';
import { createPicture } from '../kernels/pictures.ts';

/** The share of the frames that come before the clock counts. */
const WARM_UP = 1 / 3;

/** What presets switch on: darkness, chroma smoothing, mean over five frames with gray areas refilled, deflicker. */
const STABILIZER: StabilizerOptions = { dark: {}, smooth: {}, stabilize: { refill: { threshold: 15 } } };

/** The filters that a film goes through by default, one after the other, on one thread. */
export const filterChain: Benchmark = {
  name: 'filter-chain',
  summary: 'scene detection, merge and stabiliser with all its parts, one after the other, at the working size',
  async run({ scale, say }) {
    const [width, height] = scale.filterSizes[0]!;
    const rows: Row[] = [];
    for (const renderFactor of [24, 'full'] as const) {
      const samples: number[] = [];
      for (let run = 0; run < Math.max(3, scale.repeats); run++) {
        samples.push(await millisecondsPerFrame(width, height, scale.filterFrames, renderFactor));
      }
      const measure = `a frame of ${height}p, stabiliser at ${renderFactor === 'full' ? 'full size' : `render factor ${renderFactor}`}`;
      say(`${measure}: ${median(samples).toFixed(1)} ms`);
      rows.push({ benchmark: this.name, measure, value: median(samples), unit: 'ms', samples, target: { atMost: 12 } });
    }
    return rows;
  },
};

async function millisecondsPerFrame(
  width: number,
  height: number,
  count: number,
  renderFactor: 24 | 'full',
): Promise<number> {
  const frames = createFrames(width, height, count);
  const merged = mergeWith([createPicture(width, height, 4), createPicture(width, height, 5)]);
  const chain = pipe(frames, detectScenes(), merged, stabilizer({ ...STABILIZER, renderFactor }));
  const first = Math.floor(count * WARM_UP);
  let startedAt = 0;
  for await (const { index } of chain) if (index === first) startedAt = performance.now();
  return (performance.now() - startedAt) / (count - first - 1);
}

/** A stage that merges each frame with one of some other colourings in turn, so that there is flicker. */
function mergeWith(others: readonly RgbImage[]): Stage {
  return async function* merged(frames) {
    for await (const frame of frames) {
      const other = others[frame.index % others.length] as RgbImage;
      yield { ...frame, image: mergeImages(frame.image, other, { method: 'simple' }) };
    }
  };
}

/** Frames of a still scene with some grain. */
async function* createFrames(width: number, height: number, count: number): AsyncGenerator<Frame> {
  const pictures = [1, 2, 3].map((seed) => {
    const picture = createPicture(width, height, 1);
    const grain = createPicture(width, height, 10 + seed);
    for (let i = 0; i < picture.data.length; i++) picture.data[i] = picture.data[i]! ^ (grain.data[i]! & 3);
    return picture;
  });
  for (let index = 0; index < count; index++) {
    yield { index, time: index / 25, image: pictures[index % pictures.length] as RgbImage };
  }
}
