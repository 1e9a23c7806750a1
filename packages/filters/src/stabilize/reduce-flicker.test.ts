import type { RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, expectInPlace, noise, pictureOf, rgbImages } from '../../../core/src/testing/images.ts';
import { deflicker } from './deflicker.ts';
import { type ReduceFlickerOptions, reduceFlicker } from './reduce-flicker.ts';
import {
  expectSameFrames,
  expectStageManners,
  filmDifference,
  framesOf,
  noiseFilm,
  run,
  stagedPictures,
} from './testing.ts';

const options = fc.record({ strength: fc.constantFrom(1, 2, 3), aggressive: fc.boolean() }) satisfies fc.Arbitrary<
  Required<ReduceFlickerOptions>
>;

/** The plugin's definition, step by step, for one sample out of seven. */
function calmed(samples: readonly number[], { strength, aggressive }: Required<ReduceFlickerOptions>): number {
  const [p3, p2, p1, c, n1, n2, n3] = samples as [number, number, number, number, number, number, number];
  const far = [p2, n2, p3, n3].slice(0, [1, 2, 4][strength - 1]);
  let [above, below] = [0, 0];
  if (aggressive) {
    far.forEach((sample, n) => {
      const distance = sample - c;
      if (n === 0) [above, below] = distance >= 0 ? [distance, 0] : [0, -distance];
      else if (distance >= 0) [above, below] = [Math.min(distance, above), 0];
      else [above, below] = [0, Math.min(-distance, below)];
    });
  } else above = below = Math.min(...far.map((sample) => Math.abs(c - sample)));
  const upper = Math.max(Math.min(p1, n1) - above, c);
  const lower = Math.min(Math.max(p1, n1) + below, c);
  const half = Math.max(Math.floor((p1 + n1 + 1) / 2) - 1, 0);
  return Math.min(Math.max(Math.floor((half + c + 1) / 2), lower), upper);
}

const needed = (strength: number) => (strength === 3 ? 7 : 5);

function gray(value: number): RgbImage {
  return pictureOf([value, value, value]);
}

