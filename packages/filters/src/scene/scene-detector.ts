import type { RgbImage, SceneInfo } from '@havc/core';

/**
 * Scene detection frame by frame, without a stream around it: pictures go in one at a time and in order, and what is
 * known of each comes out in the same order, at most a few frames later.
 */
export interface SceneDetector {
  /**
   * Takes the next frame's picture, which it reads at once and doesn't keep.
   *
   * @returns what has now become certain, oldest frame first; often one frame, at the start none.
   */
  push(image: RgbImage): SceneInfo[];
  /** Says that no frame follows, and returns what is left. A detector is used up after that. */
  finish(): SceneInfo[];
}
