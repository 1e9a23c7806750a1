import { createRgbImage, type Frame } from '@havc/core';
import { expect, it } from 'vitest';
import { findShots } from './find-shots.ts';

const image = createRgbImage(2, 2);

/** Frames from number 10 on, a tenth of a second apart; a letter each: c for a cut, r for a reference, b for both. */
async function* marked(letters: string): AsyncGenerator<Frame> {
  for (const [i, letter] of [...letters].entries()) {
    const scene = { cut: 'cb'.includes(letter), reference: 'rb'.includes(letter), luma: 0.5, ratio: i };
    yield { index: 10 + i, time: 1 + i / 10, image, scene };
  }
}

it('gives shots with the numbers of the source, the earlier of two middle frames, and the score of their cuts', async () => {
  const { frames, shots, references } = await findShots(marked('b...c..r'), () => {});
  expect(frames).toBe(8);
  expect(shots).toMatchObject([
    { number: 1, first: { index: 10 }, last: { index: 13 }, middle: { index: 11 }, frames: 4, score: 0 },
    { number: 2, first: { index: 14 }, last: { index: 17 }, middle: { index: 15 }, frames: 4, score: 4 },
  ]);
  expect(shots[1]!.middle.time).toBeCloseTo(1.5, 9);
  expect(references.map(({ index }) => index)).toEqual([10, 17]);
});

it('takes a shot of one frame, and a film that begins without a cut', async () => {
  const { shots } = await findShots(marked('.c'), () => {});
  expect(shots.map(({ first, middle, last }) => [first.index, middle.index, last.index])).toEqual([
    [10, 10, 10],
    [11, 11, 11],
  ]);
});

it('says of each frame which shot it is in', async () => {
  const numbers: number[] = [];
  await findShots(marked('c.c.c'), (_frame, number) => void numbers.push(number));
  expect(numbers).toEqual([1, 1, 2, 2, 3]);
});

it('finds nothing in nothing', async () => {
  expect(await findShots(marked(''), () => {})).toEqual({ frames: 0, shots: [], references: [] });
});
