import { type Frame, HavcError, type Stage } from '@havc/core';
import { createSceneDetector, type SceneDetectionOptions } from './create-scene-detector.ts';

/**
 * A stage that marks frames with what scene detection finds: `frame.scene`, in one pass. Pictures stay as they are.
 *
 * `scene.cut` is true for the first frame of a shot, however it looks: stabilisers and segments rely on it.
 * `scene.reference` is true for frames worth being references: within the luma limits, apart, not look-alikes, and by
 * `frequency` also in between. The first frame of the stream is both. `scene.luma` is the mean luma, 0..1; `scene.ratio`
 * the detector's own score. Marks that the frames had before are replaced.
 *
 * Holds back as many frames as the detector looks ahead: 3 (`adaptive`), 1 (`luma`), `offset` (`edges`), none (others).
 * Frames are counted from the stream's first; the stream is one film in order, and may be run through anew.
 *
 * @param options - Default: `{ detector: 'adaptive' }`.
 * @throws HavcError `OPTION_INVALID` at once for an unknown detector or an option out of range; `SHAPE_INVALID` while
 * running, when a frame hasn't the size of those before it.
 */
export function detectScenes(options: SceneDetectionOptions = { detector: 'adaptive' }): Stage<Frame> {
  createSceneDetector(options);
  return async function* detected(frames) {
    const detector = createSceneDetector(options);
    const waiting: Frame[] = [];
    let size: string | undefined;
    for await (const frame of frames) {
      const [height, width] = frame.image.shape as [number, number];
      size ??= `${width}x${height}`;
      if (size !== `${width}x${height}`) {
        throw new HavcError(
          'SHAPE_INVALID',
          `Frame ${frame.index} is ${width}x${height}, but those before it are ${size}: scale them to one size first.`,
        );
      }
      waiting.push(frame);
      for (const scene of detector.push(frame.image)) yield { ...waiting.shift()!, scene };
    }
    for (const scene of detector.finish()) yield { ...waiting.shift()!, scene };
  };
}
