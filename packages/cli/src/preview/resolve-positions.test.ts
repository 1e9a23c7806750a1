import { expect, it } from 'vitest';
import { resolvePositions } from './resolve-positions.ts';

const times = Array.from({ length: 50 }, (_, i) => i / 25);

it.each([
  [{ frame: 0 }, 0],
  [{ frame: 49 }, 49],
  [{ seconds: 0 }, 0],
  [{ seconds: 0.4 }, 10],
  [{ seconds: 0.41 }, 11],
  [{ seconds: 0.4004 }, 10],
  // The last frame is on the screen from 1.96 to 2.
  [{ seconds: 1.99 }, 49],
])('takes %j for frame %i of two seconds', (position, index) => {
  expect(resolvePositions([position], times, 2)).toEqual([{ index, time: index / 25, shot: { first: 0, last: 49 } }]);
});

it('gives frames in the order of the film, each once', () => {
  const chosen = resolvePositions([{ seconds: 1 }, { frame: 3 }, { frame: 25 }], times, 2);
  expect(chosen.map(({ index }) => index)).toEqual([3, 25]);
});

it.each([
  [{ frame: 50 }, 'frame 50'],
  [{ seconds: 2 }, '2 s'],
  [{ seconds: 1e9 }, '1000000000 s'],
  [{ frame: Number.MAX_SAFE_INTEGER }, 'frame 9007199254740991'],
])('refuses %j, which lies behind the end', (position, shown) => {
  expect(() => resolvePositions([position], times, 2)).toThrow(
    `--at ${shown} lies behind the end of the film, which has 50 frames, the last at 1.960 s.`,
  );
});

it('refuses every position of a film without frames', () => {
  expect(() => resolvePositions([{ frame: 0 }], [], 0)).toThrow(/has 0 frames/);
});
