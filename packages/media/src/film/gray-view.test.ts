import { describe, expect, it } from 'vitest';
import { expandGray } from './gray-view.ts';

describe('expandGray', () => {
  it.each([
    ['full', [0, 1, 16, 128, 235, 255], [0, 1, 16, 128, 235, 255]],
    // (code - 16) * 255 / 219, rounded; what lies outside is cut off.
    ['limited', [0, 15, 16, 17, 126, 234, 235, 236, 255], [0, 0, 0, 1, 128, 254, 255, 255, 255]],
  ] as const)('makes three equal samples of each, %s range', (range, luma, expected) => {
    const rgb = new Uint8Array(luma.length * 3);
    expandGray(Uint8Array.from(luma), rgb, range);
    expect([...rgb]).toEqual(expected.flatMap((value) => [value, value, value]));
  });
});
