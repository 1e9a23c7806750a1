import { HavcError } from '@havc/core';
import { type AdaptiveDetectorOptions, createAdaptiveDetector } from './adaptive-detector.ts';
import { createEdgeDetector, type EdgeDetectorOptions } from './edge-detector.ts';
import { createKeyframeDetector, type KeyframeDetectorOptions } from './keyframe-detector.ts';
import { createLumaDetector, type LumaDetectorOptions } from './luma-detector.ts';
import { createMotionDetector, type MotionDetectorOptions } from './motion-detector.ts';
import type { SceneDetector } from './scene-detector.ts';

/** A detector by name, with its own options. */
export type SceneDetectionOptions =
  | ({ readonly detector: 'adaptive' } & AdaptiveDetectorOptions)
  | ({ readonly detector: 'luma' } & LumaDetectorOptions)
  | ({ readonly detector: 'edges' } & EdgeDetectorOptions)
  | ({ readonly detector: 'motion' } & MotionDetectorOptions)
  | ({ readonly detector: 'keyframe' } & KeyframeDetectorOptions);

/**
 * A detector for one film, to be given its pictures one after another; for a stream of frames take `detectScenes`.
 *
 * - `adaptive`: how badly frames match, against what is usual; for old film and when in doubt.
 * - `luma`: mean difference of luma, the original's default; fast, for clean film.
 * - `edges`: differences at edges, and slow changes that deserve a new reference.
 * - `motion`: blocks that aren't found again.
 * - `keyframe`: where a video coder would begin anew.
 *
 * @param options - Default: `{ detector: 'adaptive' }`.
 * @throws HavcError `OPTION_INVALID` for an unknown detector or an option out of range.
 */
export function createSceneDetector(options: SceneDetectionOptions = { detector: 'adaptive' }): SceneDetector {
  switch (options.detector) {
    case 'adaptive':
      return createAdaptiveDetector(options);
    case 'luma':
      return createLumaDetector(options);
    case 'edges':
      return createEdgeDetector(options);
    case 'motion':
      return createMotionDetector(options);
    case 'keyframe':
      return createKeyframeDetector(options);
    default: {
      const { detector } = options as { readonly detector: unknown };
      throw new HavcError(
        'OPTION_INVALID',
        `options.detector must be one of adaptive, luma, edges, motion, keyframe, got ${JSON.stringify(detector)}.`,
      );
    }
  }
}
