import { describe, expect, it } from 'vitest';
import { readPanels } from '../panels/read-panels.ts';
import { realTestSet } from '../panels/testing/real-test-set.ts';
import { planMerges } from './plan-merges.ts';

const folder = realTestSet();
const MODELS = { S: 'DeOldify Stable', D: 'DDColor Artistic', E: 'DDColor ModelScope' };

describe('planMerges', () => {
  const { references, rows } = planMerges(MODELS);

  it('compares with half of each, of each pair', () => {
    expect(references.map(({ id }) => id)).toEqual(['S+D simple, weight 0.5', 'S+E simple, weight 0.5']);
  });

  it('has the reference itself among its rows', () => {
    const ids = rows.flatMap(({ trials }) => trials.map(({ id }) => id));
    for (const { id } of references) expect(ids).toContain(id);
  });

  it('exchanges the two in what treats them differently, and in nothing else', () => {
    const exchanged = rows.filter(({ trials }) => trials[0]!.first === 'D');
    expect(exchanged.map(({ method, origin }) => [method, origin])).toEqual([
      ['constrained-chroma', 'defaults'],
      ['luma-masked', 'defaults'],
      ['chroma-retention', 'defaults'],
      ['chroma-bound-adaptive', 'defaults'],
    ]);
  });

  it('chooses within each method, and among all of them', () => {
    const chosen = rows.filter(({ origin, models }) => origin === 'chosen' && models.join('') === 'SD');
    expect(chosen.map(({ method }) => method)).toEqual([
      'simple',
      'constrained-chroma',
      'luma-masked',
      'adaptive-luma',
      'chroma-retention',
      'chroma-bound-adaptive',
      'any',
    ]);
    const counts = chosen.map(({ trials }) => trials.length);
    expect(counts.at(-1)).toBe(counts.slice(0, -1).reduce((sum, count) => sum + count, 0));
  });

  it('compares a mean with all pairs that can be made of its models, without a choice where it is the only one', () => {
    const means = rows.filter(({ method }) => method === 'mean');
    expect(means.map(({ models, origin }) => [models.join('+'), origin])).toEqual([['S+D+E', 'set']]);
    expect(means[0]!.references.map(({ id }) => id)).toEqual(references.map(({ id }) => id));
  });

  it('plans nothing without a pair', () => {
    expect(planMerges({ D: MODELS.D, E: MODELS.E })).toEqual({ models: [], references: [], rows: [] });
  });

  it.skipIf(folder === undefined)('finds the six pairs of the published test set', async () => {
    const { models } = await readPanels(folder!);
    const pairs = planMerges(models).references.map(({ first, second }) => `${first}+${second}`);
    expect(pairs.sort()).toEqual(['DA+DD', 'DA+DDs', 'DS+DD', 'DS+DDs', 'DV+DD', 'DV+DDs']);
  });
});
