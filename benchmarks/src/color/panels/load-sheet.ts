import { createRgbImage, HavcError, type RgbImage } from '@havc/core';
import { readBounded } from '@havc/presets';
import sharp from 'sharp';
import type { PanelRectangle } from './panels-schema.ts';

/** A sheet of six panels of a megapixel each has a tenth of that. */
const MAX_SHEET_BYTES = 64 << 20;
const MAX_SHEET_PIXELS = 64 << 20;

/**
 * The panels of one sheet, cut out of it as they were decoded: no profile applied, nothing turned or resized.
 *
 * @param file - JPEG or PNG, 8 bits a sample.
 * @param name - of it in the test set, for messages.
 * @throws HavcError `INPUT_UNREADABLE` for a picture that is damaged, too large or of another kind, and for a rectangle
 * that doesn't lie inside of it; `INPUT_MISSING`.
 */
export async function loadSheet(
  file: string,
  name: string,
  rectangles: ReadonlyMap<string, PanelRectangle>,
): Promise<ReadonlyMap<string, RgbImage>> {
  const { data, width, height } = await decode(await readBounded(file, MAX_SHEET_BYTES, 'sheet'), name);
  return new Map(
    [...rectangles].map(([panel, rectangle]) => {
      const { x, y, w, h } = rectangle;
      if (x + w > width || y + h > height) {
        throw new HavcError(
          'INPUT_UNREADABLE',
          `Panel ${JSON.stringify(panel)} of ${name} is ${w}x${h} at ${x}, ${y}, but the sheet has only ` +
            `${width}x${height}: correct panels.json or get the sheet that belongs to it.`,
        );
      }
      return [panel, cut(data, width, rectangle)];
    }),
  );
}

async function decode(bytes: Buffer, name: string): Promise<{ data: Uint8Array; width: number; height: number }> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_SHEET_PIXELS, failOn: 'warning', ignoreIcc: true });
    const { format, depth } = await picture.metadata();
    if ((format !== 'jpeg' && format !== 'png') || depth !== 'uchar') {
      throw new HavcError(
        'INPUT_UNREADABLE',
        `The sheet ${name} is ${format} of ${depth} samples: JPEG and PNG of 8 bits are what can be measured.`,
      );
    }
    const { data, info } = await picture
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (error) {
    if (HavcError.is(error)) throw error;
    throw new HavcError(
      'INPUT_UNREADABLE',
      `The sheet ${name} can't be decoded: ${(error as Error).message}. Get it again.`,
      { cause: error },
    );
  }
}

function cut(data: Uint8Array, width: number, { x, y, w, h }: PanelRectangle): RgbImage {
  const pixels = new Uint8Array(3 * w * h);
  for (let row = 0; row < h; row++) {
    const from = 3 * ((y + row) * width + x);
    pixels.set(data.subarray(from, from + 3 * w), 3 * w * row);
  }
  return createRgbImage(w, h, pixels);
}
