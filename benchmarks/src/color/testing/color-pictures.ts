import { createRgbImage, type RgbImage, sizeOf } from '@havc/core';
import sharp from 'sharp';

export type Color = readonly [number, number, number];

/** Upright stripes of colours, as wide as each other. */
export function stripes(width: number, height: number, ...colors: readonly Color[]): RgbImage {
  const image = createRgbImage(width, height);
  for (let n = 0; n < width * height; n++) {
    image.data.set(colors[Math.floor(((n % width) * colors.length) / width)]!, 3 * n);
  }
  return image;
}

/** Writes a picture in the format that the file's name says. */
export async function writePicture(image: RgbImage, file: string, bits: 8 | 16 = 8): Promise<void> {
  const { width, height } = sizeOf(image);
  const picture = sharp(image.data, { raw: { width, height, channels: 3 } });
  await (bits === 16 ? picture.toColourspace('rgb16') : picture).toFile(file);
}
