import { writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/clips.ts';
import { createTextPainter } from './text-painter.ts';

const folder = temporaryFolder();

beforeAll(() => {
  // A machine without fonts: fontconfig reads its settings with the first text of a process, and these name none.
  const settings = folder.path('fonts.conf');
  writeFileSync(settings, `<?xml version="1.0"?><fontconfig><cachedir>${folder.path('cache')}</cachedir></fontconfig>`);
  process.env.FONTCONFIG_FILE = settings;
});

const ink = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0);

it('draws Latin, Greek and Cyrillic letters where the machine has no fonts', async () => {
  const painter = createTextPainter();
  const widthOf = async (text: string) => (await painter.paint(text, { size: 40 })).width;
  // Boxes that stand for missing letters would all be equally wide.
  const widths = await Promise.all(['iiiiiiiiii', 'WWWWWWWWWW', 'ЖЖЖЖЖЖЖЖЖЖ', 'ΩΩΩΩΩΩΩΩΩΩ'].map(widthOf));
  expect(new Set(widths).size).toBe(4);
});

it('gives every line the same height, so that letters stand on one line', async () => {
  const painter = createTextPainter();
  const texts = ['x', 'pÜy', '.', '00:01:02.345 · 1750', ''];
  const masks = await Promise.all(texts.map((text) => painter.paint(text, { size: 13 })));
  expect(new Set(masks.map(({ height }) => height)).size).toBe(1);
});

it('lets letters stand on the same line, whether or not they have tails', async () => {
  const painter = createTextPainter();
  const bottom = async (text: string) => {
    const { width, data } = await painter.paint(text, { size: 40 });
    return Math.floor(data.findLastIndex((value) => value > 127) / width);
  };
  expect(await bottom('H')).toBe(await bottom('E'));
  expect(await bottom('x.H')).toBe(await bottom('H'));
  expect(await bottom('g')).toBeGreaterThan(await bottom('H'));
});

it('breaks lines at the width, and leaves out those behind the last', async () => {
  const painter = createTextPainter();
  const text = 'deoldify-video + ddcolor-artistic';
  const one = await painter.paint(text, { size: 13 });
  const broken = await painter.paint(text, { size: 13, maxWidth: 110 });
  expect(broken.height).toBe(2 * one.height);
  expect(broken.width).toBeLessThanOrEqual(110);
  const cut = await painter.paint(text, { size: 13, maxWidth: 110, maxLines: 1 });
  expect(cut.height).toBe(one.height);
  expect(cut.data).toEqual(broken.data.subarray(0, cut.data.length));
});

it('draws bold letters with more ink', async () => {
  const painter = createTextPainter();
  const regular = await painter.paint('medium', { size: 17 });
  const bold = await painter.paint('medium', { size: 17, bold: true });
  expect(ink(bold.data)).toBeGreaterThan(1.15 * ink(regular.data));
});

it('takes a text for what it is, not for markup', async () => {
  const painter = createTextPainter();
  const plain = await painter.paint('a<b>c', { size: 13 });
  expect(plain.width).toBeGreaterThan((await painter.paint('ac', { size: 13 })).width + 10);
});
