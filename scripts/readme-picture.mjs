// Draws docs/images/before-after.jpg, the picture in the README: node scripts/setup.mjs && node scripts/readme-picture.mjs
// The photographs of media/ without their colours above, and what the built-in model makes of these below.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createRgbImage, rgbToGray } from '../packages/core/dist/index.js';
import { compact } from '../packages/models-compact/dist/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SIDE = 300;
const GAP = 6;

/** The square of each photograph that is shown, in its pixels; the model sees the whole. */
const PHOTOGRAPHS = [
  { name: 'astronaut.png', left: 36, top: 0, width: 380, height: 380 },
  { name: 'chelsea.png', left: 100, top: 0, width: 300, height: 300 },
  { name: 'rocket.jpg', left: 110, top: 0, width: 427, height: 427 },
  { name: 'coffee.png', left: 70, top: 0, width: 400, height: 400 },
];

const colorizer = await compact();
const layers = [];
for (const [column, { name, ...part }] of PHOTOGRAPHS.entries()) {
  const photograph = sharp(join(ROOT, 'media', name)).removeAlpha();
  const { data, info } = await photograph.raw().toBuffer({ resolveWithObject: true });
  const { data: gray } = rgbToGray(createRgbImage(info.width, info.height, data));
  const image = createRgbImage(
    info.width,
    info.height,
    Uint8Array.from(data, (_, i) => gray[Math.floor(i / 3)]),
  );
  const colored = await colorizer.colorize(image);
  for (const [row, { data: rgb }] of [image, colored].entries()) {
    const raw = { width: info.width, height: info.height, channels: 3 };
    const picture = sharp(rgb, { raw }).extract(part).resize(SIDE, SIDE, { kernel: 'lanczos3' });
    layers.push({ input: await picture.png().toBuffer(), left: column * (SIDE + GAP), top: row * (SIDE + GAP) });
  }
}
await colorizer.dispose();

await mkdir(join(ROOT, 'docs', 'images'), { recursive: true });
const [width, height] = [PHOTOGRAPHS.length * (SIDE + GAP) - GAP, 2 * SIDE + GAP];
const path = join(ROOT, 'docs', 'images', 'before-after.jpg');
const { size } = await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
  .composite(layers)
  .jpeg({ quality: 84, chromaSubsampling: '4:4:4', mozjpeg: true })
  .toFile(path);
console.log(`${path}: ${width}x${height}, ${size} bytes`);
