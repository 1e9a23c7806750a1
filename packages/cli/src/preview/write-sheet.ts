import { extname } from 'node:path';
import { createRgbImage, HavcError } from '@havc/core';
import type { PictureFormat } from '../pictures/picture-format.ts';
import { type WritePictureOptions, writePicture } from '../pictures/write-picture.ts';
import type { Canvas } from './canvas.ts';

const FORMATS: Readonly<Record<string, PictureFormat>> = { '.png': 'png', '.jpg': 'jpg', '.jpeg': 'jpg' };

/**
 * The format that a sheet's name asks for.
 *
 * @throws HavcError `OUTPUT_UNSUPPORTED` unless it ends in .png, .jpg or .jpeg.
 */
export function sheetFormat(output: string): PictureFormat {
  const format = FORMATS[extname(output).toLowerCase()];
  if (format !== undefined) return format;
  throw new HavcError(
    'OUTPUT_UNSUPPORTED',
    `The sheet ${JSON.stringify(output)} needs a name that ends in .png or .jpg.`,
    { details: { path: output } },
  );
}

/** Labels and edges of pictures stay clear. */
const QUALITY = 92;

/**
 * Writes a sheet as PNG or JPEG.
 *
 * @throws HavcError as `sheetFormat` and `writePicture` do.
 */
export async function writeSheet(
  { width, height, data }: Canvas,
  output: string,
  options: Pick<WritePictureOptions, 'overwrite' | 'inputs' | 'signal'>,
): Promise<void> {
  const format = sheetFormat(output);
  await writePicture(createRgbImage(width, height, data), output, { ...options, format, quality: QUALITY });
}
