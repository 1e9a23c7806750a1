import { describe, expect, it } from 'vitest';
import { bilinearAxis } from './bilinear-axis.ts';

describe('bilinearAxis', () => {
  it.each([
    [4, 2, { first: [0, 2], second: [1, 3], share: [0.5, 0.5] }],
    [2, 4, { first: [0, 0, 0, 1], second: [1, 1, 1, 1], share: [0, 0.25, 0.75, 0.25] }],
    [3, 3, { first: [0, 1, 2], second: [1, 2, 2], share: [0, 0, 0] }],
    [1, 3, { first: [0, 0, 0], second: [0, 0, 0] }],
    // Without antialiasing: between the two middle samples of each eight.
    [16, 2, { first: [3, 11], second: [4, 12], share: [0.5, 0.5] }],
  ])('makes of %d samples %d', (inputs, outputs, { first, second, share }: Expected) => {
    const axis = bilinearAxis(inputs, outputs);
    expect([...axis.first]).toEqual(first);
    expect([...axis.second]).toEqual(second);
    if (share) expect([...axis.share]).toEqual(share);
  });
});

interface Expected {
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** Left out where both samples are the same. */
  readonly share?: readonly number[];
}
