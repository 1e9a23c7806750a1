import { describe, expect, it } from 'vitest';
import { thinSeries } from './thin-series.ts';

describe('thinSeries', () => {
  it('leaves a short series as it is', () => {
    expect(thinSeries([1, null, 3], 10, 'mean')).toEqual([
      { frame: 0, value: 1 },
      { frame: 1, value: null },
      { frame: 2, value: 3 },
    ]);
  });

  it('keeps the peak of each stretch', () => {
    expect(thinSeries([1, 9, 2, 3, null, 4], 2, 'largest')).toEqual([
      { frame: 1, value: 9 },
      { frame: 4, value: 4 },
    ]);
  });

  it('averages each stretch, also the shorter last one', () => {
    expect(thinSeries([1, 3, 5, 7, 9], 3, 'mean')).toEqual([
      { frame: 0, value: 2 },
      { frame: 2, value: 6 },
      { frame: 4, value: 9 },
    ]);
  });

  it('has no value where a stretch has none', () => {
    expect(thinSeries([null, null, 1, 2], 2, 'mean')).toEqual([
      { frame: 0, value: null },
      { frame: 2, value: 1.5 },
    ]);
  });

  it('gives nothing for nothing', () => expect(thinSeries([], 10, 'mean')).toEqual([]));
});
