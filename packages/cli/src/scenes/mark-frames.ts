import { type Frame, pipe, type RgbImage, resizeArea } from '@havc/core';
import { detectScenes, type SceneDetectionOptions } from '@havc/filters';
import type { Film } from '@havc/media';

/** Shorter side of the pictures in which cuts are looked for: that of the pictures that are coloured. */
export const DETECTION_SIZE = 480;

/** The frames of a film that was opened at full size, marked; cuts are looked for in small copies. */
export async function* markFullFrames(film: Film, detection: SceneDetectionOptions): AsyncGenerator<Frame> {
  // As many as the detector looks ahead, which is 3 or its offset.
  const waiting: RgbImage[] = [];
  const size = detectionSize(film);
  async function* small(): AsyncGenerator<Frame> {
    for await (const frame of film.frames) {
      waiting.push(frame.image);
      yield { ...frame, image: size ? resizeArea(frame.image, size) : frame.image };
    }
  }
  for await (const marked of pipe(small(), detectScenes(detection))) yield { ...marked, image: waiting.shift()! };
}

/** The size for detection, or nothing where the film is that small. */
function detectionSize({ width, height }: Film): { width: number; height: number } | undefined {
  const factor = DETECTION_SIZE / Math.min(width, height);
  if (factor >= 1) return undefined;
  const even = (side: number) => Math.max(2, Math.round((side * factor) / 2) * 2);
  return { width: even(width), height: even(height) };
}
