import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A test set's two files as they are written; tests change them. */
export interface MadeTestSet {
  readonly panels: { sheets: Record<string, Record<string, unknown>> } & Record<string, unknown>;
  readonly published: Record<string, unknown>;
}

/** Colours of the panels of the made sheets: the second picture's are these with red and blue exchanged. */
export const MADE_COLORS = {
  original: [200, 120, 60],
  a: [190, 125, 70],
  b: [150, 150, 150],
  c: [210, 90, 60],
} as const satisfies Readonly<Record<string, readonly [number, number, number]>>;

/** The side of a made panel. */
export const MADE_SIDE = 4;

/** A small test set of two pictures: panels `a` and `b` on one sheet and `c` on another, each of one colour. */
export function madeTestSet(): MadeTestSet {
  const at = (column: number) => ({ x: column * MADE_SIDE, y: 1, w: MADE_SIDE, h: MADE_SIDE });
  const one = { original: at(0), a: at(1), b: at(2) };
  const two = { original: at(0), c: at(1) };
  return {
    panels: {
      note: 'made',
      sheets: {
        'one/Image_01.png': { ...one },
        'one/Image_02.png': { ...one },
        'two/Image_01_more.png': { ...two },
        'two/Image_02_more.png': { ...two },
      },
    },
    published: {
      source: 'made for a test',
      models: { a: 'model a', b: 'gray', c: 'model c' },
      test_set_1: {
        columns: ['b', 'a'],
        rows: { '01': { a: 1.5, b: 20 }, '02': { a: 2.5, b: 30 } },
        average: { a: 2, b: 25 },
      },
    },
  };
}

/** Writes a made test set into a folder of its own, which goes when the test does. */
export async function writeTestSet(set: MadeTestSet): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'havc-panels-'));
  await writeFile(join(folder, 'panels.json'), JSON.stringify(set.panels));
  await writeFile(join(folder, 'published.json'), JSON.stringify(set.published));
  for (const [sheet, names] of MADE_SHEETS) {
    const file = join(folder, sheet);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await sheetPicture(names, sheet.includes('02')));
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

const MADE_SHEETS = [
  ['one/Image_01.png', ['original', 'a', 'b']],
  ['one/Image_02.png', ['original', 'a', 'b']],
  ['two/Image_01_more.png', ['original', 'c']],
  ['two/Image_02_more.png', ['original', 'c']],
] as const;

/** Panels side by side, with a line of white above them. */
async function sheetPicture(names: readonly (keyof typeof MADE_COLORS)[], isExchanged: boolean): Promise<Buffer> {
  const width = names.length * MADE_SIDE;
  const pixels = new Uint8Array(3 * width * (MADE_SIDE + 1)).fill(255);
  for (let y = 1; y <= MADE_SIDE; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = MADE_COLORS[names[Math.floor(x / MADE_SIDE)]!];
      pixels.set(isExchanged ? [b, g, r] : [r, g, b], 3 * (y * width + x));
    }
  }
  return sharp(pixels, { raw: { width, height: MADE_SIDE + 1, channels: 3 } })
    .png()
    .toBuffer();
}
