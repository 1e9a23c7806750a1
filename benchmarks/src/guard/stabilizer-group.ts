import { createRgbImage, type Frame, meanDeltaE2000, type RgbImage } from '@havc/core';
import { stabilizer } from '@havc/filters';
import { createRandom } from '../old-film/random.ts';
import { createPicture } from '../speed/kernels/pictures.ts';
import type { GuardGroup } from './guard-group.ts';

const WIDTH = 160;
const HEIGHT = 120;
const FRAMES = 40;
/** How far colours jump from frame to frame, in codes. */
const JUMP = 24;

const NAME = 'stabilizer, flicker left';

/** How much of a flicker that is put into a still picture the stabiliser leaves. */
export const stabilizerGroup: GuardGroup = {
  isTimed: false,
  dependsOnNode: false,
  definitions: [
    {
      ...{ name: NAME, unit: '', direction: 'lower', margin: { relative: 0.02 } },
      why: 'CIEDE2000 from frame to frame of a still picture whose colours jump, after the stabiliser by before; whole numbers give the same everywhere',
    },
  ],
  async measure({ say }) {
    say('stabiliser on a film that flickers');
    const stage = stabilizer({ stabilize: { frames: 5 }, renderFactor: 'full' });
    const before: RgbImage[] = [];
    const after: RgbImage[] = [];
    for await (const { image } of flickeringFilm()) before.push(image);
    for await (const { image } of stage(flickeringFilm())) after.push(image);
    return { [NAME]: flickerOf(after) / flickerOf(before) };
  },
};

async function* flickeringFilm(): AsyncGenerator<Frame> {
  const random = createRandom(1);
  const still = createPicture(WIDTH, HEIGHT, 7);
  for (let index = 0; index < FRAMES; index++) {
    const [red, blue] = [JUMP * (random() - 0.5), JUMP * (random() - 0.5)];
    yield { index, time: index / 25, image: shifted(still, red, blue) };
  }
}

/** Other red and blue of the same BT.601 luma. */
function shifted(still: RgbImage, red: number, blue: number): RgbImage {
  const image = createRgbImage(WIDTH, HEIGHT);
  const shifts = [red, -(0.299 * red + 0.114 * blue) / 0.587, blue];
  for (let i = 0; i < image.data.length; i++) {
    image.data[i] = Math.min(255, Math.max(0, Math.round(still.data[i]! + shifts[i % 3]!)));
  }
  return image;
}

function flickerOf(frames: readonly RgbImage[]): number {
  let sum = 0;
  for (let at = 1; at < frames.length; at++) sum += meanDeltaE2000(frames[at - 1]!, frames[at]!);
  return sum / (frames.length - 1);
}
