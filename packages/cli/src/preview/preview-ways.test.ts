import { writeFile } from 'node:fs/promises';
import { parseRecipe, presetNames, presetRecipe } from '@havc/presets';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/clips.ts';
import { changesText, modelsOf, readWays, seesNeighbours } from './preview-ways.ts';

const folder = temporaryFolder();
beforeAll(() => {
  process.env['HAVC_HOME'] = folder.path('home');
});

const read = async (ways: readonly string[] | undefined, flags: Parameters<typeof readWays>[0]['flags'] = {}) => {
  const told: string[] = [];
  const found = await readWays({ ways, flags, allowFallback: ways === undefined }, (message) => told.push(message));
  return { found, told };
};

describe('readWays', () => {
  it('takes presets in any spelling, models, and files by their names', async () => {
    const file = folder.path('my look.json');
    await writeFile(file, '{ "extends": "fast-preview", "size": 64 }');
    const { found } = await read(['Fast Preview', 'compact', file]);
    expect(found.map(({ name, recipe }) => [name, recipe.size])).toEqual([
      ['fast-preview', 240],
      ['compact', 480],
      ['my look', 64],
    ]);
    expect(found[2]!.folder).toBe(folder.path());
  });

  it('applies changes to all of them', async () => {
    const { found } = await read(['built-in', 'identity'], { set: [['frames', 'cuts']], size: 'full' });
    expect(found.map(({ recipe }) => [recipe.frames, recipe.size])).toEqual(Array(2).fill(['cuts', 'full']));
    expect(found.map(({ name }) => name)).toEqual(['built-in', 'identity']);
  });

  it('takes the usual presets where none are named, and only those that know a choice that was made', async () => {
    const names = async (flags = {}) => (await read(undefined, flags)).found.map(({ name }) => name);
    expect(await names()).toEqual(['built-in', 'fast', 'medium', 'slow']);
    // True is how the option says that it wasn't given.
    expect(await names({ bwBlend: true })).toEqual(['built-in', 'fast', 'medium', 'slow']);
    expect(await names({ colorFix: 'none' })).toEqual(['fast', 'medium', 'slow']);
  });

  it('leaves out presets without weights, and says how to get them', async () => {
    const told: string[] = [];
    const found = await readWays({ ways: undefined, flags: {}, allowFallback: false }, (line) => told.push(line));
    expect(found.map(({ name }) => name)).toEqual(['built-in']);
    expect(told).toEqual([
      'Left out for want of weights: fast, medium, slow. `havc models fetch deoldify-video ddcolor-artistic` gets them.',
    ]);
  });

  it('names the nearest preset for one that there is none of', async () => {
    await expect(read(['verry slow'])).rejects.toThrow(/veryslow/);
  });
});

describe('changesText', () => {
  it.each([
    [{}, ''],
    [{ bwBlend: true }, ''],
    [{ bwBlend: false, bwMode: 0, colorFix: 'violet/red' }, '--color-fix violet/red --bw-mode 0 --no-bw-blend'],
    [{ size: 'full', keepLuma: true }, '--size full --keep-luma'],
    [
      {
        set: [
          ['luma', 'toned'],
          ['prepare', [{ filter: 'denoise' }]],
        ],
      },
      '--set luma=toned --set prepare=[{"filter":"denoise"}]',
    ],
  ] as const)('repeats %j', (flags, text) => {
    expect(changesText(flags)).toBe(text);
  });
});

describe('modelsOf', () => {
  it.each([
    ['built-in', ['compact']],
    ['medium', ['deoldify-video', 'ddcolor-artistic']],
  ])('lists the models of %s', (preset, models) => {
    expect(modelsOf(presetRecipe({ preset }))).toEqual(models);
  });
});

describe('seesNeighbours', () => {
  it.each([
    ['a stabilizer', { extends: 'medium' }, true],
    ['a model that is calmed over time', { extends: 'built-in' }, true],
    ['neither', { version: 1, color: { model: 'compact', steady: false } }, false],
    [
      'a step over time inside a node',
      { version: 1, color: { model: 'identity', after: [{ filter: 'deflicker' }] } },
      true,
    ],
    [
      'steps for single pictures',
      { version: 1, color: { model: 'identity' }, filters: [{ filter: 'denoise' }] },
      false,
    ],
  ] as const)('looks at a recipe with %s', (_, recipe, expected) => {
    expect(seesNeighbours(parseRecipe(recipe as Parameters<typeof parseRecipe>[0]))).toBe(expected);
  });

  it('can tell of every preset', () => {
    for (const preset of presetNames()) expect(seesNeighbours(presetRecipe({ preset }))).toBeTypeOf('boolean');
  });
});
