import { describe, expect, it } from 'vitest';
import { toneCurve } from './tone-curve.ts';
import { countPairs, tonePairs } from './tone-pairs.ts';

describe('countPairs', () => {
  it('counts what became of each luma, and forgets what it counted before', () => {
    const pairs = tonePairs();
    countPairs(Uint8Array.of(9, 9), Uint8Array.of(1, 1), 2, pairs);
    countPairs(Uint8Array.of(5, 5, 255, 0), Uint8Array.of(6, 7, 255, 0), 2, pairs);
    const counted = [...pairs.counts.entries()].filter(([, count]) => count > 0);
    expect(counted).toEqual([
      [0, 1],
      [5 * 256 + 6, 1],
      [5 * 256 + 7, 1],
      [255 * 256 + 255, 1],
    ]);
  });

  it('sums steps between neighbours of a row that are 3 to 12 codes apart', () => {
    const pairs = tonePairs();
    // Steps 2, 3, -12, 13; the next row begins 100 codes farther, and is not looked at.
    const before = Uint8Array.of(100, 102, 105, 93, 106, 206, 210, 214, 218, 222);
    const after = before.map((code) => code * 0.5);
    countPairs(before, after, 5, pairs);
    const sums = [...pairs.squares.entries()].filter(([, sum]) => sum > 0);
    expect(sums).toEqual([
      [99, 144],
      [103, 9],
    ]);
    // 105 and 93 become 52 and 46, 102 and 105 become 51 and 52.
    expect([pairs.products[99], pairs.products[103]]).toEqual([72, 3]);
  });
});

describe('toneCurve of a picture whose bright corner was made darker', () => {
  it('has the slope of the contrast, not that from place to place', () => {
    // Luma rises from left to right, and what is bright loses more, but only in the lower half. Grain keeps its contrast.
    const [width, height] = [200, 100];
    const before = new Uint8Array(width * height);
    const after = new Uint8Array(width * height);
    for (let i = 0; i < before.length; i++) {
      const x = i % width;
      const grain = ((i * 7919) % 23) - 11;
      before[i] = 60 + x / 2 + grain;
      after[i] = before[i]! - (i >= before.length / 2 ? x / 2 : 0);
    }
    const pairs = tonePairs();
    countPairs(before, after, width, pairs);
    const curve = toneCurve(pairs);
    // The means alone rise by about half a code a code.
    expect((curve[130]! - curve[90]!) / 40).toBeGreaterThan(0.7);
  });
});
