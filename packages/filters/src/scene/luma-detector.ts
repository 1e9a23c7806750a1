import type { Plane, RgbImage, SceneInfo } from '@havc/core';
import { ensureNumber, ensureOneOf, ensureWhole } from '../option-checks.ts';
import { meanOfPlane } from './mean-of-plane.ts';
import { normalizeLuma } from './normalize-luma.ts';
import { planeDifference } from './plane-difference.ts';
import { checkReferenceOptions, createReferenceChoice, type ReferenceOptions } from './reference-choice.ts';
import type { SceneDetector } from './scene-detector.ts';
import { type LumaRange, sceneLuma } from './scene-luma.ts';

/** Finds cuts by the mean difference of luma. */
export interface LumaDetectorOptions extends ReferenceOptions {
  /**
   * A cut's mean difference of luma, 0..1, is above this. 0: no cuts are looked for, and references come by `frequency`
   * only. Default: 0.10. Useful: 0.09..0.15; below 0.10 a cut must also stand out from the difference before it.
   */
  readonly threshold?: number;
  /** Each frame is compared with the one so many before it, 1..25. Default: 1. */
  readonly offset?: number;
  /** Stretch each frame's luma to 0..255 first. Default: false. */
  readonly normalize?: boolean;
  /** Default: `full`; `limited` gives the original's numbers. */
  readonly lumaRange?: LumaRange;
}

/** By how much a difference must exceed the one before it: hardly at all, or a little more beside periodic references. */
const RISE = 1.02;
const RISE_WITH_FREQUENCY = 1.12;
/** A difference so many times larger than the one before it is a cut from half of the threshold on. */
const LEAP = 15;

/**
 * Finds cuts by the mean difference of luma, as {@link LumaDetectorOptions} say.
 *
 * With a threshold from 0.10 on, an offset of 1 and no similarity, a frame begins a shot if it differs from the frame
 * before by more than the threshold, and the frame after doesn't differ from it (`ratio` is that difference). Otherwise
 * a frame begins a shot if its difference is above the threshold and 1.02 times the one of the frame before (`ratio` is
 * how many times).
 *
 * Source: HAVC's `SceneDetect` (vsscdect.py). It compares frame 0 with itself and takes that for the difference before,
 * and sees nothing for 15 frames after a mark, so that it reports frame 15 of any clip with motion and misses what lies
 * between; it also takes a difference twice the one before for a cut however small both are. Not so here.
 */
export function createLumaDetector(options: LumaDetectorOptions = {}): SceneDetector {
  const reference = checkReferenceOptions(options);
  const threshold = ensureNumber(options.threshold ?? 0.1, 'options.threshold', 0, 1);
  const offset = ensureWhole(options.offset ?? 1, 'options.offset', 1, 25);
  const range = ensureOneOf(options.lumaRange ?? 'full', 'options.lumaRange', ['full', 'limited']);
  const rising = threshold < 0.1 || offset > 1 || reference.similarity > 0;
  const rise = reference.frequency > 0 ? RISE_WITH_FREQUENCY : RISE;
  const choose = createReferenceChoice({ ...reference, renewed: rising && threshold > 0 });
  const planes: Plane[] = [];
  let index = 0;
  let previous = threshold;
  let waiting: { plane: Plane; index: number; difference: number } | undefined;

  const analyse = (image: RgbImage): Plane => {
    const plane = sceneLuma(image, { range });
    return options.normalize ? normalizeLuma(plane, {}, plane) : plane;
  };
  const describe = (plane: Plane, at: number, found: boolean, ratio: number): SceneInfo => {
    const luma = meanOfPlane(plane) / 255;
    const cut = at === 0 || found;
    return { cut, luma, ratio, reference: choose({ index: at, strength: found ? 3 : 0, luma, ratio, plane }) };
  };
  const settle = (next: number): SceneInfo[] => {
    if (!waiting) return [];
    const { plane, index: at, difference } = waiting;
    return [describe(plane, at, at > 0 && threshold > 0 && difference > threshold && !(next > threshold), difference)];
  };

  return {
    push(image) {
      const plane = analyse(image);
      planes.push(plane);
      if (planes.length > offset + 1) planes.shift();
      const at = index++;
      const difference = at === 0 ? 0 : planeDifference(planes[0]!, plane);
      if (rising) {
        const ratio = at === 0 ? 0 : difference / Math.max(previous, 1e-4);
        if (at > 0) previous = difference;
        const enough = difference > threshold || (ratio > LEAP && difference > threshold / 2);
        return [describe(plane, at, threshold > 0 && enough && ratio > rise, ratio)];
      }
      const settled = settle(difference);
      waiting = { plane, index: at, difference };
      return settled;
    },
    finish() {
      const settled = settle(0);
      waiting = undefined;
      return settled;
    },
  };
}
