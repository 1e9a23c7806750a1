import type { SceneInfo } from '@havc/core';
import { ensureNumber } from '../option-checks.ts';
import { BLOCK, blockDeviation, createMotionPlane, findBlock, type MotionPlane } from './block-motion.ts';
import { meanOfPlane } from './mean-of-plane.ts';
import { checkReferenceOptions, createReferenceChoice, type ReferenceOptions } from './reference-choice.ts';
import type { SceneDetector } from './scene-detector.ts';
import { sceneLuma } from './scene-luma.ts';

/** Finds cuts where a video coder would begin anew rather than go on from the frame before. */
export interface KeyframeDetectorOptions extends ReferenceOptions {
  /**
   * By how much a block's difference from its best place in the frame before must exceed its own deviation to vote for a
   * new beginning; sums over 256 samples, 0..65280. Default: 2000.
   */
  readonly bias?: number;
  /** Part of the blocks that must vote, 0..1. Default: 0.5. */
  readonly share?: number;
}

/** For so many frames after a cut another one is made harder, */
const GUARD = 10;
/** by this times the square of the frames left: coders spare key frames that follow each other. */
const GUARD_FACTOR = 8;
/** How far a block may have moved, in samples each way: the coder only looks around for its estimate. */
const REACH = 4;

/**
 * Finds cuts by the vote that XviD's first pass takes for its key frames, as {@link KeyframeDetectorOptions} say: of luma
 * at most 480x300, pairs of blocks in every second position, border left out, are searched for in the frame before (see
 * {@link findBlock}); a block votes when its difference exceeds its own deviation and the bias. `ratio` is the part that
 * votes. In the first 10 frames after a cut the bias is larger by 8 · (10 − frames)².
 *
 * Source: the decision of XviD's `MEanalysis`, described in our own words; HAVC's `vs_sc_xvid` takes the coder's key
 * frames themselves, from 4:2:0 pictures, so that single decisions differ.
 */
export function createKeyframeDetector(options: KeyframeDetectorOptions = {}): SceneDetector {
  const reference = checkReferenceOptions(options);
  const bias = ensureNumber(options.bias ?? 2000, 'options.bias', 0, 65_280);
  const share = ensureNumber(options.share ?? 0.5, 'options.share', 0, 1);
  const choose = createReferenceChoice({ ...reference, renewed: true });
  let before: MotionPlane | undefined;
  let index = 0;
  let lastCut = 0;
  return {
    push(image): SceneInfo[] {
      const plane = sceneLuma(image, { maxWidth: 480, maxHeight: 300 });
      const current = createMotionPlane(plane);
      const at = index++;
      const left = Math.max(0, GUARD - (at - lastCut));
      const votes = before ? voteShare(current, before, bias + GUARD_FACTOR * left * left) : 0;
      before = current;
      const cut = at === 0 || votes > share;
      if (cut) lastCut = at;
      const luma = meanOfPlane(plane) / 255;
      const candidate = { index: at, strength: cut ? 3 : 0, luma, ratio: votes, plane } as const;
      return [{ cut, luma, ratio: votes, reference: choose(candidate) }];
    },
    finish: () => [],
  };
}

/** Of blocks in groups of two by two, on every second place of such groups; the outermost blocks are left out. */
function voteShare(current: MotionPlane, before: MotionPlane, bias: number): number {
  const columns = Math.floor(current.width / BLOCK);
  const rows = Math.floor(current.height / BLOCK);
  let [blocks, votes] = [0, 0];
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      if (((row - 1) & 2) !== 0 || ((column - 1) & 2) !== 0) continue;
      blocks++;
      const limit = blockDeviation(current, column * BLOCK, row * BLOCK) + bias;
      if (findBlock(current, before, column * BLOCK, row * BLOCK, { reach: REACH, good: limit }) > limit) votes++;
    }
  }
  return blocks === 0 ? 0 : votes / blocks;
}
