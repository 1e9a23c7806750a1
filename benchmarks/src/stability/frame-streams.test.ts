import { createRgbImage, type Frame } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { exactFrames, firstFrames, fitTo, toGray } from './frame-streams.ts';

function source(count: number) {
  const state = { given: 0, isClosed: false };
  async function* frames(): AsyncGenerator<Frame> {
    try {
      for (let index = 0; index < count; index++) {
        state.given++;
        yield { index, time: index / 25, image: createRgbImage(4, 2, new Uint8Array(24).fill(index)) };
      }
    } finally {
      state.isClosed = true;
    }
  }
  return { frames: frames(), state };
}

async function indexes(frames: AsyncIterable<Frame>): Promise<number[]> {
  const found: number[] = [];
  for await (const { index } of frames) found.push(index);
  return found;
}

describe('firstFrames', () => {
  it.each([
    [2, 5, [0, 1]],
    [9, 3, [0, 1, 2]],
    [Number.POSITIVE_INFINITY, 2, [0, 1]],
  ])('gives %d of %d frames at most, and closes the film', async (count, length, expected) => {
    const { frames, state } = source(length);
    expect(await indexes(firstFrames(count)(frames))).toEqual(expected);
    expect(state).toEqual({ given: expected.length, isClosed: true });
  });
});

describe('exactFrames', () => {
  it('ignores frames that are too many', async () => {
    const { frames, state } = source(5);
    expect(await indexes(exactFrames(3, 'film')(frames))).toEqual([0, 1, 2]);
    expect(state.isClosed).toBe(true);
  });

  it('says that a film has too few', async () => {
    await expect(indexes(exactFrames(3, 'The film')(source(2).frames))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: /^The film has only 2 frames where 3 are needed/,
    });
  });
});

it('fitTo keeps pictures of the right size, shrinks by area and enlarges plain colours to the same', async () => {
  for (const [width, height] of [
    [4, 2],
    [2, 1],
    [9, 7],
  ] as const) {
    for await (const { index, image } of fitTo({ width, height })(source(3).frames)) {
      expect(image.shape).toEqual([height, width, 3]);
      expect(new Set(image.data)).toEqual(new Set([index]));
    }
  }
});

it('toGray takes colours away and keeps the rest of a frame', async () => {
  const image = createRgbImage(1, 1, Uint8Array.of(200, 100, 50));
  const frame: Frame = { index: 7, time: 0.28, image };
  for await (const gray of toGray([frame] as unknown as AsyncIterable<Frame>)) {
    // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    expect([...gray.image.data]).toEqual([124, 124, 124]);
    expect(gray).toMatchObject({ index: 7, time: 0.28 });
  }
  expect([...image.data]).toEqual([200, 100, 50]);
});