describe('reduceFlicker', () => {
  it.each([
    // A flash is halved, something that stays is not, nor is a movement.
    [[100, 100, 140, 100, 100], {}, 140],
    [[140, 100, 140, 100, 140], {}, 120],
    [[140, 100, 140, 100, 100], {}, 120],
    [[100, 100, 140, 100, 140], { strength: 1 }, 140],
    [[140, 100, 140, 100, 100], { strength: 1 }, 120],
    [[100, 110, 120, 130, 140], {}, 120],
    [[90, 110, 100, 110, 90], {}, 100],
    [[90, 110, 100, 110, 90], { aggressive: true }, 105],
  ] as [number[], ReduceFlickerOptions, number][])('of %j with %j is %i', (samples, how, expected) => {
    const made = reduceFlicker(samples.map(gray), how);
    expect([...made.data]).toEqual([expected, expected, expected]);
  });

  it('equals the definition, sample by sample', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 255 }),
        options,
        (columns, spread, how) => {
          // Samples close together meet the borders between the cases more often.
          const samples = columns.map((column) =>
            [...column].map((value) => 100 + (value % (spread + 1)) - (spread >> 1)),
          );
          const bytes = samples.map((column) => [...Uint8Array.from(column.map((v) => Math.min(255, Math.max(0, v))))]);
          const all = [0, 1, 2, 3, 4, 5, 6].map((k) =>
            pictureOf(...bytes.map((c) => [c[k]!, c[k]!, c[k]!] as [number, number, number])),
          );
          const pictures = how.strength === 3 ? all : all.slice(1, 6);
          const expected = bytes.flatMap((column) => Array.from({ length: 3 }, () => calmed(column, how)));
          expect([...reduceFlicker(pictures, how).data]).toEqual(expected);
        },
      ),
    );
  });

  it('gives equal pictures back', () => {
    fc.assert(
      fc.property(rgbImages(), options, (image, how) => {
        const pictures = Array.from({ length: needed(how.strength) }, () => image);
        expect(difference(reduceFlicker(pictures, how), image)).toMatchObject({ max: 0 });
      }),
    );
  });

  it('leaves a sample between its neighbours as it is, and never goes past them', () => {
    fc.assert(
      fc.property(rgbImages(), options, (image, how) => {
        const [height, width] = image.shape as [number, number];
        const film = noiseFilm(needed(how.strength), width, height);
        const middle = (film.length - 1) / 2;
        film[middle] = image;
        const made = reduceFlicker(film, how);
        made.data.forEach((value, i) => {
          const own = image.data[i]!;
          const [p, n] = [film[middle - 1]!, film[middle + 1]!].map((one) => one.data[one.offset + i]!) as [
            number,
            number,
          ];
          expect(value).toBeGreaterThanOrEqual(Math.min(own, p, n));
          expect(value).toBeLessThanOrEqual(Math.max(own, p, n));
          if (own >= Math.min(p, n) && own <= Math.max(p, n)) expect(value).toBe(own);
        });
      }),
    );
  });

  it.each([{}, { strength: 3 as const, aggressive: true }])('reads and writes any strides, in place too: %j', (how) => {
    const film = noiseFilm(how.strength === 3 ? 7 : 5, 7, 5);
    const middle = (film.length - 1) / 2;
    for (const position of [middle, 0, middle + 1]) {
      const kernel = (view: RgbImage, out?: RgbImage) => reduceFlicker(film.with(position, view), how, out);
      expectAnyLayout(noise(7, 5), kernel);
      expectInPlace(noise(7, 5), kernel);
    }
  });

  it.each([
    [5, { strength: 4 }, 'options.strength must be 1, 2 or 3, got 4.'],
    [5, { strength: Number.NaN }, 'options.strength must be 1, 2 or 3, got NaN.'],
    [5, { strength: 3 }, 'pictures must be 7 for a strength of 3, got 5.'],
    [7, {}, 'pictures must be 5 for a strength of 2, got 7.'],
  ])('refuses %i pictures with %j', (count, how, message) => {
    expect(() => reduceFlicker(noiseFilm(count, 2, 2), how as ReduceFlickerOptions)).toThrow(message);
  });
});

describe('deflicker', () => {
  it('repeats the first and the last frame of a shot', async () => {
    const film = noiseFilm(7, 5, 4);
    const made = await stagedPictures(deflicker(), framesOf(film, [4]));
    const windows = [
      [0, 0, 0, 1, 2],
      [0, 0, 1, 2, 3],
      [0, 1, 2, 3, 3],
      [1, 2, 3, 3, 3],
      [4, 4, 4, 5, 6],
      [4, 4, 5, 6, 6],
      [4, 5, 6, 6, 6],
    ];
    windows.forEach((window, n) => {
      expect(difference(made[n]!, reduceFlicker(window.map((k) => film[k]!))), `frame ${n}`).toMatchObject({ max: 0 });
    });
  });

  it('makes each shot as if it were a film of its own', async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.integer({ min: 1, max: 9 }), async (how, cut) => {
        const frames = framesOf(noiseFilm(10, 5, 3), [cut]);
        const whole = await run(deflicker(how), frames);
        const pieces = [
          ...(await run(deflicker(how), frames.slice(0, cut))),
          ...(await run(deflicker(how), frames.slice(cut))),
        ];
        expectSameFrames(whole, pieces);
      }),
      { numRuns: 40 },
    );
  });

  expectStageManners(deflicker, { reach: 2 });

  it('refuses a strength at once', () => {
    expect(() => deflicker({ strength: 0 as 1 })).toThrow('options.strength must be 1, 2 or 3, got 0.');
  });
});

describeGolden('filters-vs/reduce_flicker', (golden) => {
  it.each(golden.cases)('equals the original: $name', async ({ inputs, output, params }) => {
    expect(params['planes']).toBe('R,G,B');
    const film = framesOf(await golden.readStrip(inputs[0]));
    const stage = deflicker({ strength: params['strength'] as 1 | 2 | 3, aggressive: params['aggressive'] === 1 });
    expect(filmDifference(await stagedPictures(stage, film), await golden.readStrip(output), 0)).toMatchObject({
      max: 0,
    });
  });
});
