import { type Frame, HavcError, type RgbImage, resizeArea, resizeCatmullRom, type Stage, sizeOf } from '@havc/core';
import { grayOf } from '../color/gray-of.ts';

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A stage that ends a film after so many frames. */
export function firstFrames(count: number): Stage {
  return async function* first(frames) {
    let left = count;
    if (left <= 0) return;
    for await (const frame of frames) {
      yield frame;
      if (--left <= 0) return;
    }
  };
}

/**
 * A stage that ends a film after so many frames, and doesn't let it have fewer.
 *
 * @param name - of the film, for the message.
 * @throws HavcError `OPTION_INVALID` while running, where it ends too early.
 */
export function exactFrames(count: number, name: string): Stage {
  return async function* exact(frames) {
    let seen = 0;
    for await (const frame of firstFrames(count)(frames)) {
      seen++;
      yield frame;
    }
    if (seen === count) return;
    throw new HavcError(
      'OPTION_INVALID',
      `${name} has only ${seen} frames where ${count} are needed: frames are compared one by one, so both films must be ` +
        'of the same cut, or fewer frames be measured.',
      { details: { frames: seen, needed: count } },
    );
  };
}

/** A stage that takes colours away, as {@link grayOf} does. */
export const toGray: Stage = async function* gray(frames) {
  for await (const frame of frames) yield { ...frame, image: grayOf(frame.image) };
};

/** A stage that brings pictures to a size: by area where they shrink, smoothly where they grow. */
export function fitTo(size: Size): Stage {
  return async function* fit(frames: AsyncIterable<Frame>) {
    for await (const frame of frames) yield { ...frame, image: fitted(frame.image, size) };
  };
}

function fitted(image: RgbImage, size: Size): RgbImage {
  const { width, height } = sizeOf(image);
  if (width === size.width && height === size.height) return image;
  return width >= size.width && height >= size.height ? resizeArea(image, size) : resizeCatmullRom(image, size);
}
