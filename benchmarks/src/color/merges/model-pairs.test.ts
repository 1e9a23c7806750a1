import { describe, expect, it } from 'vitest';
import { largerSets, modelPairs } from './model-pairs.ts';

describe('modelPairs', () => {
  it('pairs each DeOldify with each DDColor, and leaves merges and others out', () => {
    const models = {
      'D+D': 'DeOldify Video rf24 + DDColor Artistic rf24, 50/50',
      DD: 'DDColor Artistic, input 384',
      DS: 'DeOldify Stable rf24',
      T241: 'ColTran',
      DDs: 'DDColor ModelScope, input 384',
      DV: 'DeOldify Video rf24',
    };
    expect(modelPairs(models)).toEqual([
      { first: 'DS', second: 'DD' },
      { first: 'DS', second: 'DDs' },
      { first: 'DV', second: 'DD' },
      { first: 'DV', second: 'DDs' },
    ]);
  });

  it('finds none where there is one family only', () => {
    expect(modelPairs({ DD: 'DDColor Artistic', x: 'something else' })).toEqual([]);
  });
});

describe('largerSets', () => {
  it('gives each choice of three and more once', () => {
    expect(largerSets(['a', 'b', 'c', 'd']).map((set) => set.join(''))).toEqual(['abc', 'abd', 'acd', 'bcd', 'abcd']);
    expect(largerSets(['a', 'b'])).toEqual([]);
  });

  it('gives only all of them where they are many', () => {
    expect(largerSets([...'abcdef'])).toHaveLength(20 + 15 + 6 + 1);
    expect(largerSets([...'abcdefg'])).toEqual([[...'abcdefg']]);
  });
});
