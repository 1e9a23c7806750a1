import type { LookName } from '../look/looks.ts';
import type { ToneLevel } from './tune-tone.ts';

/** A look by name, and how much of it. */
export interface TuneLook {
  readonly look: LookName;
  /** 0..1. */
  readonly strength: number;
}

/**
 * The look that the original takes for each level of its method 4, and the share of it; for method `look` of `tuneTone`
 * and `autoLevels`.
 *
 * Source: HAVC's `rgb_equalizer` (havc_utils.py).
 */
export const TUNE_LOOKS: Readonly<Record<ToneLevel, TuneLook>> = {
  light: { look: 'exploration', strength: 0.9 },
  medium: { look: 'city-skyline', strength: 0.7 },
  strong: { look: 'amber-light', strength: 0.5 },
};
