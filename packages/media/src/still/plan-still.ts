import path from 'node:path';
import { HavcError } from '@havc/core';
import { openStill } from './decode-still.ts';
import type { Still, StillFormat } from './still.ts';
import { decodeError } from './still-error.ts';

/** What the output shall be. */
export interface StillPlanOptions {
  /** Default: by the output's extension (.png, .jpg, .jpeg, .webp, .tif, .tiff). */
  readonly format?: StillFormat;
  /** Of JPEG and WebP, 1..100. Default: 95. The others are lossless. */
  readonly quality?: number;
}

/** What an output will be, or is. */
export interface StillPlan {
  readonly path: string;
  readonly format: StillFormat;
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 8 | 16;
  readonly hasAlpha: boolean;
  /** Of the lossy formats. */
  readonly quality: number | undefined;
  /** What a user should know: those of the still, and what the format can't hold. Sentences in English. */
  readonly notes: readonly string[];
}

const EXTENSIONS: Readonly<Record<string, StillFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.jpe': 'jpeg',
  '.jfif': 'jpeg',
  '.webp': 'webp',
  '.tif': 'tiff',
  '.tiff': 'tiff',
};

/** Longest sides that the formats (WebP) or their library (JPEG) can hold. */
const MAX_SIDES: Readonly<Partial<Record<StillFormat, number>>> = { webp: 16_383, jpeg: 65_500 };

/** The format that a file name stands for; undefined for any other name. */
export function stillFormatOf(name: string): StillFormat | undefined {
  // A name that is all extension (".png") stands for its format too.
  const dot = path.basename(name).lastIndexOf('.');
  return dot < 0 ? undefined : EXTENSIONS[path.basename(name).slice(dot).toLowerCase()];
}

/**
 * Says what a still would be written as, so that a format that can't hold it is known before any work is done.
 *
 * 16 bits stay 16 in PNG and TIFF, and become 8 in JPEG and WebP, with a note. Transparency stays in all but JPEG,
 * which is refused unless every pixel is opaque (that takes one reading of the picture).
 *
 * @throws HavcError `OUTPUT_UNSUPPORTED` for a name without a known extension, a side too long for WebP or JPEG, or
 * transparency in a JPEG; `OPTION_INVALID` for a quality outside 1..100; `INPUT_UNREADABLE`.
 */
export async function planStill(still: Still, output: string, options: StillPlanOptions = {}): Promise<StillPlan> {
  const { format = stillFormatOf(output), quality } = options;
  const name = JSON.stringify(output);
  const refuse = (why: string, advice: string) =>
    new HavcError('OUTPUT_UNSUPPORTED', `Can't write ${name}: ${why}. ${advice}`, { details: { path: output } });
  if (format === undefined || !Object.values(EXTENSIONS).includes(format)) {
    throw refuse('its name ends in none of .png, .jpg, .webp, .tiff', 'Give it one of these endings.');
  }
  if (quality !== undefined && !(Number.isInteger(quality) && quality >= 1 && quality <= 100)) {
    throw new HavcError('OPTION_INVALID', `options.quality must be a whole number from 1 to 100, got ${quality}.`);
  }
  const maxSide = MAX_SIDES[format] ?? Number.POSITIVE_INFINITY;
  if (Math.max(still.width, still.height) > maxSide) {
    throw refuse(
      `${still.width}x${still.height} pixels are more than a ${format.toUpperCase()} holds (${maxSide} a side)`,
      'Choose .png or .tiff.',
    );
  }
  const notes = [...still.notes];
  let { bitDepth, hasAlpha } = still;
  const lossy = format === 'jpeg' || format === 'webp';
  if (lossy && bitDepth === 16) {
    bitDepth = 8;
    notes.push(`${format.toUpperCase()} holds 8 bits: the lower 8 of the picture's 16 are left out.`);
  }
  if (format === 'jpeg' && hasAlpha) {
    if (!(await isOpaque(still))) {
      throw refuse('the picture has transparent parts, and JPEG holds none', 'Choose .png, .webp or .tiff.');
    }
    hasAlpha = false;
  }
  return {
    path: path.resolve(output),
    format,
    width: still.width,
    height: still.height,
    bitDepth,
    hasAlpha,
    quality: lossy ? (quality ?? 95) : undefined,
    notes,
  };
}

async function isOpaque(still: Still): Promise<boolean> {
  try {
    return (await (await openStill(still.path, still.original.maxPixels)).stats()).isOpaque;
  } catch (error) {
    throw decodeError(error, still.path, still.format);
  }
}
