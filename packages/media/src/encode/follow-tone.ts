import { ensureRgbImage, ensureSameShape, type Frame, type RgbImage, rgbToLuma } from '@havc/core';
import ndarray from 'ndarray';
import type { Film } from '../film/film.ts';
import type { VideoTrack } from '../probe/media-info.ts';
import { toneChange } from '../tone/tone-change.ts';
import { tonePlane } from '../tone/tone-plane.ts';
import type { PackedLayout } from './packed-frame.ts';

/**
 * Lets the luma of a film follow the change of tone from `frame.before` to `frame.image`.
 *
 * @returns a function that changes a frame's own luma plane in place; it leaves it alone to the bit where the two pictures
 * have the same luma everywhere. It throws HavcError `SHAPE_INVALID` for a `before` of another shape.
 */
export function followTone(
  film: Pick<Film, 'color' | 'info'>,
  layout: PackedLayout,
): (frame: Frame & { readonly before: RgbImage }, luma: Uint8Array) => void {
  const { kernelMatrix: matrix, range } = film.color;
  const { rotation } = film.info.video;
  const { chromaWidth: workingWidth, chromaHeight: workingHeight, width, lumaHeight: height, bitDepth } = layout;
  const measure = toneChange(workingWidth, workingHeight);
  const change = tonePlane({ width, height, workingWidth, workingHeight }, { range, bitDepth });
  const plane = () => ndarray(new Uint8Array(workingWidth * workingHeight), [workingHeight, workingWidth]);
  const [before, after] = [plane(), plane()];
  return (frame, luma) => {
    ensureRgbImage(frame.before, `the \`before\` of frame ${frame.index}`);
    ensureSameShape(frame.before, frame.image, [`the \`before\` of frame ${frame.index}`, 'its image']);
    rgbToLuma(asStored(frame.before, rotation), { matrix }, before);
    rgbToLuma(asStored(frame.image, rotation), { matrix }, after);
    const tone = measure(before.data, after.data);
    if (tone) change(luma, tone);
  };
}

/** An upright picture as it lies in the film, which is to be turned clockwise by `rotation` for display. */
function asStored(upright: RgbImage, rotation: VideoTrack['rotation']): RgbImage {
  if (rotation === 0) return upright;
  if (rotation === 180) return upright.step(-1, -1, 1);
  // Stored (row, column) is upright (column, height - 1 - row) where a clockwise quarter turn is to come.
  return rotation === 90 ? upright.transpose(1, 0, 2).step(-1, 1, 1) : upright.transpose(1, 0, 2).step(1, -1, 1);
}
