import type { Frame, RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden, difference, type GoldenCase } from '../../../core/src/testing/golden.ts';
import { noise, rgbImages } from '../../../core/src/testing/images.ts';
import { adjustHues } from '../hue/adjust-hues.ts';
import { parseHueExpression } from '../hue/hue-expression.ts';
import { averageChroma } from './average-chroma.ts';
import { type StabilizeChromaOptions, stabilizeChroma } from './stabilize-chroma.ts';
import {
  expectSameFrames,
  expectStageManners,
  filmDifference,
  framesOf,
  fromPlanes420,
  noiseFilm,
  originalOptions,
  run,
  stabilizedLikeTheOriginal,
  stagedPictures,
  throughPlanes420,
  toPlanes420,
} from './testing.ts';

/** Options of any kind but `ends`. */
const options = fc.record({
  frames: fc.integer({ min: 3, max: 15 }),
  mode: fc.constantFrom('arithmetic', 'weighted', 'weighted-unmirrored'),
  refill: fc.record({ threshold: fc.constantFrom(0, 15, 200), maxGrayShare: fc.constantFrom(0.3, 1) }),
}) satisfies fc.Arbitrary<StabilizeChromaOptions>;

describe('stabilizeChroma', () => {
  it('averages each frame with its neighbours', async () => {
    const film = noiseFilm(7, 6, 4);
    const made = await run(stabilizeChroma({ refill: { threshold: 0 } }), framesOf(film));
    const inside = film.slice(1, 6);
    expect(difference(made[3]!.image, averageChroma(inside, [20, 20, 20, 20, 20]))).toMatchObject({ max: 0 });
  });

  it('gives the shares of what is not there to the current frame, at a cut as at the ends', async () => {
    const film = noiseFilm(6, 6, 4);
    const made = await run(stabilizeChroma({ refill: { threshold: 0 } }), framesOf(film, [4]));
    const expected = [
      averageChroma(film.slice(0, 3), [60, 20, 20], { current: 0 }),
      averageChroma(film.slice(0, 4), [20, 40, 20, 20], { current: 1 }),
      averageChroma(film.slice(0, 4), [20, 20, 40, 20], { current: 2 }),
      averageChroma(film.slice(1, 4), [20, 20, 60], { current: 2 }),
      averageChroma(film.slice(4, 6), [80, 20], { current: 0 }),
      averageChroma(film.slice(4, 6), [20, 80], { current: 1 }),
    ];
    expected.forEach((image, n) => {
      expect(difference(made[n]!.image, image), `frame ${n}`).toMatchObject({ max: 0 });
    });
  });

  it('repeats the film’s first and last frame when asked to, but not a frame that begins a shot', async () => {
    const film = noiseFilm(4, 6, 4);
    const repeat = stabilizeChroma({ refill: { threshold: 0 }, ends: 'repeat' });
    const [, second] = await run(repeat, framesOf(film));
    expect(difference(second!.image, averageChroma(film, [40, 20, 20, 20], { current: 1 }))).toMatchObject({ max: 0 });
    const [, afterCut, , last] = await run(repeat, framesOf(film, [0]));
    const shares = [20, 40, 20, 20];
    expect(difference(afterCut!.image, averageChroma(film, shares, { current: 1 }))).toMatchObject({ max: 0 });
    const atEnd = averageChroma(film.slice(1), [20, 20, 60], { current: 2 });
    expect(difference(last!.image, atEnd)).toMatchObject({ max: 0 });
  });

  it('makes each shot as if it were a film of its own', async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.integer({ min: 1, max: 11 }), async (how, cut) => {
        const frames = framesOf(noiseFilm(12, 5, 3), [cut]);
        const whole = await run(stabilizeChroma(how), frames);
        const pieces = [
          ...(await run(stabilizeChroma(how), frames.slice(0, cut))),
          ...(await run(stabilizeChroma(how), frames.slice(cut))),
        ];
        expectSameFrames(whole, pieces);
      }),
      { numRuns: 40 },
    );
  });

  it('changes nothing in a film of equal frames', async () => {
    await fc.assert(
      fc.asyncProperty(rgbImages(), options, fc.constantFrom('drop', 'repeat'), async (image, how, ends) => {
        const film = framesOf(Array.from({ length: 8 }, () => image));
        expectSameFrames(await run(stabilizeChroma({ ...how, ends }), film), film);
      }),
      { numRuns: 40 },
    );
  });

  it('refills from the first frame on', async () => {
    // Differs on purpose: the original leaves out the first 15 frames of a film.
    const color = noise(8, 6);
    const gray = { ...color, data: new Uint8Array(color.data.length).fill(110) } as RgbImage;
    const film = framesOf([color, gray, color]);
    const [first] = await run(stabilizeChroma({ frames: 3, refill: { weight: 0, maxGrayShare: 1 } }), film);
    expect(difference(first!.image, color)).toMatchObject({ max: 0 });
    const [plain] = await run(stabilizeChroma({ frames: 3, refill: { threshold: 0 } }), film);
    expect(difference(plain!.image, color).max).toBeGreaterThan(10);
  });

  it('changes hues of the result, also where a frame is alone', async () => {
    const hues = parseHueExpression('0:360|0,0')!;
    const film = framesOf(noiseFilm(4, 6, 4), [3]);
    const [plain, changed] = [await run(stabilizeChroma(), film), await run(stabilizeChroma({ hues }), film)];
    expectSameFrames(
      changed,
      plain.map((frame) => ({ ...frame, image: adjustHues(frame.image, hues) })),
    );
    expect(() => stabilizeChroma({ hues: { ...hues, weight: 2 } })).toThrow('options.hues.weight');
  });

  it('keeps what else a frame carries', async () => {
    const frames = framesOf(noiseFilm(3, 4, 4)).map((frame) => ({ ...frame, scene: { cut: false, luma: 0.3 } }));
    const made = await run(stabilizeChroma(), frames);
    expect(made.map(({ index, time, scene }) => [index, time, scene?.luma])).toEqual([
      [0, 0, 0.3],
      [1, 0.04, 0.3],
      [2, 0.08, 0.3],
    ]);
  });

  expectStageManners(stabilizeChroma, { reach: 2 });

  it.each([
    [{ frames: 2 }, 'options.frames must be a whole number from 3 to 15, got 2.'],
    [{ frames: 17 }, 'options.frames must be a whole number from 3 to 15, got 17.'],
    [{ mode: 'W' }, 'options.mode must be one of arithmetic, weighted, weighted-unmirrored, got "W".'],
    [{ matrix: 'rgb' }, 'options.matrix must be one of bt601,'],
    [{ ends: 'mirror' }, 'options.ends must be one of drop, repeat, got "mirror".'],
    [{ refill: { maxGrayShare: Number.NaN } }, 'options.refill.maxGrayShare must be a number from 0 to 1, got NaN.'],
  ])('refuses %j at once', (how, message) => {
    expect(() => stabilizeChroma(how as StabilizeChromaOptions)).toThrow(message);
  });
});

