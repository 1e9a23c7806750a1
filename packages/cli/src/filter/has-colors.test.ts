import { createRgbImage } from '@havc/core';
import { expect, it } from 'vitest';
import { watchColors } from './color-watch.ts';
import { hasColors } from './has-colors.ts';

const picture = (colorOf: (index: number) => readonly [number, number, number]) =>
  createRgbImage(
    180,
    120,
    Uint8Array.from({ length: 180 * 120 * 3 }, (_, i) => colorOf(Math.floor(i / 3))[i % 3]!),
  );

it.each<[string, boolean, (index: number) => readonly [number, number, number]]>([
  ['black', false, () => [0, 0, 0]],
  ['gray with the noise of compression', false, (i) => [100 + (i % 5), 100, 100 + ((i * 7) % 6)]],
  ['a tint', true, () => [110, 100, 90]],
  ['a small part that is red', true, (i) => (i % 180 < 6 && i < 1080 ? [200, 40, 40] : [90, 90, 90])],
  ['one red pixel', false, (i) => (i === 0 ? [255, 0, 0] : [90, 90, 90])],
])('sees in %s: %s', (_, expected, colorOf) => {
  expect(hasColors(picture(colorOf))).toBe(expected);
});

it('sees colours in a picture that lies transposed in memory', () => {
  const image = picture((i) => (i < 3600 ? [200, 40, 40] : [90, 90, 90]));
  expect(hasColors(image.transpose(1, 0, 2))).toBe(true);
});

it.each([
  [30, [], ['This film has no colours to filter']],
  [150, [], ['The first 100 frames have no colours to filter']],
  [30, [20], []],
  [150, [120], ['The first 100 frames have no colours to filter']],
  [0, [], []],
])('tells of %i frames with colours at %j what it sees', async (length, colored, expected) => {
  const [gray, red] = [picture(() => [90, 90, 90]), picture(() => [200, 40, 40])];
  const told: string[] = [];
  const watch = watchColors((message) => told.push(message));
  async function* frames() {
    for (let index = 0; index < length; index++) {
      yield { index, time: index, image: (colored as number[]).includes(index) ? red : gray };
    }
  }
  let count = 0;
  for await (const frame of watch.stage(frames())) expect(frame.index).toBe(count++);
  watch.end();
  expect(count).toBe(length);
  expect(told.map((message) => message.split(':')[0])).toEqual(expected);
});
