import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { createRgbImage, rgbToGray } from '../../packages/core/dist/index.js';
import { compact } from '../../packages/models-compact/dist/index.js';

/** Sheets whose panels show what filters are for: skin, grass, a dark scene, violet stains. */
const SHEETS = ['Image_01_test.jpg', 'Image_04_test.jpg', 'Image_12_test.jpg', 'Image_18_test.jpg'];

/**
 * The photographs of the strips: the truth, a calm colouring (DeOldify's, where there are panels) and a colourful one
 * (DDColor's).
 */
export function readPairs(testset, photographs) {
  return testset === undefined ? fromPhotographs(photographs) : fromSheets(testset);
}

async function fromSheets(testset) {
  const { groups } = JSON.parse(readFileSync(join(testset, 'panels.json'), 'utf8'));
  const panel = (sheet, name) => {
    const { x, y, w, h } = groups.sheets[name];
    return read(sharp(join(testset, 'sheets', sheet)).extract({ left: x, top: y, width: w, height: h }));
  };
  return Promise.all(
    SHEETS.map(async (sheet) => ({
      truth: await panel(sheet, 'original'),
      calm: await panel(sheet, 'DS'),
      colorful: await panel(sheet, 'DD'),
    })),
  );
}

async function fromPhotographs(folder) {
  const colorizer = await compact();
  const pairs = [];
  for (const name of ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg']) {
    const truth = await read(sharp(join(folder, name)).resize(346, 346, { fit: 'cover' }));
    const gray = rgbToGray(truth).data;
    const image = createRgbImage(
      346,
      346,
      Uint8Array.from(truth.data, (_, i) => gray[Math.floor(i / 3)]),
    );
    pairs.push({ truth, calm: await colorizer.colorize(image), colorful: truth });
  }
  await colorizer.dispose();
  return pairs;
}

async function read(picture) {
  const { data, info } = await picture.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return createRgbImage(info.width, info.height, new Uint8Array(data));
}
