import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStill } from './read-still.ts';
import { colorize, HEIGHT, lumasOf, samplesOf, scene, source, temporaryFolder, WIDTH } from './still-testing.ts';
import { type WriteStillOptions, writeStill } from './write-still.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

/** Reads, colours and writes with a small working picture, so that chroma is really enlarged. */
async function color(input: string, output: string, options?: WriteStillOptions) {
  const still = await readStill(at(input), { size: 48 });
  return writeStill(still, colorize(still.image), at(output), options);
}

/** How far the lumas of two files are apart, at most. */
async function lumaError(input: string, output: string): Promise<number> {
  const [before, after] = [lumasOf(await samplesOf(at(input))), lumasOf(await samplesOf(at(output)))];
  expect(after.length).toBe(before.length);
  return before.reduce((most, luma, i) => Math.max(most, Math.abs(luma - after[i]!)), 0);
}

const tiff = { compression: 'deflate' } as const;

describe('the luma of the result', () => {
  it.each([
    ['gray, 8 bits, PNG', 'in.png', () => source(1, 255).png(), 'out.png'],
    ['gray, 16 bits, PNG', 'in.png', () => source(1, 65535).png(), 'out.png'],
    ['gray, 8 bits, TIFF', 'in.tif', () => source(1, 255).tiff(tiff), 'out.tif'],
    ['gray, 16 bits, TIFF', 'in.tif', () => source(1, 65535).tiff(tiff), 'out.tif'],
    ['gray with alpha, 8 bits, PNG to TIFF', 'in.png', () => source(2, 255).png(), 'out.tif'],
    ['gray with alpha, 16 bits, TIFF to PNG', 'in.tif', () => source(2, 65535).tiff(tiff), 'out.png'],
    ['RGB, 8 bits, PNG', 'in.png', () => source(3, 255).png(), 'out.png'],
    ['RGB, 16 bits, TIFF', 'in.tif', () => source(3, 65535).tiff(tiff), 'out.tif'],
    ['RGB with alpha, 8 bits, WebP to PNG', 'in.webp', () => source(4, 255).webp({ lossless: true }), 'out.png'],
    ['RGB, JPEG to PNG', 'in.jpg', () => source(3, 255).jpeg(), 'out.png'],
  ])('is that of the source within rounding: %s', async (name, input, make, output) => {
    await make().toFile(at(input));
    const depth = (await sharp(at(input)).metadata()).depth;
    const written = await color(input, output);
    expect((await sharp(at(output)).metadata()).depth).toBe(depth);
    expect(written.bitDepth).toBe(depth === 'ushort' ? 16 : 8);
    // In steps of the file's depth: half a step of G weighs 0.587 / 2 in Y. For gray this makes rounded Y exact.
    expect(await lumaError(input, output)).toBeLessThanOrEqual(0.2935 + 1e-6);
    if (name.startsWith('gray')) {
      const before = lumasOf(await samplesOf(at(input)));
      expect(lumasOf(await samplesOf(at(output))).map(Math.round)).toEqual(before);
    }
    // And there are strong colours, so that the above means something.
    const { data, channels } = await samplesOf(at(output));
    let colorful = 0;
    for (let i = 0; i < data.length; i += channels) {
      const scale = depth === 'ushort' ? 257 : 1;
      if (Math.abs(data[i]! - data[i + 2]!) > 40 * scale) colorful++;
    }
    expect(colorful / (data.length / channels)).toBeGreaterThan(0.3);
  });

  it.each([
    ['out.jpg', 6],
    ['out.webp', 14],
  ])('is nearly that of the source in %s', async (output, tolerance) => {
    await sharp(Buffer.from(scene(WIDTH, HEIGHT, 1, 255)), { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
      .blur(1.5)
      .toColourspace('b-w')
      .png()
      .toFile(at('in.png'));
    await color('in.png', output);
    const [before, after] = [lumasOf(await samplesOf(at('in.png'))), lumasOf(await samplesOf(at(output)))];
    const errors = before.map((luma, i) => Math.abs(luma - after[i]!)).sort();
    // Quality 95 rounds DCT coefficients (WebP also has limited range and half the chroma): that is its loss, not ours.
    expect(errors.at(-1)).toBeLessThan(tolerance);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(1.2);
  });
});
