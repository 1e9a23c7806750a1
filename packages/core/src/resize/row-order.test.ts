import { describe, expect, it } from 'vitest';
import { rowOrder } from './row-order.ts';

const tableOf = (...outputs: readonly (readonly [start: number, count: number])[]) => ({
  outputs: outputs.length,
  span: 9,
  starts: Int32Array.from(outputs, ([start]) => start),
  counts: Int32Array.from(outputs, ([, count]) => count),
});

describe('rowOrder', () => {
  it.each([
    [
      'takes rows once where outputs share them',
      [
        [0, 3],
        [1, 3],
        [2, 3],
      ],
      [0, 1, 2, 3, 4],
      [0, 1, 2],
    ],
    [
      'leaves out rows that no output takes',
      [
        [0, 2],
        [5, 2],
      ],
      [0, 1, 5, 6],
      [0, 2],
    ],
    [
      'begins where the first output does',
      [
        [4, 1],
        [4, 2],
      ],
      [4, 5],
      [0, 0],
    ],
    [
      'takes rows again where an output goes back',
      [
        [3, 2],
        [1, 3],
      ],
      [3, 4, 1, 2, 3],
      [0, 2],
    ],
    [
      'takes nothing twice where an output ends before the one above it',
      [
        [0, 4],
        [1, 2],
        [2, 3],
      ],
      [0, 1, 2, 3, 4],
      [0, 1, 2],
    ],
  ] as const)('%s', (_, outputs, rows, places) => {
    const order = rowOrder(tableOf(...outputs));
    expect([...order.rows]).toEqual(rows);
    expect([...order.places]).toEqual(places);
  });
});
