import { type RgbImage, sizeOf, toContiguous } from '@havc/core';

/** Gray film that was compressed with chroma has a few codes of noise in it; a faint tint has more than this. */
const LEAST_DIFFERENCE = 12;

/** So small a share of a picture may be noise, or a logo. */
const LEAST_SHARE = 0.001;

/** Every pixel that is looked at has this distance to the next: colours are large, and pictures many. */
const STEP = 3;

/** Whether a picture shows colours, a tint of the whole included. */
export function hasColors(image: RgbImage): boolean {
  const { width, height } = sizeOf(image);
  const data = toContiguous(image);
  let seen = 0;
  let colored = 0;
  for (let y = 0; y < height; y += STEP) {
    for (let i = 3 * y * width, end = i + 3 * width; i < end; i += 3 * STEP) {
      const [r, g, b] = [data[i]!, data[i + 1]!, data[i + 2]!];
      seen++;
      if (Math.max(r, g, b) - Math.min(r, g, b) >= LEAST_DIFFERENCE) colored++;
    }
  }
  return colored > LEAST_SHARE * seen;
}
