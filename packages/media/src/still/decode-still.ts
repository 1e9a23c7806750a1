import { readFile } from 'node:fs/promises';
import { throwIfAborted, untilAborted } from '@havc/core';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { Still } from './still.ts';

/**
 * Opens a picture the one way in which all of this package reads it: the first page, damage is an error, and
 * decoding keeps to a few rows at a time.
 */
export async function openStill(file: string, maxPixels: number): Promise<Sharp> {
  const options: SharpOptions = { limitInputPixels: maxPixels, failOn: 'warning', sequentialRead: true };
  // libvips takes "name[...]" for a name with loader options, so such a file is handed over as bytes.
  return sharp(file.endsWith(']') ? await readFile(file) : file, options);
}

/**
 * Settles what happens to colours and profile on the way to R'G'B'. RGB samples stay in their own space and gray ones
 * become three equal samples, both unchanged; CMYK has no such way and is converted to sRGB through its profile (or
 * libvips' own where it has none).
 */
export function toRgb(picture: Sharp, still: Pick<Still, 'colorModel'>, bitDepth: 8 | 16): Sharp {
  const kept = picture.keepMetadata(); // also keeps sharp from converting the pixels to sRGB
  if (still.colorModel === 'cmyk') return kept.withIccProfile('srgb').toColourspace('srgb');
  return kept.toColourspace(bitDepth === 16 ? 'rgb16' : 'srgb');
}

/**
 * Has libvips close the files of finished work. Its cache keeps the last twenty open, which would hold on to the disk
 * space of removed files. The cache's limits stay as they were.
 */
export function releaseFiles(): void {
  const { memory, files, items } = sharp.cache();
  sharp.cache(false);
  sharp.cache({ memory: memory.max, files: files.max, items: items.max });
}

/** Waits for sharp, but no longer than until the signal: libvips then goes on for a while on its own. */
export async function untilStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  }
}
