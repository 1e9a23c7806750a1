import type { SceneDetectionOptions } from '@havc/filters';
import type { PictureStyle } from '../pictures/picture-format.ts';
import type { FilmInput } from '../scenes/film-input.ts';

/** Which frames become references. */
export type ReferenceSelection =
  | { readonly by: 'detector'; readonly detection: SceneDetectionOptions }
  /** Numbers of frames in the source, rising. */
  | { readonly by: 'list'; readonly frames: readonly number[] }
  /** Frames whose number is a multiple. */
  | { readonly by: 'every'; readonly frames: number };

/** How references are called. */
export interface ReferenceNaming {
  /** Whether they are numbered 0, 1, 2, ... and not by their frames. */
  readonly sequence: boolean;
  /** Added to the number in the name. */
  readonly offset: number;
}

/** What `havc refs export` was asked to do, checked. */
export interface ExportRequest extends FilmInput, PictureStyle {
  readonly folder: string;
  readonly selection: ReferenceSelection;
  readonly naming: ReferenceNaming;
  /** `-y` is true, `-n` false, neither undefined. */
  readonly overwrite: boolean | undefined;
  readonly json: boolean;
}
