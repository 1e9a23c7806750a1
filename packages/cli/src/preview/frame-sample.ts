import type { Frame } from '@havc/core';
import { sceneLuma } from '@havc/filters';

/** What choosing frames knows of one of them. */
export interface FrameSample {
  readonly index: number;
  /** Seconds. */
  readonly time: number;
  /** Mean luma, 0..1. */
  readonly luma: number;
  /** Standard deviation of luma, 0..0.5: 0 for a blank, about 0.2 for a picture. */
  readonly contrast: number;
  /** Mean step between neighbouring samples, 0..1. It says something only against frames of the same shot. */
  readonly sharpness: number;
  /** Luma in 16x12 samples or less, to tell how different two frames are. */
  readonly picture: Uint8Array;
}

/** Takes a sample of a frame. */
export function sampleFrame({ index, time, image }: Frame): FrameSample {
  const plane = sceneLuma(image, { maxWidth: 160, maxHeight: 120 });
  const [height, width] = plane.shape as [number, number];
  const { data } = plane;
  let [sum, squares, steps] = [0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const value = data[i]!;
      sum += value;
      squares += value * value;
      if (x > 0) steps += Math.abs(value - data[i - 1]!);
      if (y > 0) steps += Math.abs(value - data[i - width]!);
    }
  }
  const mean = sum / data.length;
  const picture = sceneLuma(image, { maxWidth: 16, maxHeight: 12 }).data;
  return {
    index,
    time,
    luma: mean / 255,
    contrast: Math.sqrt(Math.max(0, squares / data.length - mean * mean)) / 255,
    sharpness: steps / (2 * data.length) / 255,
    picture: picture.slice(),
  };
}

/** How different two frames of one film look, 0..1: the mean difference of luma; unrelated pictures have about 0.25. */
export function sampleDifference(a: FrameSample, b: FrameSample): number {
  let sum = 0;
  const length = Math.min(a.picture.length, b.picture.length);
  for (let i = 0; i < length; i++) sum += Math.abs(a.picture[i]! - b.picture[i]!);
  return length === 0 ? 0 : sum / length / 255;
}
