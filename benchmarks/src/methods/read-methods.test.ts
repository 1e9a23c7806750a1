import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelStore } from '@havc/weights';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMethods } from './read-methods.ts';

/** A store in which these weights are there, and all others missing. */
const storeWith = (...there: readonly string[]): Pick<ModelStore, 'list'> => ({
  list: async () =>
    ['deoldify-video', 'deoldify-artistic', 'ddcolor-artistic', 'eccv16'].map((id) => ({
      entry: { id },
      state: there.includes(id) ? 'ready' : 'missing',
    })) as unknown as Awaited<ReturnType<ModelStore['list']>>,
});
const idsOf = async (...args: Parameters<typeof readMethods>) => (await readMethods(...args)).map(({ id }) => id);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-methods-'));
  await mkdir(join(folder, 'other'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('readMethods', () => {
  it('takes all models and presets that can run, where nothing is asked for', async () => {
    const ids = await idsOf({}, storeWith('eccv16'));
    expect(ids).toContain('compact');
    expect(ids).toContain('eccv16');
    expect(ids).toContain('fast-preview');
    // The same as compact alone.
    expect(ids).not.toContain('built-in');
    expect(await idsOf({ presets: ['built-in'], models: ['compact'] }, storeWith())).toEqual(['compact', 'built-in']);
    expect(ids).not.toContain('deoldify-video');
    expect(ids).not.toContain('medium');
    expect(ids).not.toContain('identity');
    expect(await idsOf({}, storeWith('deoldify-video', 'ddcolor-artistic'))).toContain('medium');
  });

  it('takes what is asked for and nothing else, in that order, be the weights there or not', async () => {
    expect(await idsOf({ models: ['eccv16', 'compact'], presets: ['slow'] }, storeWith())).toEqual([
      'eccv16',
      'compact',
      'slow',
    ]);
  });

  it('takes `all` of one kind for those that can run', async () => {
    expect(await idsOf({ models: ['all'] }, storeWith('eccv16'))).toEqual(['compact', 'eccv16']);
  });

  it('reads recipe files, and tells two of one name apart', async () => {
    const files = [join(folder, 'mine.json'), join(folder, 'other', 'mine.recipe.json')];
    for (const file of files) await writeFile(file, '{ "extends": "medium" }');
    const methods = await readMethods({ recipes: files }, storeWith());
    expect(methods.map(({ id }) => id)).toEqual(['mine', 'mine-2']);
    expect(methods.map((method) => method.folder)).toEqual([folder, join(folder, 'other')]);
  });

  it.each([
    [{ models: ['ddcolour'] }, 'OPTION_INVALID', 'There is no model "ddcolour": choose from compact, '],
    [{ presets: ['mediun'] }, 'RECIPE_INVALID', 'There is no preset "mediun"'],
    [{ recipes: ['no/such.json'] }, 'INPUT_MISSING', 'There is no recipe "no/such.json"'],
  ])('says what is wrong with %j', async (choices, code, message) => {
    await expect(readMethods(choices, storeWith())).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('refuses a recipe that names a file outside of its folder when it is made ready, not before', async () => {
    const file = join(folder, 'lut.json');
    await writeFile(
      file,
      JSON.stringify({ color: { model: 'identity' }, filters: [{ filter: 'lut', file: '../secret.cube' }] }),
    );
    const [method] = await readMethods({ recipes: [file] }, storeWith());
    const { openMethod } = await import('./open-method.ts');
    await using open = await openMethod(method!, {}, false);
    const { createRgbImage } = await import('@havc/core');
    await expect(open.colorize(createRgbImage(8, 8))).rejects.toThrow('lies outside of its folder');
  });
});
