/** Formats of pictures that are taken from films. */
export const PICTURE_FORMATS = ['jpg', 'png'] as const;

/** A format, which is its files' extension too. */
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** How pictures are written. */
export interface PictureStyle {
  readonly format: PictureFormat;
  /** Of JPEG, 1..100. */
  readonly quality: number;
}

/** A JPEG's quality where none is asked for. */
export const DEFAULT_QUALITY = 95;
