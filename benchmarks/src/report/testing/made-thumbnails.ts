import sharp from 'sharp';
import { createRandom } from '../../old-film/random.ts';

/** A tiny picture, the same for the same seed. */
export function makeThumbnail(seed: number, format: 'jpeg' | 'png' | 'webp' = 'jpeg', width = 160): Promise<Buffer> {
  const random = createRandom(seed);
  const height = Math.round((width * 2) / 3);
  const corners = Array.from({ length: 4 }, () => [random() * 255, random() * 255, random() * 255]);
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      for (let c = 0; c < 3; c++) {
        const top = corners[0]![c]! * (1 - u) + corners[1]![c]! * u;
        const bottom = corners[2]![c]! * (1 - u) + corners[3]![c]! * u;
        const grain = 24 * (random() - 0.5);
        pixels[3 * (y * width + x) + c] = Math.max(0, Math.min(255, top * (1 - v) + bottom * v + grain));
      }
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer();
}

/** Gives one of a few tiny pictures for each path. */
export async function madeThumbnailReader(width = 160): Promise<(path: string) => Promise<Buffer | undefined>> {
  const pictures = await Promise.all(Array.from({ length: 8 }, (_, seed) => makeThumbnail(seed, 'jpeg', width)));
  return async (path) => pictures[[...path].reduce((sum, character) => sum + character.charCodeAt(0), 0) % 8];
}
