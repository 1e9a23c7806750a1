import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTimePosition } from '../time-position.ts';
import { estimateFact, frameTitle, speedFact } from './label-text.ts';

it.each([
  [0, 0, '00:00:00.000 · 0'],
  [62.345, 1750, '00:01:02.345 · 1750'],
  [7199.9996, 172_800, '02:00:00.000 · 172800'],
  [-0.04, 0, '00:00:00.000 · 0'],
  [360_000, 9_000_000, '100:00:00.000 · 9000000'],
])('names the frame at %f s with the number %i %s', (seconds, index, title) => {
  expect(frameTitle(seconds, index)).toBe(title);
});

it('writes times that --at reads as the same millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (thousandths) => {
      const position = parseTimePosition(frameTitle(thousandths / 1000, 7).slice(0, -' · 7'.length), '--at');
      expect('seconds' in position && Math.round(position.seconds * 1000)).toBe(thousandths);
    }),
  );
});

it.each([
  [0.0001, '1 ms a frame'],
  [0.024, '24 ms a frame'],
  [0.0996, '0.10 s a frame'],
  [0.4249, '0.42 s a frame'],
  [0.998, '1.0 s a frame'],
  [3.14, '3.1 s a frame'],
  [9.97, '10 s a frame'],
  [124.4, '124 s a frame'],
])('says of %f s: %s', (seconds, text) => {
  expect(speedFact(seconds, 'frame')).toBe(text);
});

it.each([
  [0.2, '0:12', 'about 1 s for 0:12'],
  [89, '1:00', 'about 89 s for 1:00'],
  [91, '1:00', 'about 2 min for 1:00'],
  [3599, '1:00', 'about 1 h for 1:00'],
  [11_400, '2:05:00', 'about 3 h 10 min for 2:05:00'],
  [86_399, '2:05:00', 'about 1 day for 2:05:00'],
  [190_000, '2:05:00', 'about 2 days 5 h for 2:05:00'],
  [600, '40 pictures', 'about 10 min for 40 pictures'],
])('estimates %f s of work for %s as "%s"', (seconds, whole, text) => {
  expect(estimateFact(seconds, whole)).toBe(text);
});
