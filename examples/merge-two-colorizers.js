// A merge of one's own: the built-in model's colours where a photograph is bright, a sepia tint where it is dark.
//   node examples/merge-two-colorizers.js photo.jpg merged.png
import { createRgbImage, rgbToGray } from '@havc/core';
import { merge, mergeByLuma } from '@havc/filters';
import { readStill, writeStill } from '@havc/media';
import { compact } from '@havc/models-compact';

/** A colourizer is an object with these two methods. */
const sepia = {
  async colorize(image) {
    const [height, width] = image.shape;
    const gray = rgbToGray(image).data;
    const tint = [1, 0.84, 0.66];
    return createRgbImage(
      width,
      height,
      Uint8Array.from({ length: 3 * gray.length }, (_, i) => gray[(i / 3) | 0] * tint[i % 3]),
    );
  },
  async dispose() {},
};

const [input, output] = process.argv.slice(2);
const still = await readStill(input);
const byLuma = (dark, bright) => mergeByLuma(dark, bright, { dark: 0.1, white: 0.4 });
const hybrid = merge(byLuma, sepia, await compact());
await writeStill(still, await hybrid.colorize(still.image), output);
await hybrid.dispose();
