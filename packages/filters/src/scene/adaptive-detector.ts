import type { Plane, RgbImage, SceneInfo } from '@havc/core';
import { ensureNumber, ensureWhole } from '../option-checks.ts';
import { createCrossFadeWatch } from './cross-fade.ts';
import { createThumbnail, frameMismatch, type Thumbnail } from './frame-mismatch.ts';
import { checkReferenceOptions, createReferenceChoice, type ReferenceOptions } from './reference-choice.ts';
import type { SceneDetector } from './scene-detector.ts';
import { sceneLuma } from './scene-luma.ts';

/** Finds cuts in old film: whatever the light, the dirt, the grain and the camera do. */
export interface AdaptiveDetectorOptions extends ReferenceOptions {
  /**
   * Frames that match less well than this are looked at closer, 0.05..0.95. Default: 0.20. Lower finds cuts between
   * pictures that resemble each other, and more that are none.
   */
  readonly threshold?: number;
  /**
   * By how many robust standard deviations a cut's mismatch must exceed what is usual around it, 0..20. Default: 3. It is
   * what keeps the dirt of a bad print from being taken for cuts.
   */
  readonly deviations?: number;
  /** Shots are at least this long, in frames, 1..25. Default: 5. */
  readonly minimumLength?: number;
  /** Whether a cross-fade begins a shot too, where the new picture rules. Default: true. */
  readonly crossFades?: boolean;
}

/** Frames that are looked at after a possible cut, and before: flashes and spoilt frames up to two in a row are bridged. */
const AHEAD = 3;
const BEHIND = 12;
/** Turns a median absolute deviation into a standard deviation, for a bell curve. */
const TO_SIGMA = 1.4826;
/** A cut's mismatch is at least so many times the usual one, */
const TIMES_USUAL = 1.2;
/** but from here on it is certain, whatever is usual: unrelated pictures lie between 0.6 and 1. */
const CERTAIN = 0.6;
/** Frames match over a gap when their mismatch is below the limit by this: of several pairs one matches by chance. */
const BRIDGED = 0.85;
/** Below this spread of luma, in levels, a frame counts as blank; from the other on, as showing something again. */
const BLANK = 8;
const VISIBLE = 16;

interface Seen {
  readonly index: number;
  readonly thumbnail: Thumbnail;
  readonly plane: Plane | undefined;
  /** From the frame before; 0 for frame 0. */
  readonly mismatch: number;
}

/**
 * Finds cuts by how badly frames match, as {@link AdaptiveDetectorOptions} say: the detector to take when in doubt.
 *
 * A frame begins a shot where its mismatch with the frame before (see {@link frameMismatch}; given as `ratio`) is above
 * the threshold and stands out from the median of 12 frames before and 3 after, and where none of the frames just before
 * matches one just after: otherwise a flash or a spoilt frame lies between, and the shot goes on. After a blank (fade to
 * black or white) the first frame that shows something begins a shot if it doesn't match the last one before. A
 * cross-fade begins a shot near its end.
 *
 * `reference` is true for a shot's first frame that is neither dark nor washed out, often the one of the cut.
 * Looks 3 frames ahead.
 *
 * Source: our own.
 */
export function createAdaptiveDetector(options: AdaptiveDetectorOptions = {}): SceneDetector {
  const reference = checkReferenceOptions(options);
  const threshold = ensureNumber(options.threshold ?? 0.2, 'options.threshold', 0.05, 0.95);
  const deviations = ensureNumber(options.deviations ?? 3, 'options.deviations', 0, 20);
  const minimumLength = ensureWhole(options.minimumLength ?? 5, 'options.minimumLength', 1, 25);
  const choose = createReferenceChoice({ ...reference, renewed: true });
  const seen: Seen[] = [];
  let total = 0;
  let next = 0;
  let lastCut = 0;
  let lastVisible: Thumbnail | undefined;
  let blank = false;
  let fading = false;
  const watch = options.crossFades === false ? undefined : createCrossFadeWatch();

  const limitAt = (at: number): number => {
    const around = seen.filter((_, n) => n !== at).map(({ mismatch }) => mismatch);
    const middle = median(around);
    const spread = TO_SIGMA * median(around.map((value) => Math.abs(value - middle)));
    return Math.max(threshold, Math.min(CERTAIN, TIMES_USUAL * middle + deviations * spread));
  };
  /** Whether a frame just before `at` matches one just after: the content goes on over it. */
  const bridged = (at: number, limit: number): boolean => {
    const pairs = [
      [1, 1],
      [2, 0],
      [1, 2],
      [3, 0],
      [2, 1],
    ] as const;
    return pairs.some(([back, forth]) => {
      const before = seen[at - back];
      const after = seen[at + forth];
      return before && after && frameMismatch(before.thumbnail, after.thumbnail) < limit;
    });
  };
  const isCut = (at: number): boolean => {
    const { index, mismatch, thumbnail } = seen[at]!;
    if (index === 0) return true;
    // What is left of an earlier shot at the start of a clip may be shorter.
    if (lastCut > 0 && index - lastCut < minimumLength) return false;
    const back = blank && thumbnail.spread >= VISIBLE && lastVisible !== undefined && index - lastCut >= BEHIND;
    if (back && frameMismatch(lastVisible!, thumbnail) > threshold) return true;
    if (fading) return true;
    const limit = limitAt(at);
    return mismatch > limit && !bridged(at, BRIDGED * limit);
  };
  const settle = (): SceneInfo => {
    const at = seen.findIndex(({ index }) => index === next);
    const { index, mismatch, thumbnail, plane } = seen[at]!;
    next++;
    const cut = isCut(at);
    if (cut) {
      lastCut = index;
      blank = false;
      fading = false;
      lastVisible = undefined;
    }
    if (thumbnail.spread < BLANK) blank ||= lastVisible !== undefined;
    else if (thumbnail.spread >= VISIBLE) {
      blank = false;
      lastVisible = thumbnail;
    }
    const luma = thumbnail.mean / 255;
    const strength = cut ? 3 : 0;
    const candidate = { index, strength, luma, ratio: mismatch, plane } as const;
    return { cut, luma, ratio: mismatch, reference: choose(candidate) };
  };

  return {
    push(image: RgbImage) {
      const thumbnail = createThumbnail(image);
      const before = seen.at(-1);
      const plane = reference.similarity > 0 ? sceneLuma(image) : undefined;
      const mismatch = before ? frameMismatch(before.thumbnail, thumbnail) : 0;
      fading = watch?.(thumbnail, total - lastCut) ?? false;
      seen.push({ index: total++, thumbnail, plane, mismatch });
      if (seen.length > BEHIND + AHEAD + 1) seen.shift();
      return total > AHEAD ? [settle()] : [];
    },
    finish() {
      const settled: SceneInfo[] = [];
      while (next < total) settled.push(settle());
      return settled;
    },
  };
}

function median(values: number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
