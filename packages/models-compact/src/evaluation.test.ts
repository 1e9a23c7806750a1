import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRgbImage, type RgbImage } from '@havc/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { meanDeltaE2000 } from '../../core/src/color/delta-e-image.ts';
import { type CompactOptions, compact } from './compact.ts';

const FOLDER =
  process.env['HAVC_TESTSET_DIR'] ?? resolve(fileURLToPath(new URL('../../../..', import.meta.url)), 'shared/testset');
const SHEETS = resolve(FOLDER, 'sheets');
const found = existsSync(SHEETS);

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

describe(`the protocol of training/eval.py${found ? '' : ` (skipped: there is no ${SHEETS})`}`, () => {
  // The numbers of eval.py on the same weights in PyTorch. Tolerance 0.05: float16 weights and another JPEG decoder.
  it.skipIf(!found).each([
    [[256], 10.24],
    [[160, 256], 10.0],
  ])('gives the same mean CIEDE2000 on the 23 originals with input sizes %j', async (inputSizes, expected) => {
    const pictures = await originals();
    expect(pictures).toHaveLength(23);
    const result = await evaluate(pictures, { device: 'cpu', inputSizes });
    expect(Math.abs(result - expected)).toBeLessThan(0.05);
  });
});
