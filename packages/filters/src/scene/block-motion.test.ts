import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { noise } from '../../../core/src/testing/images.ts';
import { BLOCK, blockDeviation, createMotionPlane, findBlock } from './block-motion.ts';
import { sceneLuma } from './scene-luma.ts';
import { makePicture } from './testing/pictures.ts';

const [WIDTH, HEIGHT] = [160, 96];

/** A part of a made picture, moved by some samples. */
function part(dx = 0, dy = 0) {
  const { data, width } = makePicture(3);
  const plane = ndarray(new Uint8Array(WIDTH * HEIGHT), [HEIGHT, WIDTH]);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) plane.data[y * WIDTH + x] = data[(y + 60 + dy) * width + x + 120 + dx]!;
  }
  return createMotionPlane(plane);
}

describe('findBlock', () => {
  const search = { reach: 32, good: 0 };

  it.each([
    [0, 0],
    [5, 0],
    [0, -7],
    [-12, 9],
    [20, -4],
  ])('finds a block again that has moved by (%d, %d)', (dx, dy) => {
    for (const [x, y] of [
      [64, 40],
      [48, 32],
      [80, 48],
    ] as const) {
      expect(findBlock(part(dx, dy), part(), x, y, search)).toBe(0);
    }
  });

  it('is never worse than where the block stands', () => {
    const [a, b] = [part(), part(40, 20)];
    for (let x = 0; x + BLOCK <= WIDTH; x += 24) {
      const standing = findBlock(a, b, x, 40, { reach: 0, good: 65_280 });
      expect(findBlock(a, b, x, 40, search)).toBeLessThanOrEqual(standing);
    }
  });

  it('finds the same whatever else is computed in between', () => {
    const [a, b, c] = [part(5, 3), part(), part(40, 20)];
    const options = { reach: 16, good: 100 };
    const alone = findBlock(a, c, 64, 40, options);
    findBlock(a, b, 64, 40, options);
    blockDeviation(b, 0, 0);
    sceneLuma(noise(160, 96));
    expect(findBlock(a, c, 64, 40, options)).toBe(alone);
  });

  it('refuses planes that don’t fit into its memory', () => {
    expect(() => createMotionPlane(noise(800, 600, 1))).toThrow('at most 374000 samples, got 800x600');
  });

  it('doesn’t search for what is good enough', () => {
    const [a, b] = [part(5, 0), part()];
    const standing = findBlock(a, b, 64, 40, { reach: 32, good: 65_280 });
    expect(standing).toBeGreaterThan(0);
    expect(findBlock(a, b, 64, 40, { reach: 32, good: standing })).toBe(standing);
  });
});

describe('blockDeviation', () => {
  it('is the sum of distances from the block’s mean', () => {
    const flat = createMotionPlane(ndarray(new Uint8Array(256).fill(77), [16, 16]));
    expect(blockDeviation(flat, 0, 0)).toBe(0);
    const halves = createMotionPlane(
      ndarray(
        Uint8Array.from({ length: 256 }, (_, n) => (n < 128 ? 100 : 120)),
        [16, 16],
      ),
    );
    expect(blockDeviation(halves, 0, 0)).toBe(2560);
  });
});
