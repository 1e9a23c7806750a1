import type { VideoTrack } from '../probe/media-info.ts';

/** Default of the shorter side, in pixels: people see little more in chroma, and models are trained near this size. */
export const DEFAULT_WORKING_SIZE = 480;

export interface WorkingSize {
  /** Of the upright image with square pixels. */
  readonly width: number;
  readonly height: number;
  /** The same before the film's rotation is applied. */
  readonly storedWidth: number;
  readonly storedHeight: number;
}

/**
 * The size at which colours are computed: shorter side at most `size`, never larger than the film in either direction,
 * square pixels, even sides (a side of one pixel stays).
 *
 * @param size - shorter side in pixels, 16 or more. `full`: no smaller than square pixels ask for; sides that needn't be
 * scaled stay as they are, be they odd.
 */
export function workingSize(
  video: Pick<VideoTrack, 'width' | 'height' | 'sampleAspectRatio' | 'rotation'>,
  size: number | 'full' = DEFAULT_WORKING_SIZE,
): WorkingSize {
  const { numerator, denominator } = video.sampleAspectRatio;
  const aspect = numerator / denominator;
  // Square pixels by shrinking the longer-sampled direction: nothing is ever enlarged.
  const squareWidth = aspect < 1 ? video.width * aspect : video.width;
  const squareHeight = aspect > 1 ? video.height / aspect : video.height;
  const factor = size === 'full' ? 1 : Math.min(1, size / Math.min(squareWidth, squareHeight));
  const keeps = (side: number, square: number) => size === 'full' && side === square;
  const storedWidth = keeps(video.width, squareWidth) ? video.width : even(squareWidth * factor, video.width);
  const storedHeight = keeps(video.height, squareHeight) ? video.height : even(squareHeight * factor, video.height);
  const turned = video.rotation === 90 || video.rotation === 270;
  return {
    width: turned ? storedHeight : storedWidth,
    height: turned ? storedWidth : storedHeight,
    storedWidth,
    storedHeight,
  };
}

function even(side: number, limit: number): number {
  const rounded = Math.round(side / 2) * 2;
  const inside = rounded > limit ? rounded - 2 : rounded;
  return Math.max(1, inside || (limit >= 2 ? 2 : 1));
}

/** The working size of an opened film. */
export function workingSizeOf(film: {
  readonly width: number;
  readonly height: number;
  readonly info: { readonly video: Pick<VideoTrack, 'rotation'> };
}): WorkingSize {
  const { width, height } = film;
  const turned = film.info.video.rotation === 90 || film.info.video.rotation === 270;
  return { width, height, storedWidth: turned ? height : width, storedHeight: turned ? width : height };
}
