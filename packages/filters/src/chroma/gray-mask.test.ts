import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAnyLayout, noise, pictureOf } from '../../../core/src/testing/images.ts';
import { grayMask } from './gray-mask.ts';
import type { GrayMaskOptions } from './gray-weights.ts';

/** One red of each of the given saturations. */
function saturations(...codes: number[]): RgbImage {
  return pictureOf(...codes.map((S) => [255, 255 - S, 255 - S] as [number, number, number]));
}

describe('grayMask', () => {
  it.each([
    [{}, [0, 29, 30, 85, 86], [255, 226, 225, 5, 1]],
    [{ curve: 'hard' }, [0, 29, 30], [255, 255, 0]],
    [{ curve: 'power', steepness: 1 }, [0, 30, 60, 255], [255, 127, 0, 0]],
    [{ curve: 'power', threshold: 200, steepness: 1 }, [100, 199, 200], [127, 1, 0]],
    [{ curve: 'exponential', steepness: 1 }, [0, 30, 60], [255, 127, 0]],
    [{ curve: 'exponential', threshold: 0 }, [0, 1], [0, 0]],
  ] as [GrayMaskOptions, number[], number[]][])('%o of S %j is %j', (options, codes, expected) => {
    expect([...grayMask(saturations(...codes), options).data]).toEqual(expected);
  });

  it('never rises with the saturation (the steep one from a steepness of 2 on)', () => {
    const codes = Array.from({ length: 256 }, (_, S) => S);
    const options = fc.record({
      curve: fc.constantFrom('hard' as const, 'steep' as const, 'power' as const, 'exponential' as const),
      threshold: fc.integer({ min: 0, max: 255 }),
      steepness: fc.double({ min: 1, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(options, (given) => {
        fc.pre(given.curve !== 'steep' || given.steepness >= 2);
        const mask = grayMask(saturations(...codes), given).data;
        for (const S of codes.slice(1)) expect(mask[S]).toBeLessThanOrEqual(mask[S - 1]!);
      }),
    );
  });

  it('reads and writes any strides', () => {
    expectAnyLayout(noise(7, 5), (view, out) => grayMask(view, { threshold: 100 }, out));
  });

  it.each([
    [{ curve: 'soft' as 'hard' }, 'options.curve must be one of hard, steep, power, exponential, got "soft".'],
    [{ threshold: 256 }, 'options.threshold must be a number from 0 to 255, got 256.'],
    [{ steepness: Number.NaN }, 'options.steepness must be a number from 1 to 10, got NaN.'],
  ])('refuses %j', (options, message) => {
    expect(() => grayMask(noise(2, 2), options)).toThrow(message);
  });
});
