import { pipe, type RgbImage, type Stage } from '@havc/core';

/** A picture that a recipe has coloured, and what its tone is compared with, where luma is to follow it. */
export interface ColoredPicture {
  readonly image: RgbImage;
  readonly before: RgbImage | undefined;
}

/** Colours one picture: a film of one frame. */
export async function colorPicture(stage: Stage, image: RgbImage): Promise<ColoredPicture> {
  for await (const frame of pipe([{ index: 0, time: 0, image }], stage)) {
    return { image: frame.image, before: frame.before };
  }
  throw new Error('a stage gave nothing for a frame');
}
