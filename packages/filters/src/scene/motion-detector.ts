import type { SceneInfo } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { BLOCK, createMotionPlane, findBlock, type MotionPlane } from './block-motion.ts';
import { meanOfPlane } from './mean-of-plane.ts';
import { checkReferenceOptions, createReferenceChoice, type ReferenceOptions } from './reference-choice.ts';
import type { SceneDetector } from './scene-detector.ts';
import { sceneLuma } from './scene-luma.ts';

/** Finds cuts by how much of the picture can't be found again in the frame before. */
export interface MotionDetectorOptions extends ReferenceOptions {
  /**
   * A block has changed when its sum of absolute differences from the best place in the frame before, per 64 samples, is
   * above this, 0..16320. Default: 250, about 4 levels a sample, which suits clean film; grain needs more.
   */
  readonly blockDifference?: number;
  /** Part of the blocks, 0..1, above which a frame begins a shot. Default: 130 / 256. */
  readonly share?: number;
}

/** Distance of the blocks, half of their side: they overlap. */
const STEP = BLOCK / 2;
/** How far a block may have moved, in samples each way. */
const REACH = 32;

/**
 * Finds cuts by motion search, as {@link MotionDetectorOptions} say: blocks of 16x16 samples, every 8, of luma at most
 * 480x300, are searched for in the frame before (see {@link findBlock}), and a frame begins a shot when too many have
 * changed. `ratio` is the part that has. Frames smaller than a block have no cuts.
 *
 * Source: the rule of MVTools' `SCDetection`, as HAVC's `vs_mv_sc_detect` sets it (thscd1 250, thscd2 130 of 256).
 */
export function createMotionDetector(options: MotionDetectorOptions = {}): SceneDetector {
  const reference = checkReferenceOptions(options);
  const limit =
    (ensureNumber(options.blockDifference ?? 250, 'options.blockDifference', 0, 16_320) * BLOCK * BLOCK) / 64;
  const share = ensureNumber(options.share ?? 130 / 256, 'options.share', 0, 1);
  const choose = createReferenceChoice({ ...reference, renewed: true });
  let before: MotionPlane | undefined;
  let index = 0;
  return {
    push(image): SceneInfo[] {
      const plane = sceneLuma(image, { maxWidth: 480, maxHeight: 300 });
      const current = createMotionPlane(plane);
      const changed = before ? changedShare(current, before, limit) : 0;
      before = current;
      const at = index++;
      const cut = at === 0 || changed > share;
      const luma = meanOfPlane(plane) / 255;
      const candidate = { index: at, strength: cut ? 3 : 0, luma, ratio: changed, plane } as const;
      return [{ cut, luma, ratio: changed, reference: choose(candidate) }];
    },
    finish: () => [],
  };
}

function changedShare(current: MotionPlane, before: MotionPlane, limit: number): number {
  let [blocks, changed] = [0, 0];
  for (let y = 0; y + BLOCK <= current.height; y += STEP) {
    for (let x = 0; x + BLOCK <= current.width; x += STEP) {
      blocks++;
      if (findBlock(current, before, x, y, { reach: REACH, good: limit }) > limit) changed++;
    }
  }
  return blocks === 0 ? 0 : changed / blocks;
}
