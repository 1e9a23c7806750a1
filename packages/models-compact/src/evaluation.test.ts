import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createRgbImage, meanDeltaE2000, type RgbImage } from '@havc/core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { goldenPath } from '../../core/src/testing/golden.ts';
import { type CompactOptions, compact } from './compact.ts';

// Beside the golden data, like them outside the repository.
const FOLDER = goldenPath('..', 'testset');
const SHEETS = resolve(FOLDER, 'sheets');
const MISSING = existsSync(SHEETS) ? '' : `test sheets not found at ${SHEETS}`;

/** The coloured originals of the test sheets, one a sheet. */
async function originals(): Promise<RgbImage[]> {
  const { groups } = JSON.parse(readFileSync(resolve(FOLDER, 'panels.json'), 'utf8'));
  const { x: left, y: top, w: width, h: height } = groups.sheets.original;
  const names = readdirSync(SHEETS).filter((name) => name.endsWith('.jpg'));
  return Promise.all(
    names.sort().map(async (name) => {
      const data = await sharp(resolve(SHEETS, name))
        .removeAlpha()
        .extract({ left, top, width, height })
        .raw()
        .toBuffer();
      return createRgbImage(width, height, new Uint8Array(data));
    }),
  );
}

/** Mean over the pictures of the mean CIEDE2000 between each and its colouring. */
async function evaluate(pictures: readonly RgbImage[], options: CompactOptions): Promise<number> {
  await using colorizer = await compact(options);
  const differences = await Promise.all(
    pictures.map(async (picture) => meanDeltaE2000(await colorizer.colorize(picture), picture)),
  );
  return differences.reduce((sum, value) => sum + value, 0) / differences.length;
}

// The numbers that eval.py prints for the same weights in PyTorch. Tolerance 0.05: sums in another order, 8-bit rounding
// by tables, another version of the JPEG decoder.
it.for([
  { inputSizes: [256], expected: 10.24 },
  { inputSizes: [160, 256], expected: 10.0 },
])('scores the mean CIEDE2000 of training/eval.py on the 23 originals, $inputSizes', async (row, context) => {
  if (MISSING) context.skip(MISSING);
  const pictures = await originals();
  expect(pictures).toHaveLength(23);
  const result = await evaluate(pictures, { device: 'cpu', inputSizes: row.inputSizes });
  expect(Math.abs(result - row.expected)).toBeLessThan(0.05);
});
