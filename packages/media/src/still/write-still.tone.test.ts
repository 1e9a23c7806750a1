import { createRgbImage, type RgbImage } from '@havc/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStill } from './read-still.ts';
import { colorize, failureOf, lumasOf, samplesOf, source, temporaryFolder, WIDTH } from './still-testing.ts';
import { writeStill } from './write-still.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let at: (name: string) => string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  at = temporary.at;
});
afterEach(() => temporary.remove());

/** The picture with the tone `change` gives it, which takes and gives light, 0..1, at a column, 0..1. */
function toned(image: RgbImage, change: (light: number, x: number) => number): RgbImage {
  const [height, width] = image.shape as [number, number, number];
  const result = createRgbImage(width, height);
  for (let i = 0; i < result.data.length; i++) {
    const x = (Math.floor(i / 3) % width) / width;
    result.data[i] = Math.round(255 * Math.min(1, Math.max(0, change(image.data[i]! / 255, x))));
  }
  return result;
}

describe('writeStill with the picture from before its tone was changed', () => {
  it.each([
    ['gray, 8 bits', 'in.png', () => source(1, 255).png(), 255, 'out.png'],
    ['gray, 16 bits', 'in.png', () => source(1, 65535).png(), 65535, 'out.tif'],
    ['gray with alpha, 16 bits', 'in.png', () => source(2, 65535).png(), 65535, 'out.png'],
  ] as const)('puts the change on the luma: %s', async (_, input, make, largest, output) => {
    await make().toFile(at(input));
    const still = await readStill(at(input), { size: 48 });
    const curve = (light: number) => 0.7 * light + 0.1;
    // Strong colours are drawn towards neutral where they don't fit, so luma is the same with them and without.
    await writeStill(still, toned(still.image, curve), at(output), { before: still.image });
    const [before, after] = [lumasOf(await samplesOf(at(input))), lumasOf(await samplesOf(at(output)))];
    const distances = before.map((luma, i) => Math.abs(after[i]! / largest - curve(luma / largest)) * 255).sort();
    // In codes of 8 bits. The source has single pixels beyond all that its working picture has.
    expect(distances[Math.floor(distances.length * 0.95)]).toBeLessThan(1);
    expect(distances.at(-1)).toBeLessThan(6);
  });

  it('follows a change from place to place', async () => {
    await source(1, 255).png().toFile(at('in.png'));
    const still = await readStill(at('in.png'), { size: 96 });
    const image = toned(still.image, (light, x) => light * (x < 0.5 ? 0.6 : 1));
    await writeStill(still, image, at('out.png'), { before: still.image });
    const [before, after] = [lumasOf(await samplesOf(at('in.png'))), lumasOf(await samplesOf(at('out.png')))];
    const gain = (from: number, to: number) => {
      const inside = (_: number, i: number) => i % WIDTH >= from * WIDTH && i % WIDTH < to * WIDTH;
      const sum = (lumas: Float64Array) => lumas.filter(inside).reduce((total, luma) => total + luma, 0);
      return sum(after) / sum(before);
    };
    expect(gain(0, 0.4)).toBeCloseTo(0.6, 1);
    expect(gain(0.6, 1)).toBeCloseTo(1, 1);
  });

  it('writes the same bytes as without where the tone is the same', async () => {
    await source(3, 255).png().toFile(at('in.png'));
    const still = await readStill(at('in.png'), { size: 48 });
    const same = toned(still.image, (light) => light);
    await writeStill(still, still.image, at('out.png'), { before: same });
    await writeStill(still, still.image, at('plain.png'));
    expect((await samplesOf(at('out.png'))).data).toEqual((await samplesOf(at('plain.png'))).data);
  });

  it('keeps luma within a code and a half of the change where colours are strong', async () => {
    await source(3, 255).png().toFile(at('in.png'));
    const still = await readStill(at('in.png'), { size: 48 });
    // The model's picture is the reference here: its luma is nearly that of the still, and then all is made darker.
    const colored = colorize(still.image);
    await writeStill(
      still,
      toned(colored, (light) => light * 0.5),
      at('out.png'),
      { before: colored },
    );
    const [before, after] = [lumasOf(await samplesOf(at('in.png'))), lumasOf(await samplesOf(at('out.png')))];
    const distances = before.map((luma, i) => Math.abs(after[i]! - luma * 0.5)).sort();
    expect(distances[Math.floor(distances.length * 0.95)]).toBeLessThan(1.5);
  });

  it('refuses one of another size', async () => {
    await source(3, 255).png().toFile(at('in.png'));
    const still = await readStill(at('in.png'), { size: 48 });
    const failure = await failureOf(writeStill(still, still.image, at('out.png'), { before: createRgbImage(9, 9) }));
    expect(failure).toMatchObject({ code: 'SHAPE_INVALID', message: expect.stringContaining('options.before') });
    expect(await temporary.list()).toEqual(['in.png']);
  });
});
