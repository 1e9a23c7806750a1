import { createRgbImage } from '@havc/core';
import { expect, it } from 'vitest';
import { createWorstFrames } from './worst-frames.ts';

function collect(flickers: readonly number[], count: number, apart: number) {
  const worst = createWorstFrames(count, apart);
  const map = new Float32Array(1);
  for (const [frame, flicker] of flickers.entries()) {
    map[0] = flicker;
    worst.push({ frame, time: frame / 25, flicker, before: createRgbImage(1, 1), image: createRgbImage(1, 1), map });
  }
  return worst.list();
}

it.each([
  [[1, 5, 2, 4, 3], 3, 1, [1, 3, 4]],
  [[1, 5, 4, 4.5, 3], 2, 3, [1, 4]],
  [[3, 4, 5, 6, 7], 5, 3, [4]],
  [[5, 0, 0, 4, 0, 0, 3], 9, 3, [0, 3, 6]],
  [[0, 0, 0], 2, 1, []],
  [[1, 2], 0, 1, []],
])('of %j the worst %d that are %d apart are %j', (flickers, count, apart, expected) => {
  expect(collect(flickers, count, apart).map(({ frame }) => frame)).toEqual(expected);
});

it('keeps maps although the array that they come in is used again', () => {
  expect(collect([1, 5, 2, 4], 2, 1).map(({ map }) => map[0])).toEqual([5, 4]);
});
