import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JsonObject, parseRecipe } from '@havc/presets';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchContext } from '../bench-context.ts';
import type { Method } from '../methods/method.ts';
import { modelMethod, presetMethod } from '../methods/read-methods.ts';
import { MADE_SIDE, madeTestSet, writeTestSet } from './panels/testing/make-test-set.ts';
import { type ColorOptions, runColor } from './run-color.ts';
import { stripes, writePicture } from './testing/color-pictures.ts';

const RED = [200, 40, 40] as const;
const GREEN = [40, 140, 40] as const;
const BLUE = [40, 60, 200] as const;
const GRAY = [90, 90, 90] as const;

let root: string;
let folder: string;
let runs = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'havc-color-'));
  folder = join(root, 'truth');
  await mkdir(folder);
  await writePicture(stripes(120, 80, RED, GRAY), join(folder, 'a.png'));
  await writePicture(stripes(80, 120, GREEN, BLUE), join(folder, 'b.png'));
  await writePicture(stripes(40, 40, GRAY, [200, 200, 200]), join(folder, 'c.png'));
  await writeFile(join(folder, 'd.png'), 'no picture');
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function run(options: Partial<ColorOptions>, more: Partial<BenchContext> = {}) {
  const output = join(root, `out-${runs++}`);
  const said: string[] = [];
  const context: BenchContext = {
    ...{ output, scratch: root, photographs: folder, havcProgram: '', models: { device: 'cpu' } },
    say: (text) => said.push(text),
    ...more,
  };
  return { results: await runColor({ methods: [], truth: folder, ...options }, context), output, said };
}

const recipeMethod = (id: string, recipe: JsonObject): Method => ({
  ...{ id, label: id, kind: 'recipe', recipe: parseRecipe(recipe) },
});

