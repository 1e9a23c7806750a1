import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPanels } from './read-panels.ts';
import { MADE_COLORS, type MadeTestSet, madeTestSet, writeTestSet } from './testing/make-test-set.ts';

describe('readPanels', () => {
  it('gives pictures, models and tables in order', async () => {
    await using made = await writeTestSet(madeTestSet());
    const panels = await readPanels(made.folder);
    expect(panels.source).toBe('made for a test');
    expect(panels.models).toEqual({ a: 'model a', b: 'gray', c: 'model c' });
    expect(panels.pictures).toMatchObject([
      { name: '01', width: 4, height: 4, panelNames: ['a', 'b', 'c'] },
      { name: '02', width: 4, height: 4, panelNames: ['a', 'b', 'c'] },
    ]);
    expect(panels.tables).toEqual([
      {
        name: 'test_set_1',
        columns: ['b', 'a'],
        rows: [
          { picture: '01', scores: [20, 1.5] },
          { picture: '02', scores: [30, 2.5] },
        ],
        averages: [25, 2],
      },
    ]);
  });

  it('cuts the panels of all sheets of a picture out, pixel for pixel', async () => {
    await using made = await writeTestSet(madeTestSet());
    const [first, second] = (await readPanels(made.folder)).pictures;
    const { original, panels } = await first!.load();
    expect([...original.data]).toEqual(Array.from({ length: 16 }, () => MADE_COLORS.original).flat());
    expect([...panels.keys()]).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'b', 'c'] as const) {
      const { data, shape } = panels.get(name)!;
      expect(shape).toEqual([4, 4, 3]);
      expect([...data]).toEqual(Array.from({ length: 16 }, () => MADE_COLORS[name]).flat());
    }
    expect([...(await second!.load()).original.data.subarray(0, 3)]).toEqual([60, 120, 200]);
  });

  it('stops when it is told to', async () => {
    await using made = await writeTestSet(madeTestSet());
    const [picture] = (await readPanels(made.folder)).pictures;
    await expect(picture!.load(AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' });
  });

  const rectangle = { x: 0, y: 1, w: 4, h: 4 };
  const sheets = (set: MadeTestSet, more: Record<string, Record<string, unknown>>) =>
    Object.assign(set.panels.sheets, more);
  const table = { columns: ['a'], rows: { '01': { a: 1 } } };

  it.each<[string, (set: MadeTestSet) => unknown, RegExp]>([
    [
      'a sheet above the folder',
      (set) => sheets(set, { '../Image_03.png': {} }),
      /"\.\.\/Image_03\.png", which lies outside/,
    ],
    ['a sheet by an absolute path', (set) => sheets(set, { '/etc/Image_03': {} }), /which is no such path/],
    ['a sheet on a drive', (set) => sheets(set, { 'C:Image_03.png': {} }), /which is no such path/],
    ['a path with backslashes', (set) => sheets(set, { '..\\Image_03.png': {} }), /which is no such path/],
    ['a path with a NUL', (set) => sheets(set, { 'one/Image_03\0.png': {} }), /which is no such path/],
    ['a sheet without a number', (set) => sheets(set, { 'one/Image.png': {} }), /has no number in its name/],
    [
      'a sheet without an original',
      (set) => sheets(set, { 'one/Image_01.png': { a: rectangle } }),
      /no panel "original"/,
    ],
    [
      'a panel of another size',
      (set) => sheets(set, { 'two/Image_01_more.png': { original: rectangle, c: { ...rectangle, w: 3 } } }),
      /Panel "c" of two\/Image_01_more.png is 3x4, its original 4x4/,
    ],
    [
      'two panels of one name',
      (set) => sheets(set, { 'two/Image_01_more.png': { original: rectangle, a: rectangle } }),
      /Picture 01 has two panels "a"/,
    ],
    ['no sheets', (set) => Object.assign(set.panels, { sheets: {} }), /names no sheets/],
    [
      'a negative place',
      (set) => sheets(set, { 'one/Image_01.png': { original: { ...rectangle, x: -1 } } }),
      /\["x"\]/,
    ],
    ['half a pixel', (set) => sheets(set, { 'one/Image_01.png': { original: { ...rectangle, w: 1.5 } } }), /\["w"\]/],
    ['an empty panel', (set) => sheets(set, { 'one/Image_01.png': { original: { ...rectangle, h: 0 } } }), /\["h"\]/],
    ['a giant panel', (set) => sheets(set, { 'one/Image_01.png': { original: { ...rectangle, w: 1e9 } } }), /\["w"\]/],
    ['a missing file of sheets', (set) => Object.assign(set.panels, { sheets: undefined }), /panels\.json\["sheets"\]/],
    [
      'a row of an unknown picture',
      (set) => Object.assign(set.published, { test_set_2: { ...table, rows: { '07': { a: 1 } } } }),
      /Row "07" of test_set_2 in published.json is of a picture/,
    ],
    [
      'a column without a panel',
      (set) => Object.assign(set.published, { test_set_2: { columns: ['z'], rows: { '01': { z: 1 } } } }),
      /scores "z", of which there is no panel/,
    ],
    [
      'a cell that is missing',
      (set) => Object.assign(set.published, { test_set_2: { ...table, rows: { '01': { b: 1 } } } }),
      /Row "01" of test_set_2 in published.json has no number for "a"/,
    ],
    [
      'a score that is no number',
      (set) => Object.assign(set.published, { test_set_2: { ...table, rows: { '01': { a: '1' } } } }),
      /test_set_2 of published.json\["rows"\]\["01"\]\["a"\]/,
    ],
    ['an empty table', (set) => Object.assign(set.published, { test_set_2: { ...table, rows: {} } }), /has no rows/],
  ])('refuses %s', async (_, change, message) => {
    const set = madeTestSet();
    change(set);
    await using made = await writeTestSet(set);
    const error = await readPanels(made.folder).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'INPUT_UNREADABLE', message: expect.stringMatching(message) });
  });

  it('answers any JSON with a test set or an error of its own', async () => {
    await using made = await writeTestSet(madeTestSet());
    const sheets = fc.dictionary(
      fc.constantFrom('one/Image_01.png', 'one/Image_02.png', '..', '', '__proto__', '1'),
      fc.dictionary(fc.constantFrom('original', 'a', 'constructor', '__proto__'), fc.jsonValue({ maxDepth: 1 })),
    );
    const panels = fc.oneof(fc.jsonValue(), fc.record({ sheets }));
    const published = fc.oneof(
      fc.jsonValue(),
      fc.record({ source: fc.string(), models: fc.dictionary(fc.string(), fc.string()), test_set: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(panels, published, async (one, two) => {
        await writeFile(join(made.folder, 'panels.json'), JSON.stringify(one));
        await writeFile(join(made.folder, 'published.json'), JSON.stringify(two));
        const outcome = await readPanels(made.folder).catch((reason: unknown) => reason);
        if (outcome instanceof Error) expect(HavcError.is(outcome), String(outcome)).toBe(true);
      }),
    );
  });

  it('says which sheet is missing', async () => {
    await using made = await writeTestSet(madeTestSet());
    await rm(join(made.folder, 'two/Image_02_more.png'));
    await expect(readPanels(made.folder)).rejects.toMatchObject({
      code: 'INPUT_MISSING',
      message: expect.stringContaining('two/Image_02_more.png'),
    });
  });

  it('says that a folder is none of a test set', async () => {
    await expect(readPanels(join(tmpdir(), 'havc-no-such-folder'))).rejects.toMatchObject({ code: 'INPUT_MISSING' });
  });

  it('refuses what is no JSON', async () => {
    await using made = await writeTestSet(madeTestSet());
    await writeFile(join(made.folder, 'published.json'), '{"source": ');
    await expect(readPanels(made.folder)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining("isn't JSON"),
    });
  });

  it('refuses a link that leads out, also of a folder', async () => {
    await using elsewhere = await writeTestSet(madeTestSet());
    for (const [link, target] of [
      ['one/Image_01.png', 'one/Image_01.png'],
      ['one', 'one'],
    ] as const) {
      await using made = await writeTestSet(madeTestSet());
      await rm(join(made.folder, link), { recursive: true });
      await symlink(join(elsewhere.folder, target), join(made.folder, link));
      await expect(readPanels(made.folder)).rejects.toMatchObject({
        code: 'INPUT_UNREADABLE',
        message: expect.stringContaining('is a link that leads outside'),
      });
    }
  });

  it('follows a link inside of the folder', async () => {
    await using made = await writeTestSet(madeTestSet());
    const file = join(made.folder, 'one/Image_01.png');
    await writeFile(join(made.folder, 'sheet.png'), await readFile(file));
    await rm(file);
    await symlink('../sheet.png', file);
    const [picture] = (await readPanels(made.folder)).pictures;
    expect((await picture!.load()).panels.size).toBe(3);
  });
});

