import { type BandColors, bandDifference, meanBandColors } from './band-colors.ts';

/** How colours change slowly over a shot. */
export interface ShotDrift {
  /** CIEDE2000 between the mean colours of the first and the last part. */
  readonly deltaE: number;
  /** The largest distance from the first part on the way. */
  readonly largest: number;
  /** By frame: the distance of the part that ends with it from the first part. */
  readonly series: readonly number[];
}

/**
 * How far the colours of a shot move away from its beginning. Means are taken over parts of the shot, so that flicker
 * doesn't count, and by luma, so that a brighter or darker subject alone doesn't either. What moves into the picture does:
 * read it beside the drift of the truth.
 *
 * @param frames - colours by luma of each frame of one shot, in order.
 * @param partLength - frames of a part; of a shot shorter than three parts a third of it is one, but no less than a frame.
 */
export function shotDrift(frames: readonly BandColors[], partLength: number): ShotDrift {
  const length = Math.max(1, Math.min(partLength, Math.floor(frames.length / 3)));
  const beginning = meanBandColors(frames.slice(0, length));
  const series = frames.map((_, at) => {
    const part = frames.slice(Math.max(0, at + 1 - length), at + 1);
    // Inside the first part there is nothing to compare with yet.
    return at < length ? 0 : bandDifference(beginning, meanBandColors(part));
  });
  return { deltaE: series.at(-1) ?? 0, largest: Math.max(0, ...series), series };
}
