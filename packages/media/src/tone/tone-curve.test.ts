import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toneCurve as curveOf } from './tone-curve.ts';
import { tonePairs } from './tone-pairs.ts';

/** The curve of pairs that were no neighbours. */
const toneCurve = (counts: Uint32Array) => curveOf({ ...tonePairs(), counts });

/** Counts of pairs [before, after, how often]. */
function pairsOf(pairs: readonly (readonly [number, number, number?])[]): Uint32Array {
  const counts = new Uint32Array(256 * 256);
  for (const [before, after, count = 1] of pairs) counts[before * 256 + after]! += count;
  return counts;
}

const codes = Array.from({ length: 256 }, (_, code) => code);

describe('toneCurve', () => {
  it('is the diagonal where nothing changed, also for codes that the picture lacks', () => {
    for (const seen of [codes, [40, 41, 42, 43], [3, 200], [7]]) {
      const curve = toneCurve(pairsOf(seen.map((code) => [code, code, 100])));
      // The smoother's own arithmetic leaves some millionths.
      for (const code of codes) expect(curve[code]).toBeCloseTo(code, 4);
    }
  });

  it.each([
    ['a contrast', (v: number) => 1.3 * (v - 128) + 118],
    ['a gamma that brightens', (v: number) => 255 * (v / 255) ** (1 / 1.5)],
    ['a gamma that darkens', (v: number) => 255 * (v / 255) ** 1.8],
    ['a film look with a toe and a shoulder', (v: number) => 127.5 * (1 + Math.tanh((v - 120) / 80))],
  ])('finds %s again out of whole codes', (_, tone) => {
    const whole = (v: number) => Math.round(Math.min(255, Math.max(0, tone(v))));
    const curve = toneCurve(pairsOf(codes.map((code) => [code, whole(code), 50])));
    // Half a code was lost when the codes were made whole, and half a code is what the curve may be beside them.
    for (const code of codes)
      expect(Math.abs(curve[code]! - Math.min(255, Math.max(0, tone(code))))).toBeLessThan(1.01);
  });

  it('has no steps where whole codes have some', () => {
    const curve = toneCurve(pairsOf(codes.map((code) => [code, Math.round(code * 0.4), 1000])));
    const slopes = codes.slice(3, -3).map((code) => curve[code + 1]! - curve[code]!);
    // Whole codes go up by 0 or 1.
    for (const slope of slopes) expect(Math.abs(slope - 0.4)).toBeLessThan(0.15);
  });

  it('is a line between codes of the picture, and goes on with the slope of its ends beyond them', () => {
    const seen = [...Array.from({ length: 21 }, (_, i) => 40 + i), ...Array.from({ length: 21 }, (_, i) => 120 + i)];
    const curve = toneCurve(pairsOf(seen.map((code) => [code, 1.5 * code - 20, 1000])));
    for (const [code, expected] of [
      [20, 10],
      [50, 55],
      [90, 115],
      [130, 175],
      [170, 235],
    ] as const) {
      expect(Math.abs(curve[code]! - expected)).toBeLessThan(1);
    }
    expect([curve[0], curve[255]]).toEqual([0, 255]);
  });

  it('is no rougher than its picture where one luma became many', () => {
    // What a change from place to place looks like: every code became 41 different ones.
    const spread = codes.slice(40, 216).flatMap((code) => {
      const drift = ((code * 7919) % 11) - 5;
      return Array.from({ length: 41 }, (_, i) => [code, code + i - 20 + drift, 30] as const);
    });
    const curve = toneCurve(pairsOf(spread));
    for (let code = 45; code < 210; code++) expect(curve[code + 1]! - curve[code]!).toBeGreaterThan(0);
  });

  it('stays inside 0..255 and is finite, whatever the pairs', () => {
    const code = fc.integer({ min: 0, max: 255 });
    const pair = fc.tuple(code, code, fc.integer({ min: 1, max: 1e6 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        for (const value of toneCurve(pairsOf(pairs))) expect(value >= 0 && value <= 255).toBe(true);
      }),
    );
  });
});
