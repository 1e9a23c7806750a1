import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type RgbImage, sizeOf, toContiguous } from '@havc/core';
import { outputError } from '@havc/media';
import sharp from 'sharp';

/** The shorter side of a thumbnail, pixels: faces can be told, and some hundreds of them stay below a few megabytes. */
export const THUMBNAIL_SIDE = 112;

/** The longer side ends here, so that a strip doesn't become a large picture. */
const LONGEST_SIDE = 4 * THUMBNAIL_SIDE;

/** Two to four kilobytes a picture; what is lost doesn't show at this size. */
const QUALITY = 70;

/** Where {@link writeThumbnail} writes. */
export interface ThumbnailPlace {
  /** The folder of the run. */
  readonly output: string;
  /** Folders and name below it, without the extension: `['thumbnails', 'color', '01', 'gray']`. */
  readonly path: readonly string[];
}

/** The size of a thumbnail of a picture, pixels; that of the picture itself where it is smaller. */
export function thumbnailSize({ width, height }: { readonly width: number; readonly height: number }) {
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.min(width, height), LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Writes a small WebP of a picture. Folders are made; a thumbnail that is there is replaced.
 *
 * @returns its path below `output`, with `/`.
 * @throws HavcError `OUTPUT_UNWRITABLE`, `DISK_FULL`.
 */
export async function writeThumbnail(image: RgbImage, { output, path }: ThumbnailPlace): Promise<string> {
  const { width, height } = sizeOf(image);
  const small = thumbnailSize({ width, height });
  const bytes = await sharp(toContiguous(image), { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize({ ...small, fit: 'fill' })
    .webp({ quality: QUALITY, smartSubsample: true, effort: 5 })
    .toBuffer();
  const file = join(output, ...path.slice(0, -1), `${path.at(-1)}.webp`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  } catch (error) {
    throw outputError(error, file);
  }
  return `${path.join('/')}.webp`;
}
