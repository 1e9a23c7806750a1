import { createRgbImage, type RgbImage } from '@havc/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/clips.ts';
import type { Canvas } from './canvas.ts';
import { type ContactSheet, drawContactSheet } from './contact-sheet.ts';
import { writeSheet } from './write-sheet.ts';

const folder = temporaryFolder();
const signal = new AbortController().signal;

function flat(width: number, height: number, red: number, green: number, blue: number): RgbImage {
  return createRgbImage(
    width,
    height,
    Uint8Array.from({ length: width * height * 3 }, (_, i) => [red, green, blue][i % 3]!),
  );
}

/** Where a canvas has pixels of exactly one colour: left, top, and how many. */
function find(canvas: Canvas, [red, green, blue]: readonly [number, number, number]) {
  let [left, top, count] = [canvas.width, canvas.height, 0];
  for (let i = 0; i < canvas.data.length; i += 3) {
    if (canvas.data[i] !== red || canvas.data[i + 1] !== green || canvas.data[i + 2] !== blue) continue;
    left = Math.min(left, (i / 3) % canvas.width);
    top = Math.min(top, Math.floor(i / 3 / canvas.width));
    count++;
  }
  return { left, top, count };
}

function sheet(rows: ContactSheet['rows'], columns = ['00:00:01.000 · 25', '00:00:02.000 · 50']): ContactSheet {
  return { title: 'film.mp4', facts: '64x48', columns, rows };
}

describe('drawContactSheet', () => {
  it('places each picture whole, rows below each other and columns side by side', async () => {
    const [first, second] = [flat(160, 120, 255, 0, 0), flat(160, 120, 0, 255, 0)];
    const [third, fourth] = [flat(160, 120, 0, 0, 255), flat(160, 120, 255, 0, 255)];
    const canvas = await drawContactSheet(
      sheet([
        { name: 'Source', facts: ['before'], warnings: [], pictures: [first, second] },
        { name: 'medium', facts: [], warnings: [], pictures: [third, fourth] },
      ]),
    );
    const places = (
      [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
        [255, 0, 255],
      ] as const
    ).map((color) => find(canvas, color));
    expect(places.map(({ count }) => count)).toEqual([19_200, 19_200, 19_200, 19_200]);
    const [a, b, c, d] = places;
    expect([b!.left - a!.left, b!.top - a!.top]).toEqual([168, 0]);
    expect([c!.left - a!.left, c!.top - a!.top]).toEqual([0, 128]);
    expect([d!.left - b!.left, d!.top - b!.top]).toEqual([0, 128]);
  });

  it('gives a row more room when its label needs it', async () => {
    const pictures = [flat(160, 40, 255, 0, 0)];
    const facts = Array.from({ length: 8 }, (_, line) => `line ${line}`);
    const rows = [
      { name: 'a', facts, warnings: [], pictures },
      { name: 'b', facts: [], warnings: [], pictures: [flat(160, 40, 0, 255, 0)] },
    ];
    const canvas = await drawContactSheet(sheet(rows, ['00:00:01.000 · 25']));
    expect(find(canvas, [0, 255, 0]).top - find(canvas, [255, 0, 0]).top).toBeGreaterThan(8 * 13);
  });

  it('writes warnings in another colour than facts', async () => {
    const pictures = [flat(160, 120, 255, 0, 0)];
    const draw = (warnings: string[]) =>
      drawContactSheet(sheet([{ name: 'a', facts: [], warnings, pictures }], ['00:00:01.000 · 25']));
    expect(find(await draw([]), [166, 74, 12]).count).toBe(0);
    expect(find(await draw(['preview colours']), [166, 74, 12]).count).toBeGreaterThan(10);
  });

  it.each([
    ['markup', '<b>&lt;</b> & <span size="900pt">x</span>'],
    ['an unclosed tag', '<span foo'],
    ['nothing', ''],
    ['blanks and controls', ' \n\t\u0000\u202e '],
    ['half a character', '\ud800'],
    ['a name made to fill the memory', 'x'.repeat(1e6)],
    ['letters that the font lacks', '日本語 🎬'],
  ])('stays small with %s for a name', async (_, text) => {
    const pictures = [flat(160, 120, 255, 0, 0)];
    const row = { name: text, facts: [text], warnings: [text], pictures };
    const canvas = await drawContactSheet({ ...sheet([row], [text]), facts: text });
    expect(canvas.width).toBeLessThan(2400);
    expect(canvas.height).toBeLessThan(700);
    expect(find(canvas, [255, 0, 0]).count).toBe(19_200);
  });
});

describe('writeSheet', () => {
  it.each(['png', 'jpg'])('writes a .%s of the size of the sheet', async (extension) => {
    const pictures = [flat(160, 120, 255, 0, 0)];
    const canvas = await drawContactSheet(sheet([{ name: 'a', facts: [], warnings: [], pictures }], ['one']));
    const path = folder.path(`sheet.${extension}`);
    await writeSheet(canvas, path, { overwrite: false, inputs: [], signal });
    const { width, height, format } = await sharp(path).metadata();
    expect([width, height, format]).toEqual([canvas.width, canvas.height, extension === 'jpg' ? 'jpeg' : 'png']);
    await expect(writeSheet(canvas, path, { overwrite: false, inputs: [], signal })).rejects.toThrow(/exists already/);
  });

  it('refuses a name of another format', async () => {
    const canvas = await drawContactSheet(sheet([], []));
    await expect(
      writeSheet(canvas, folder.path('sheet.webp'), { overwrite: false, inputs: [], signal }),
    ).rejects.toThrow(/ends in \.png or \.jpg/);
  });
});
