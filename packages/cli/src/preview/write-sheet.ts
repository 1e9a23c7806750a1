import { extname } from 'node:path';
import { HavcError, throwIfAborted } from '@havc/core';
import { reserveOutput } from '@havc/media';
import sharp from 'sharp';
import type { Canvas } from './canvas.ts';

/** How {@link writeSheet} treats what is already there. */
export interface WriteSheetOptions {
  readonly overwrite: boolean;
  /** Files that are being read: the sheet may be none of them. */
  readonly inputs: readonly string[];
  readonly signal: AbortSignal;
}

const FORMATS: Readonly<Record<string, 'png' | 'jpeg'>> = { '.png': 'png', '.jpg': 'jpeg', '.jpeg': 'jpeg' };

/**
 * The format that a sheet's name asks for.
 *
 * @throws HavcError `OUTPUT_UNSUPPORTED` unless it ends in .png, .jpg or .jpeg.
 */
export function sheetFormat(output: string): 'png' | 'jpeg' {
  const format = FORMATS[extname(output).toLowerCase()];
  if (format !== undefined) return format;
  throw new HavcError(
    'OUTPUT_UNSUPPORTED',
    `The sheet ${JSON.stringify(output)} needs a name that ends in .png or .jpg.`,
    { details: { path: output } },
  );
}

/**
 * Writes a sheet as PNG or JPEG (quality 92, full chroma), sRGB. It has its name only when it is complete.
 *
 * @throws HavcError as `sheetFormat` and `reserveOutput` do; `ABORTED`.
 */
export async function writeSheet(sheet: Canvas, output: string, options: WriteSheetOptions): Promise<void> {
  const { overwrite, inputs, signal } = options;
  const format = sheetFormat(output);
  await using reserved = await reserveOutput(output, { overwrite, inputs });
  const picture = sharp(sheet.data, { raw: { width: sheet.width, height: sheet.height, channels: 3 } });
  const encoded =
    format === 'png' ? picture.png() : picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4', mozjpeg: false });
  throwIfAborted(signal);
  try {
    await encoded.toFile(reserved.temporaryPath);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HavcError('OUTPUT_UNWRITABLE', `The sheet ${JSON.stringify(output)} can't be written: ${why}.`, {
      details: { path: output },
      cause,
    });
  }
  throwIfAborted(signal);
  await reserved.commit();
}
