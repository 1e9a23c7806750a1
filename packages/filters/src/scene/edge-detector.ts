import type { Plane, SceneInfo } from '@havc/core';
import { ensureNumber, ensureOneOf, ensureWhole } from '../option-checks.ts';
import { edgeDifference } from './edge-difference.ts';
import { edgeMask } from './edge-mask.ts';
import { meanOfPlane } from './mean-of-plane.ts';
import { planeDifference } from './plane-difference.ts';
import { checkReferenceOptions, createReferenceChoice, type ReferenceOptions } from './reference-choice.ts';
import type { SceneDetector } from './scene-detector.ts';
import { type LumaRange, sceneLuma } from './scene-luma.ts';

/** Finds cuts, and slower changes that deserve a new reference, by what happens at the edges in the picture. */
export interface EdgeDetectorOptions extends Omit<ReferenceOptions, 'frequency'> {
  /** A slow change moves edges by more than this, 0.001..1. Default: 0.035. Useful: 0.020..0.090. */
  readonly threshold?: number;
  /** Each frame is compared with the one so many after it, 1..25. Default: 2. */
  readonly offset?: number;
  /** A sudden change moves edges by so many times the threshold, 1..100. Default: 15. Useful: 5..25. */
  readonly multiplier?: number;
  /** At least so many frames lie between two slow changes, 1..1500. Default: 20. */
  readonly minimumInterval?: number;
  /** See {@link ReferenceOptions}. Default: 0.80. */
  readonly similarity?: number;
  /** Default: `full`; `limited` gives the original's numbers. */
  readonly lumaRange?: LumaRange;
}

/** Why the edge detector points at a frame: not at all, slow change, sudden at the edges, sudden in luma, in both. */
export type EdgeReason = 0 | 1 | 2 | 3 | 4;

/** A mean difference of luma above this is a cut. */
const CUT = 0.1;
/** A slow change must also change the whole picture, by so many thresholds. */
const WHOLE = 1.75;

/** What is measured of a frame for {@link createEdgeRule}. */
export interface EdgeMeasures {
  readonly luma: number;
  /** Mean difference of luma from the frame before, 0..1. */
  readonly step: number;
  /** {@link edgeDifference} from the frame `offset` after. */
  readonly edges: number;
  readonly whole: number;
}

/**
 * The edge detector's marks, one frame after another. Frame 0 has reason 4. A frame inside the luma limits has reason 3
 * (4 if the edges agree) where luma jumps, 2 where only edges do, both unless the last mark was of the same kind less
 * than max(multiplier / 2, 3) frames ago; and 1 where edges and the whole have changed at least `minimumInterval` after
 * the last mark.
 *
 * Source: HAVC's `vs_edge_based_scenedetect`.
 */
export function createEdgeRule(options: {
  readonly threshold: number;
  readonly multiplier: number;
  readonly minimumInterval: number;
  readonly white: number;
  readonly black: number;
}): (measures: EdgeMeasures) => EdgeReason {
  const { threshold, multiplier, minimumInterval, white, black } = options;
  const pause = Math.max(Math.trunc(multiplier / 2), 3);
  let index = 0;
  let last = 0;
  let lastReason: EdgeReason = 0;
  return ({ luma, step, edges, whole }) => {
    const at = index++;
    if (at === 0) return 4;
    if (!(luma >= black && luma <= white)) return 0;
    const sharp = edges > threshold * multiplier;
    const rested = at - last >= pause;
    let reason: EdgeReason = 0;
    if (step > CUT) {
      if (lastReason < 3 || rested) reason = sharp ? 4 : 3;
    } else if (sharp) {
      // "Luma and edges" counts as a mark of both kinds.
      if ((lastReason !== 2 && lastReason !== 4) || rested) reason = 2;
    } else if (at - last >= minimumInterval && edges > threshold && whole > WHOLE * threshold) {
      reason = 1;
    }
    if (reason !== 0) [last, lastReason] = [at, reason];
    return reason;
  };
}

/**
 * Finds cuts by the edges in the picture, as {@link EdgeDetectorOptions} say, looking `offset` frames ahead.
 *
 * `cut` is where luma jumps (by more than 0.10) or the edges do from one frame to the next, whatever the luma; marks of
 * slow changes only become references. `ratio` is the difference at the edges.
 *
 * Source: HAVC's `SceneDetectEdges` (vsscdetect_edge.py). Its similarity filter never received luma and reason (a comma
 * is missing between two names) and worked with constants; here it has both.
 */
export function createEdgeDetector(options: EdgeDetectorOptions = {}): SceneDetector {
  const reference = checkReferenceOptions({ similarity: 0.8, minimumInterval: 20, ...options });
  const threshold = ensureNumber(options.threshold ?? 0.035, 'options.threshold', 0.001, 1);
  const offset = ensureWhole(options.offset ?? 2, 'options.offset', 1, 25);
  const multiplier = ensureNumber(options.multiplier ?? 15, 'options.multiplier', 1, 100);
  const range = ensureOneOf(options.lumaRange ?? 'full', 'options.lumaRange', ['full', 'limited']);
  const rule = createEdgeRule({ ...reference, threshold, multiplier });
  const filtered = reference.similarity > 0;
  const choose = createReferenceChoice({
    ...reference,
    minimumInterval: filtered ? Math.max(Math.round(reference.minimumInterval / 3), 1) : 1,
    frequency: 0,
    renewed: false,
    // The rule has seen to the limits, where both ends still count as inside.
    ...(filtered ? {} : { black: -1, white: 2 }),
  });
  const pause = Math.max(Math.trunc(multiplier / 2), 3);
  const planes: { plane: Plane; step: number }[] = [];
  let index = 0;
  let lastCut = 0;
  let edgeStep = 0;

  const settle = (): SceneInfo => {
    const { plane, step } = planes[0]!;
    const mask = edgeMask(plane);
    const { edges, whole } = edgeDifference(plane, planes[Math.min(offset, planes.length - 1)]!.plane, mask);
    const at = index++;
    const luma = meanOfPlane(plane) / 255;
    const reason = rule({ luma, step, edges, whole });
    const sudden = (step > CUT || edgeStep > threshold * multiplier) && (lastCut === 0 || at - lastCut >= pause);
    const cut = at === 0 || sudden;
    if (cut) lastCut = at;
    const next = planes[1];
    edgeStep = !next ? 0 : offset === 1 ? edges : edgeDifference(plane, next.plane, mask).edges;
    planes.shift();
    const strength = reason > 2 ? 3 : (reason as 0 | 1 | 2);
    return { cut, luma, ratio: edges, reference: choose({ index: at, strength, luma, plane }) };
  };

  return {
    push(image) {
      const plane = sceneLuma(image, { range });
      const before = planes.at(-1);
      planes.push({ plane, step: before ? planeDifference(before.plane, plane) : 0 });
      return planes.length > offset ? [settle()] : [];
    },
    finish() {
      const settled: SceneInfo[] = [];
      while (planes.length > 0) settled.push(settle());
      return settled;
    },
  };
}
