import { writeFile } from 'node:fs/promises';
import { abortError, type RgbImage, toContiguous, untilAborted } from '@havc/core';
import { outputError, reserveOutput } from '@havc/media';
import sharp from 'sharp';
import type { PictureStyle } from './picture-format.ts';

/** How {@link writePicture} writes. */
export interface WritePictureOptions extends PictureStyle {
  /** Whether a plain file of that name may be replaced. */
  readonly overwrite: boolean;
  /** Files that are being read: the picture may be none of them. */
  readonly inputs: readonly string[];
  readonly signal: AbortSignal;
}

/** As the stills that are coloured: above, tables of a JPEG's own would hold all its coefficients. */
const MAX_OPTIMISED_PIXELS = 32e6;

/**
 * Writes a picture as PNG, or as JPEG whose chroma has the full size. It has its name only when it is complete.
 *
 * @throws HavcError as `reserveOutput` does; `DISK_FULL`; `ABORTED`.
 */
export async function writePicture(image: RgbImage, path: string, options: WritePictureOptions): Promise<void> {
  const { format, quality, overwrite, inputs, signal } = options;
  await using reserved = await reserveOutput(path, { overwrite, inputs });
  const [height, width] = image.shape as [number, number];
  const picture = sharp(toContiguous(image), { raw: { width, height, channels: 3 }, limitInputPixels: false });
  const optimiseCoding = width * height <= MAX_OPTIMISED_PIXELS;
  const encoded =
    format === 'png'
      ? picture.png({ compressionLevel: 6 })
      : picture.jpeg({ quality, chromaSubsampling: '4:4:4', optimiseCoding });
  try {
    // Written by ourselves, so that a full disk is known by its error and not by libvips' words.
    await writeFile(reserved.temporaryPath, await untilAborted(encoded.toBuffer(), signal));
  } catch (error) {
    throw signal.aborted ? abortError(signal) : outputError(error, reserved.path);
  }
  await reserved.commit();
}
