import type { RgbImage } from '@havc/core';

/** The formats that stills are read and written in. */
export type StillFormat = 'png' | 'jpeg' | 'webp' | 'tiff';

/** A picture file, ready to be coloured. Made by `readStill`, given back to `writeStill`. */
export interface Still {
  readonly path: string;
  /** By content, whatever the file's name says. */
  readonly format: StillFormat;
  /** Full size in pixels, upright: after the EXIF orientation has been applied. */
  readonly width: number;
  readonly height: number;
  /** Bits of a sample that count: 16 for 9 bits and more, 8 for the rest. */
  readonly bitDepth: 8 | 16;
  readonly hasAlpha: boolean;
  readonly colorModel: 'rgb' | 'gray' | 'cmyk';
  /** The embedded ICC profile by its own description; undefined where there is none. */
  readonly profile: string | undefined;
  /** Whether the EXIF orientation turned or mirrored the picture. */
  readonly reoriented: boolean;
  /** What a user should know: pages left out, colours converted. Sentences in English. */
  readonly notes: readonly string[];
  /** The picture upright at working size, 8 bits, in its own RGB space (gray: three equal samples; CMYK: sRGB). */
  readonly image: RgbImage;
  /** What `writeStill` needs to find the pixels at full size again. */
  readonly original: StillOriginal;
}

/** For `writeStill` alone; its contents may change with any version. */
export interface StillOriginal {
  readonly bytes: bigint;
  readonly modifiedNanoseconds: bigint;
  readonly pixelsPerInch: number | undefined;
  readonly maxPixels: number;
  /** What becomes of the profile: kept, replaced by this one, or taken out. */
  readonly profile: 'keep' | 'remove' | Uint8Array;
}