describe('loading a picture', () => {
  it('refuses a rectangle that is not wholly on the sheet', async () => {
    const set = madeTestSet();
    set.panels.sheets['two/Image_01_more.png']!['c'] = { x: 5, y: 1, w: 4, h: 4 };
    await using made = await writeTestSet(set);
    const [picture] = (await readPanels(made.folder)).pictures;
    await expect(picture!.load()).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining('Panel "c" of two/Image_01_more.png is 4x4 at 5, 1, but the sheet has only 8x5'),
    });
  });

  it('refuses originals that differ between the sheets', async () => {
    await using made = await writeTestSet(madeTestSet());
    const file = join(made.folder, 'two/Image_01_more.png');
    await writeFile(
      file,
      await sharp(await readFile(file))
        .negate()
        .png()
        .toBuffer(),
    );
    const [picture] = (await readPanels(made.folder)).pictures;
    await expect(picture!.load()).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining('picture 01 show different originals'),
    });
  });

  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="5"/>';
  it.each([
    ['that is cut off', (bytes: Buffer) => bytes.subarray(0, 60), /can't be decoded/],
    ['of text', () => Buffer.from('not a picture'), /can't be decoded/],
    ['without a byte', () => Buffer.alloc(0), /can't be decoded/],
    ['that is a drawing', () => Buffer.from(drawing), /is svg of/],
  ])('refuses a sheet %s', async (_, damage, message) => {
    await using made = await writeTestSet(madeTestSet());
    const file = join(made.folder, 'one/Image_02.png');
    await writeFile(file, damage(await readFile(file)));
    const picture = (await readPanels(made.folder)).pictures[1]!;
    await expect(picture.load()).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(message),
    });
  });
});
