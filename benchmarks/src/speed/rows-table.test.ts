import { describe, expect, it } from 'vitest';
import { isMet, type Row } from './benchmark.ts';
import { jsonLines, tableLines } from './rows-table.ts';

const row: Row = { benchmark: 'speed', measure: 'a / b', value: 1.0449, unit: 'x', target: { atMost: 1.15 } };
const rows: readonly Row[] = [
  { ...row, samples: [1.1, 1.0, 1.0449], note: '3 pairs' },
  { benchmark: 'speed', measure: 'frames', value: 123.4, unit: 'fps', target: { atLeast: 200 } },
  { benchmark: 'speed', measure: 'small', value: 0.01234, unit: 'ms' },
];

describe('the report', () => {
  it('draws an aligned table that says which targets are met', () => {
    expect(tableLines(rows)).toEqual([
      '| benchmark | what   | measured                 | target     | met | note    |',
      '| --------- | ------ | ------------------------ | ---------- | --- | ------- |',
      '| speed     | a / b  | 1.04 x (3x, spread 10 %) | <= 1.15 x  | yes | 3 pairs |',
      '| speed     | frames | 123 fps                  | >= 200 fps | NO  |         |',
      '| speed     | small  | 0.0123 ms                |            |     |         |',
    ]);
  });

  it('writes a JSON object a row, with the environment in each', () => {
    const environment = { node: 'v1' } as Parameters<typeof jsonLines>[1];
    const parsed = jsonLines(rows, environment).map((line) => JSON.parse(line) as object);
    expect(parsed[1]).toMatchObject({ measure: 'frames', met: false, environment: { node: 'v1' } });
    expect(parsed).toHaveLength(3);
  });
});

describe('isMet', () => {
  it.each([
    [1.15, { atMost: 1.15 }, true],
    [1.151, { atMost: 1.15 }, false],
    [10, { atLeast: 10 }, true],
    [9.99, { atLeast: 10 }, false],
  ])('of %d against %j is %s', (value, target, met) => expect(isMet({ ...row, value, target })).toBe(met));

  it('of a number without a target is not known', () => {
    const { target: _, ...plain } = row;
    expect(isMet(plain)).toBeUndefined();
  });
});
