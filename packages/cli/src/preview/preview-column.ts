import type { Frame, TargetSize } from '@havc/core';

/** A picture that the sheet shows, and how to come by it. */
export interface PreviewColumn {
  /** What stands above it. */
  readonly title: string;
  /** Its full size, upright and with square pixels. */
  readonly picture: TargetSize;
  /**
   * The frame that is shown and those around it, in order, up to `around` on either side and never from beyond its shot.
   *
   * @param size - shorter side at most, in pixels.
   * @throws HavcError as reading a film or an image does; `INPUT_UNREADABLE` where the frame itself doesn't come.
   */
  read(size: number | 'full', around: number): Promise<PreviewWindow>;
}

/** A frame among its neighbours. */
export interface PreviewWindow {
  readonly frames: readonly Frame[];
  /** The one that is shown. */
  readonly shown: Frame;
}

/** What a sheet is of. */
export interface PreviewSource {
  readonly unit: 'frame' | 'picture';
  /** A line about it: size, rate, length. */
  readonly facts: string;
  readonly columns: readonly PreviewColumn[];
  /** Frames of the whole film, or pictures of the whole folder, for the estimate. */
  readonly count: number;
  /** Of the film, in seconds. */
  readonly duration: number | undefined;
}
