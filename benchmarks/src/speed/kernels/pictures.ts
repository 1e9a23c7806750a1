import { createRgbImage, type RgbImage } from '@havc/core';
import { createRandom } from '../../old-film/random.ts';

/** Soft blobs of colour with some noise: neither flat nor mere noise. */
export function createPicture(width: number, height: number, seed: number): RgbImage {
  const random = createRandom(seed);
  const image = createRgbImage(width, height);
  const waves = [0, 1, 2].map(() => [1 + 6 * random(), 1 + 6 * random(), 6 * random()] as const);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (const [right, down, shift] of waves) {
        image.data[i++] =
          128 + 100 * Math.sin((right * x) / width + (down * y) / height + shift) + 20 * (random() - 0.5);
      }
    }
  }
  return image;
}
