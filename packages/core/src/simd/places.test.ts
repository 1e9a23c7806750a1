import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAddress } from './pixel-run.ts';
import { Places } from './places.ts';

describe('Places', () => {
  it('lie behind the module, aligned, apart, and with space behind each', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000)), (sizes) => {
        const places = new Places();
        let free = runAddress(0);
        for (const size of sizes) {
          const address = places.take(size);
          expect(address % 64).toBe(0);
          expect(address).toBeGreaterThanOrEqual(free);
          free = address + size + 128;
        }
        expect(places.end).toBeGreaterThanOrEqual(sizes.length > 0 ? free : 0);
      }),
    );
  });
});
