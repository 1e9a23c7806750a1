import { expect, it } from 'vitest';
import { plainDeltaE } from './plain-delta-e.ts';

// Sharma, Wu and Dalal's table 1: pairs 1, 7, 13, 16, 17, 20, 25 and 31.
it.each([
  [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
  [50, 0, 0, 50, -1, 2, 2.3669],
  [50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045],
  [50, 2.5, 0, 50, 0, -2.5, 4.3065],
  [50, 2.5, 0, 73, 25, -18, 27.1492],
  [50, 2.5, 0, 58, 24, 15, 19.4535],
  [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
  [22.7233, 20.0904, -46.694, 23.0331, 14.973, -42.5619, 2.0373],
] as const)('of %d, %d, %d and %d, %d, %d is %d', (L1, a1, b1, L2, a2, b2, dE) => {
  expect(plainDeltaE(L1, a1, b1, L2, a2, b2)).toBeCloseTo(dE, 4);
  expect(plainDeltaE(L2, a2, b2, L1, a1, b1)).toBeCloseTo(dE, 4);
});
