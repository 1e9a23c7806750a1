import { createHash } from 'node:crypto';
import { createRgbImage, type Frame, type RgbImage, type Stage } from '@havc/core';

/** Where the made film's second shot begins. */
export const CUT = 6;

/** Frames of the made film. */
export const FRAMES = 12;

/** A gray film of two shots, 12 frames, 25 a second; something moves in each. */
export function makeFilm(width = 96, height = 64, frames = FRAMES): Frame[] {
  return Array.from({ length: frames }, (_, index) => {
    const image = createRgbImage(width, height);
    const inSecond = index >= CUT;
    for (let i = 0; i < width * height; i++) {
      const [x, y] = [i % width, Math.trunc(i / width)];
      const ground = inSecond ? 200 - (150 * x) / width : 30 + (170 * y) / height;
      const isDisc = (x - 20 - 2 * index) ** 2 + (y - height / 2) ** 2 < (height / 5) ** 2;
      const gray = Math.round(isDisc ? 255 - ground : ground + 12 * Math.sin((x + y) / (inSecond ? 3 : 7)));
      image.data.fill(Math.min(255, Math.max(0, gray)), 3 * i, 3 * i + 3);
    }
    return { index, time: index / 25, image };
  });
}

/** What a stage makes of frames. */
export async function runStage(stage: Stage, frames: readonly Frame[]): Promise<Frame[]> {
  const made: Frame[] = [];
  for await (const frame of stage(toStream(frames))) made.push(frame);
  return made;
}

/** Frames as a stream. */
export async function* toStream(frames: readonly Frame[]): AsyncGenerator<Frame, void, undefined> {
  yield* frames;
}

/** A hash of a picture's samples: pictures are compared, and a difference of thousands of numbers tells nobody anything. */
export function hashOf({ data }: RgbImage): string {
  return createHash('md5').update(data).digest('hex');
}

/** The hashes of the pictures of frames. */
export function hashesOf(frames: readonly Frame[]): string[] {
  return frames.map(({ image }) => hashOf(image));
}
