import { expect, it } from 'vitest';
import { filmPieces } from './film-pieces.ts';

const rising = (length: number) => Array.from({ length }, (_, at) => at);
const zeros = (length: number) => rising(length).map(() => 0);

it('cuts shots into pieces of about a second, and none across a cut', () => {
  const pieces = filmPieces(
    [
      { from: 0, to: 10 },
      { from: 10, to: 60 },
    ],
    zeros(60),
    rising(60),
  );
  // 0..9, 10..34, 35..59
  expect(pieces).toEqual([
    { before: 0, after: 4.5, weight: 10 },
    { before: 0, after: 22, weight: 25 },
    { before: 0, after: 47, weight: 25 },
  ]);
});

it('takes shots for pieces where there are eight', () => {
  const shots = rising(8).map((at) => ({ from: 100 * at, to: 100 * at + 100 }));
  expect(filmPieces(shots, zeros(800), rising(800)).map(({ weight }) => weight)).toEqual(zeros(8).map(() => 100));
});

it('leaves out frames that one of both has no value of, and pieces without any', () => {
  const shots = [
    { from: 0, to: 3 },
    { from: 3, to: 4 },
  ];
  expect(filmPieces(shots, [null, 1, 1, null], [5, 2, 4, 5])).toEqual([{ before: 1, after: 3, weight: 2 }]);
});

it('goes no further than the shorter series', () => {
  expect(filmPieces([{ from: 0, to: 1e15 }], [1, 1], [2])).toEqual([{ before: 1, after: 2, weight: 1 }]);
  expect(filmPieces([{ from: 5, to: 1e15 }], [1, 1], [2])).toEqual([]);
});