function cutsOf({ params }: GoldenCase): number[] {
  return (params['scene_change_frames'] ?? []) as number[];
}

describeGolden('filters-vs/clip_color_stabilizer', (golden) => {
  // Differs on purpose: nothing goes through 4:2:0 here. So the result is brought there, undithered, to be compared.
  it.each(golden.cases)('equals the original on 4:2:0: $name', async (one) => {
    const pictures = await golden.readStrip(one.inputs[0]);
    const made = await stagedPictures(stabilizeChroma(originalOptions(one.params)), framesOf(pictures, cutsOf(one)));
    const compared = filmDifference(made.map(throughPlanes420), await golden.readStrip(one.output), 4);
    expect(compared.mean).toBeLessThan(0.7);
    // The tolerance's 4 is for dithering alone; dark saturated edges, which 4:2:0 blurs and R'G'B' clips, go beyond.
    expect(compared.beyond).toBeLessThan(0.005);
  });
});

describeGolden('filters-vs/chroma_stabilizer_ex', (golden) => {
  // With all that is different on purpose taken back: see `stabilizedLikeTheOriginal`.
  it.each(golden.cases)('equals the original on its pictures: $name', async (one) => {
    const pictures = await golden.readStrip(one.inputs[0]);
    const how = originalOptions(one.params);
    const made = stabilizedLikeTheOriginal(pictures, how, cutsOf(one));
    const expected = await golden.readStrip(one.output);
    // With less saturation, the original's luma is that of the first refilled neighbour: compared is its colour, then.
    const luma = (image: RgbImage, n: number) =>
      fromPlanes420({ ...toPlanes420(image), y: toPlanes420(pictures[n]!).y });
    const { mean, beyond } = filmDifference(made, how.refill.saturation < 1 ? expected.map(luma) : expected, 3);
    expect(mean).toBeLessThan(0.8);
    expect(beyond).toBeLessThan(0.01);
  });

  it.each(golden.cases)('differs from the plain mean only where there is something to refill: $name', async (one) => {
    const pictures = await golden.readStrip(one.inputs[0]);
    const how = originalOptions(one.params);
    const film: Frame[] = framesOf(pictures, cutsOf(one));
    const made = await stagedPictures(stabilizeChroma(how), film);
    const plain = await stagedPictures(stabilizeChroma({ ...how, refill: { threshold: 0 } }), film);
    const input = filmDifference(made, pictures, 0).mean;
    // Refilled frames are closer to what they were, and never farther.
    expect(input).toBeLessThanOrEqual(filmDifference(plain, pictures, 0).mean + (how.refill.saturation === 1 ? 0 : 1));
  });
});
