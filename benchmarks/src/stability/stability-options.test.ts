import { expect, it } from 'vitest';
import { checkOptions, type StabilityOptions } from './stability-options.ts';

const films = [{ path: 'film.mp4' }];

it('fills in what is left out', () => {
  expect(checkOptions({ films, methods: [] })).toEqual({
    ...{ films, methods: [] },
    ...{ frames: Number.POSITIVE_INFINITY, size: 360, worst: 5 },
  });
});

it.each<[Partial<StabilityOptions>, RegExp]>([
  [{ films: [] }, /options\.films is empty/],
  [{ films: [{ path: '' }] }, /options\.films\[0\] has an empty path/],
  [{ films: [...films, { path: 'a', truth: '' }] }, /options\.films\[1\] has an empty path/],
  [{ frames: 0 }, /options\.frames must be a whole number from 1, got 0/],
  [{ frames: 2.5 }, /options\.frames/],
  [{ size: 15 }, /options\.size must be a whole number from 16 to 1080, got 15/],
  [{ size: Number.NaN }, /options\.size/],
  [{ worst: -1 }, /options\.worst must be a whole number from 0 to 100, got -1/],
])('refuses %j', (options, message) => {
  expect(() => checkOptions({ films, methods: [], ...options })).toThrow(message);
});
