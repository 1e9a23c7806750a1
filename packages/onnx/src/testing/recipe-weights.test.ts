import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenPath, readJson } from '../../../core/src/testing/golden.ts';
import { elementCount } from '../graph/value.ts';
import { fnv1a, openRecipe, type RecipeEntry, recipeValues } from './recipe-weights.ts';

interface Example extends RecipeEntry {
  readonly seed: string;
  readonly indices: readonly number[];
  readonly values: readonly number[];
  readonly sum_float64: number;
}

const examples = goldenPath('recipe-examples.json');

describe('recipeValues', () => {
  it('equals the example that the recipe itself gives', () => {
    const entry: RecipeEntry = { key: 'a.weight', shape: [2, 3], kind: 'weight', gain: 1.5 };
    expect([...recipeValues('example', entry)]).toEqual([
      -1.4222933053970337, 0.08216819167137146, -0.999911367893219, -1.1439205408096313, 0.8436455130577087,
      0.7487214207649231,
    ]);
  });

  it('repeats the numbers of a constant, and takes nothing away from its shape', () => {
    const entry: RecipeEntry = { key: 'mean', shape: [1, 3, 1, 1], kind: 'const', value: [0.25, 0.5, 0.75] };
    expect([...recipeValues('example', entry)]).toEqual([0.25, 0.5, 0.75]);
  });

  it.skipIf(!existsSync(examples))(`equals the worked examples in ${examples}`, () => {
    for (const example of readJson<{ examples: Example[] }>(examples).examples) {
      const values = example.indices.map((start) => recipeValues(example.seed, example, { start, count: 1 })[0]);
      expect(values, example.key).toEqual(example.values);
      // In parts: one of them has 75 million numbers. A sum in another order differs in its last digits.
      let sum = 0;
      for (let start = 0, all = elementCount(example.shape); start < all; start += 1 << 20) {
        const part = recipeValues(example.seed, example, { start, count: Math.min(1 << 20, all - start) });
        for (let i = 0; i < part.length; i++) sum += part[i]!;
      }
      expect(sum, example.key).toBeCloseTo(example.sum_float64, 7);
    }
  });
});

describe('fnv1a', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
    ['example:naïve.bias', 2868575730],
  ])('of %j is %d', (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });
});

describe.skipIf(!existsSync(goldenPath('zhang-siggraph17')))('openRecipe', () => {
  it('knows the shapes, and reads overrides from their files', async () => {
    const source = openRecipe(goldenPath('zhang-siggraph17'));
    expect(source.tensors.get('model1.0.weight')?.shape).toEqual([64, 4, 3, 3]);
    expect(await source.readFloat32('model1.0.weight')).toHaveLength(64 * 4 * 9);
    expect(await source.readFloat32('model_out.0.bias')).toHaveLength(2);
    await expect(source.readFloat32('no.such.key')).rejects.toThrow('no entry no.such.key');
  });
});
