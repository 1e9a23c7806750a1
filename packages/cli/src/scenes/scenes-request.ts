import type { SceneDetectionOptions } from '@havc/filters';
import type { PictureFormat } from '../pictures/picture-format.ts';
import type { FilmInput } from './film-input.ts';
import type { SceneFormat } from './format-scenes.ts';

/** Which frame of a shot becomes its picture. */
export const PICTURE_PLACES = ['first', 'middle'] as const;

/** The place of a picture in its shot. */
export type PicturePlace = (typeof PICTURE_PLACES)[number];

/** One picture of each shot. */
export interface ShotPictures {
  readonly folder: string;
  readonly format: PictureFormat;
  /** Undefined: the middle, or from a pipe the first. */
  readonly at: PicturePlace | undefined;
  /** `-y` is true, `-n` false, neither undefined. */
  readonly overwrite: boolean | undefined;
}

/** What `havc scenes` was asked to do, checked. */
export interface ScenesRequest extends FilmInput {
  readonly detection: SceneDetectionOptions;
  readonly references: boolean;
  readonly format: SceneFormat;
  readonly pictures: ShotPictures | undefined;
}
