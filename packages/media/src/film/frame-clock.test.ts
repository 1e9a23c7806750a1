import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../probe/media-info.ts';
import { FrameClock } from './frame-clock.ts';

/** A clock of 1/1000 s, 40 ticks a frame. */
const clock = (startTime = 0, from = 0) =>
  new FrameClock(
    {
      startTime,
      video: { timeBase: { numerator: 1, denominator: 1000 }, nominalFrameRate: { numerator: 25, denominator: 1 } },
    } as MediaInfo,
    from,
  );
const stamp = (pts: number | undefined, duration?: number) => ({ pts, duration, checksum: '' });

describe('FrameClock', () => {
  it.each<[string, (number | undefined)[], number[]]>([
    ['a steady film', [0, 40, 80], [0, 40, 80]],
    ['any distances', [5, 6, 1000], [5, 6, 1000]],
    ['frames without a time', [undefined, undefined, 80], [0, 40, 80]],
    ['a time that comes twice', [0, 40, 40, 80], [0, 40, 41, 80]],
    ['a time that goes back', [0, 40, 20, 80], [0, 40, 41, 80]],
    ['a time before the start', [-40, 0, 40], [0, 1, 40]],
  ])('gives rising times for %s', (_what, given, expected) => {
    const times = clock();
    expect(given.map((pts) => times.next(stamp(pts)).pts)).toEqual(expected);
  });

  it('counts from the start of the range, and tells seconds from the start of the film', () => {
    // The container starts at 1.4 s; the range 2 s later.
    const { pts, seconds } = clock(1.4, 2).next(stamp(3440));
    expect(pts).toBe(40);
    expect(seconds).toBeCloseTo(2.04, 9);
  });

  it('takes a nominal frame for a duration that is not said', () => {
    const times = clock();
    expect(times.next(stamp(0)).duration).toBe(40);
    expect(times.next(stamp(40, 33)).duration).toBe(33);
  });

  it('never gives a time twice', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: undefined })), (given) => {
        const times = clock();
        let last = -1;
        for (const pts of given) {
          const next = times.next(stamp(pts)).pts;
          expect(next).toBeGreaterThan(last);
          last = next;
        }
      }),
      { numRuns: 100 },
    );
  });
});
