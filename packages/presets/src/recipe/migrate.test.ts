import { describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';

/** Made-up versions: 1 called the merge's share `strength`, 2 had it in percent, 3 is of today. */
const MIGRATIONS = {
  1: ({ strength, ...rest }: Record<string, unknown>) => ({ ...rest, percent: strength }),
  2: ({ percent, ...rest }: Record<string, unknown>) => ({ ...rest, weight: Number(percent) / 100 }),
} as never;

describe('migrate', () => {
  it('leaves a recipe of the current version as it is', () => {
    const recipe = { version: 1, color: { model: 'compact' } };
    expect(migrate(recipe)).toEqual({ recipe, from: 1 });
  });

  it('takes a recipe without a version for one of the current', () => {
    expect(migrate({ extends: 'medium' })).toEqual({ recipe: { version: 1, extends: 'medium' }, from: 1 });
  });

  it('lifts an older one version by version', () => {
    expect(migrate({ version: 1, strength: 40 }, MIGRATIONS, 3)).toEqual({
      recipe: { version: 3, weight: 0.4 },
      from: 1,
    });
    expect(migrate({ version: 2, percent: 40 }, MIGRATIONS, 3)).toEqual({
      recipe: { version: 3, weight: 0.4 },
      from: 2,
    });
  });

  it.each([
    [2, 'a newer havc reads it'],
    [0, 'version must be a whole number from 1'],
    [null, 'version must be a whole number from 1'],
    ['1', 'version must be a whole number from 1'],
  ])('refuses version %j', (version, message) => {
    expect(() => migrate({ version })).toThrow(message);
  });

  it('says where there is no way on', () => {
    expect(() => migrate({ version: 1 }, {}, 2)).toThrow('no way from version 1 of recipes to 2');
  });
});