describe('runColor', () => {
  it('measures truth and gray, and says what it leaves out', async () => {
    const { results, said } = await run({});
    expect(results.testSet.pictures).toEqual([
      { name: 'a.png', width: 120, height: 80 },
      { name: 'b.png', width: 80, height: 120 },
    ]);
    const [truth, gray, ...others] = results.methods;
    expect(others).toEqual([]);
    expect(truth).toMatchObject({ id: 'truth', kind: 'truth', mean: { deltaE: 0, psnrAb: null } });
    // Half of one picture and all of the other have colours.
    expect(truth!.mean.coloredShare).toBe(0.75);
    expect(gray).toMatchObject({ id: 'gray', kind: 'gray', mean: { colorfulness: 0, coloredShare: 0 } });
    expect(gray!.pictures.map(({ picture }) => picture)).toEqual(['a.png', 'b.png']);
    const [a, b] = gray!.pictures.map(({ scores }) => scores.deltaE) as [number, number];
    expect(gray!.mean.deltaE).toBeCloseTo((a + b) / 2, 12);
    // The gray half of the first is exact; what it scores is half of what red scores.
    expect(gray!.pictures[0]!.scores.hueSectors.find(({ name }) => name === 'neutral')).toMatchObject({
      share: 0.5,
      deltaE: 0,
    });
    expect(results.testSet.notes).toEqual([
      'Left out: c.png: it has no colours to compare with.',
      expect.stringMatching(/^Left out: d\.png: .*d\.png/),
    ]);
    expect(said).toEqual(expect.arrayContaining([...results.testSet.notes!]));
    expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  });

  it('colours the gray versions, and compares with gray and with the best', async () => {
    const { results } = await run({ methods: [modelMethod('identity'), presetMethod('built-in')] });
    const [, gray, identity, builtIn] = results.methods;
    // What colours nothing is gray, whatever it is called.
    expect(identity!.mean).toEqual(gray!.mean);
    expect(identity).toMatchObject({ id: 'identity', kind: 'model' });
    expect(builtIn).toMatchObject({ id: 'built-in', kind: 'preset' });
    expect(builtIn!.mean.chroma).toBeGreaterThan(0.5);
    expect(builtIn!.notes.join(' ')).toContain('preview');
    expect(results.differences.map(({ of, against }) => `${of}-${against}`)).toContain('built-in-gray');
    expect(results.differences.find(({ of }) => of === 'identity')?.pictures).toBe(2);
  });

  it('measures at the size that is asked for, and colours at the size of the recipe', async () => {
    const small = recipeMethod('small', { size: 16, color: { model: 'identity' }, luma: 'source' });
    const { results } = await run({ size: 40, methods: [small] });
    expect(results.testSet.pictures.map(({ width, height }) => [width, height])).toEqual([
      [60, 40],
      [40, 60],
    ]);
    const [, gray, method] = results.methods;
    expect(method!.mean.deltaE).toBe(gray!.mean.deltaE);
  });

  it('measures a change of tone where a recipe lets luma follow', async () => {
    const brighter = { color: { model: 'identity' }, filters: [{ filter: 'tweak', brightness: 30 }] };
    const { results } = await run({
      methods: [
        recipeMethod('kept', { ...brighter, luma: 'source' }),
        recipeMethod('toned', { ...brighter, luma: 'toned' }),
        recipeMethod('toned-small', { ...brighter, luma: 'toned', size: 16 }),
      ],
    });
    const [, gray, kept, toned, small] = results.methods.map(({ mean }) => mean.deltaE);
    expect(kept).toBe(gray);
    expect(toned).toBeGreaterThan(gray! + 2);
    expect(Math.abs(small! - toned!)).toBeLessThan(0.2);
  });

  it('writes thumbnails and heat maps where the results say', async () => {
    const { results, output } = await run({ methods: [modelMethod('identity')] });
    expect(results.thumbnails.map(({ picture, method }) => `${picture} ${method}`).sort()).toEqual(
      ['a.png', 'b.png'].flatMap((picture) => ['gray', 'identity', 'truth'].map((method) => `${picture} ${method}`)),
    );
    const pixel = async (path: string, x: number) => {
      const { data, info } = await sharp(join(output, ...path.split('/')))
        .raw()
        .toBuffer({ resolveWithObject: true });
      return [...data.subarray(3 * (x + 40 * info.width), 3 * (x + 40 * info.width) + 3)] as [number, number, number];
    };
    const of = (method: string) =>
      results.thumbnails.find((each) => each.picture === 'a.png' && each.method === method)!;
    expect(of('truth').heatMap).toBeUndefined();
    const [red, green] = await pixel(of('truth').image, 20);
    expect(red - green).toBeGreaterThan(100);
    // Left of gray is far from red, its right equals the truth: bright and dark.
    const [bright, dark] = [await pixel(of('gray').heatMap!, 20), await pixel(of('gray').heatMap!, 100)];
    expect(bright[0] - dark[0]).toBeGreaterThan(100);
    expect(Math.max(...dark)).toBeLessThan(40);
    expect(await readdir(join(output, 'thumbnails', 'color'))).toEqual(['a.png', 'b.png']);
  });

  it('writes none where none are wanted', async () => {
    const { results, output } = await run({ thumbnails: false });
    expect(results.thumbnails).toEqual([]);
    await expect(stat(output)).rejects.toThrow();
  });

  it('takes the photographs of the context where nothing else is given', async () => {
    const { results } = await run({ truth: undefined, limit: 1 });
    expect(results.testSet).toMatchObject({ name: 'photographs', pictures: [{ name: 'a.png' }] });
  });

  it("measures a test set's panels, a panel for each of its pictures, and reproduces its tables", async () => {
    await using set = await writeTestSet(madeTestSet());
    const named = recipeMethod('a', { color: { model: 'identity' } });
    const { results } = await run({ truth: undefined, testSet: set.folder, methods: [named] });
    expect(results.testSet).toMatchObject({ source: 'made for a test' });
    const sizes = results.testSet.pictures.map(({ name, width, height }) => [name, width, height]);
    expect(sizes).toEqual([
      ['01', MADE_SIDE, MADE_SIDE],
      ['02', MADE_SIDE, MADE_SIDE],
    ]);
    expect(results.methods.map(({ id, kind, label }) => [id, kind, label])).toEqual([
      ['truth', 'truth', 'The truth'],
      ['gray', 'gray', 'Gray: no colours at all'],
      ['a', 'panel', 'a: model a'],
      ['b', 'panel', 'b: gray'],
      ['c', 'panel', 'c: model c'],
      ['a-2', 'recipe', 'a'],
    ]);
    // 190, 125, 70 beside 200, 120, 60, and 150, 150, 150.
    const [, , a, b, c] = results.methods.map(({ mean }) => mean);
    expect(a!.deltaE).toBeLessThan(c!.deltaE);
    expect(c!.deltaE).toBeLessThan(b!.deltaE);
    expect(b).toMatchObject({ colorfulness: 0, coloredShare: 0 });
    expect(results.differences.filter(({ against }) => against === 'a').map(({ of }) => of)).toEqual([
      'gray',
      'b',
      'c',
      'a-2',
    ]);
    expect(results.reproduction).toMatchObject({ cells: 4, isMet: false });
  });

  it('keeps a recipe called gray apart from gray', async () => {
    const { results } = await run({ methods: [recipeMethod('gray', { color: { model: 'identity' } })] });
    expect(results.methods.map(({ id }) => id)).toEqual(['truth', 'gray', 'gray-2']);
  });

  it.each<[Partial<ColorOptions>, string]>([
    [{ testSet: 'x', truth: 'y' }, 'options.testSet and options.truth are both given'],
    [{ size: 15 }, 'options.size must be a whole number from 16 to 4096, or full, got 15'],
    [{ size: Number.NaN }, 'options.size'],
    [{ limit: 0 }, 'options.limit must be a whole number from 1, got 0'],
  ])('refuses %j', async (options, message) => {
    await expect(run(options)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });

  it('has nothing to measure without colours', async () => {
    await expect(run({ truth: join(folder, 'c.png') })).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining('no colours to compare with'),
    });
  });

  it('stops when it is told to', async () => {
    await expect(run({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('fails where a method has no weights, as its numbers would be those of another', async () => {
    const store = {
      home: root,
      path: async () => {
        const { HavcError } = await import('@havc/core');
        throw new HavcError('MODEL_MISSING', 'not here');
      },
    };
    await expect(run({ methods: [modelMethod('eccv16')] }, { models: { store } })).rejects.toMatchObject({
      code: 'MODEL_MISSING',
    });
  });
});
