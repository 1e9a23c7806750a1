import { describe, expect, it } from 'vitest';
import { makeResults } from '../testing/made-results.ts';
import { mergeSentences } from './merge-sentences.ts';

const { merges } = makeResults().color!;

describe('mergeSentences', () => {
  it('says what to prefer of whole tables', () => {
    expect(mergeSentences(merges).at(-1)).toMatch(/^Of two models, /);
  });

  it.each([
    ['that were cut', merges.slice(1)],
    ['that refer to none', merges.map(({ againstSimple: _, ...merge }) => ({ ...merge, method: 'constrained' }))],
    ['of no chroma', merges.map((merge) => ({ ...merge, mean: { ...merge.mean, chroma: 0 } }))],
    ['that there are none of', []],
  ])('says nothing of tables %s', (_, table) => expect(mergeSentences(table)).toEqual([]));
});
