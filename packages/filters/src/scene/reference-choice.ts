import type { Plane } from '@havc/core';
import { ensureNumber, ensureWhole } from '../option-checks.ts';
import { histogramSimilarity, lumaHistogram } from './luma-histogram.ts';
import { structuralSimilarity } from './structural-similarity.ts';

/** Which of the frames that a detector points at become references: frames that are worth colouring with most care. */
export interface ReferenceOptions {
  /** References are darker than this, mean luma 0..1. Default: 0.70. */
  readonly white?: number;
  /** References are brighter than this, mean luma 0..1. Default: 0.10. */
  readonly black?: number;
  /** References are at least this many frames apart, 1..1500. Default: 1. */
  readonly minimumInterval?: number;
  /** Every frame whose number is a multiple of this may be a reference too, 0..1500. 0: none. Default: 0. */
  readonly frequency?: number;
  /**
   * Frames that resemble the last reference are passed over: only those with a structural similarity below this, 0..1,
   * are taken, or with better light. 0 compares nothing. Default: 0.
   */
  readonly similarity?: number;
}

/** What is known of a frame when it is asked whether it becomes a reference. */
export interface ReferenceCandidate {
  readonly index: number;
  /** Whether the detector points at it: 0 not, 1 for a slow change, 2 for a sudden one, 3 for a cut beyond doubt. */
  readonly strength: 0 | 1 | 2 | 3;
  readonly luma: number;
  /** How many times larger the difference is than the one before it. */
  readonly ratio?: number;
  /** What `similarity` compares; not needed where that is 0. */
  readonly plane: Plane | undefined;
}

/** Below this mean luma a frame counts as dark: a brighter one of the same shot is worth having. */
const DARK = 0.19;
/** Mean luma up to which colours of a better-lit frame can be trusted. */
const BRIGHT = 0.7;
/** Histograms at least this alike show the same picture, whatever the structure says. */
const SAME_HISTOGRAM = 0.95;
/** From this structural similarity on, two frames show the same scene. */
const SAME_SCENE = 0.69;
/** Same scene, but histograms less alike than this: the light has changed. */
const OTHER_LIGHT = 0.7;

/** {@link ReferenceOptions} with their defaults, checked. */
export function checkReferenceOptions(options: ReferenceOptions): Required<ReferenceOptions> {
  return {
    white: ensureNumber(options.white ?? 0.7, 'options.white', 0, 1),
    black: ensureNumber(options.black ?? 0.1, 'options.black', 0, 1),
    minimumInterval: ensureWhole(options.minimumInterval ?? 1, 'options.minimumInterval', 1, 1500),
    frequency: ensureWhole(options.frequency ?? 0, 'options.frequency', 0, 1500),
    similarity: ensureNumber(options.similarity ?? 0, 'options.similarity', 0, 1),
  };
}

/**
 * Decides frame after frame which become references: the function it returns is asked once for each frame, in order.
 *
 * Frame 0 always is one. Others must be pointed at by the detector (or be due by `frequency`), have a luma inside the
 * limits, and keep the minimum interval, except a cut beyond doubt right after a weaker mark. With `similarity`, what
 * looks like the last reference is dropped, but not where that was dark and this frame is better lit.
 *
 * @param options.renewed - also take the first well-lit frame of a shot whose own start was turned down for its luma, or
 * that follows a dark reference.
 *
 * Source: HAVC's `_scene_detect_filter_task` (vsscdect.py). Its minimum interval only held from a bright frame to a dark
 * one, and without a similarity threshold it dropped nearly every cut; here the interval holds, and 0 compares nothing.
 */
export function createReferenceChoice(
  options: Required<ReferenceOptions> & { readonly renewed: boolean },
): (candidate: ReferenceCandidate) => boolean {
  const { white, black, minimumInterval, frequency, similarity, renewed } = options;
  let last: ReferenceCandidate | undefined;
  let histogram: Uint32Array | undefined;
  let waiting = false;

  const accept = (candidate: ReferenceCandidate): true => {
    last = candidate;
    histogram = similarity > 0 ? lumaHistogram(candidate.plane!) : undefined;
    waiting = false;
    return true;
  };
  const differs = (candidate: ReferenceCandidate, from: ReferenceCandidate): boolean => {
    const { luma, plane, ratio } = candidate;
    const alike = structuralSimilarity(plane!, from.plane!);
    const tones = histogramSimilarity(lumaHistogram(plane!), histogram!);
    if (alike < similarity && tones < SAME_HISTOGRAM) {
      // A frame that is only due by its number must offer more than a dark view of a calm shot.
      return !(frequency > 1 && luma < 0.14 && ratio !== undefined && ratio < 2);
    }
    if (alike >= SAME_SCENE && from.luma < DARK && luma >= DARK) return true;
    return alike >= SAME_SCENE && tones < OTHER_LIGHT && luma > DARK && luma < BRIGHT;
  };

  return (candidate) => {
    if (last === undefined) return accept(candidate);
    const { index, luma, strength } = candidate;
    const due = frequency > 0 && index % frequency === 0;
    const better = renewed && (waiting || (last.luma < DARK && luma >= DARK)) && luma <= BRIGHT;
    if (strength === 0 && !due && !better) return false;
    if (!(luma > black && luma < white)) {
      waiting ||= strength > 1;
      return false;
    }
    const stronger = strength === 3 && last.strength > 0 && last.strength < 3;
    if (index - last.index < minimumInterval && !stronger) return false;
    // A sudden change after a slow one is another picture, whatever the similarity says.
    const sudden = strength > 1 && last.strength === 1;
    if (similarity > 0 && similarity < 1 && !sudden && !differs(candidate, last)) return false;
    return accept(candidate);
  };
}
