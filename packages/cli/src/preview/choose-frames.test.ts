import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFrames } from './choose-frames.ts';
import type { FrameSample } from './frame-sample.ts';
import type { SurveyedShot } from './survey-shots.ts';

/** A picture of its own for each number: blocks that are dark or bright, by a generator's bits. */
function picture(subject: number): Uint8Array {
  let state = subject * 2_654_435_761 + 1;
  return Uint8Array.from({ length: 192 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state < 0 ? 40 : 200;
  });
}

function shot(
  first: number,
  length: number,
  subject: number,
  change: (at: number) => Partial<FrameSample> = () => ({}),
) {
  const samples = Array.from({ length: Math.min(24, length) }, (_, i) => {
    const at = Math.floor((i * length) / Math.min(24, length));
    const index = first + at;
    const usual = { index, time: index / 25, luma: 0.4, contrast: 0.2, sharpness: 0.05, picture: picture(subject) };
    return { ...usual, ...change(at) };
  });
  return { first, last: first + length - 1, samples } satisfies SurveyedShot;
}

/** Shots one after another. */
function film(...shots: readonly (readonly [length: number, subject: number])[]): SurveyedShot[] {
  let first = 0;
  return shots.map(([length, subject]) => {
    const made = shot(first, length, subject);
    first += length;
    return made;
  });
}

const indexes = (shots: readonly SurveyedShot[], count: number) => chooseFrames(shots, count).map(({ index }) => index);
/** Which shots the frames are of, by their places in the list. */
const placesOf = (shots: readonly SurveyedShot[], count: number) =>
  chooseFrames(shots, count).map((chosen) => shots.findIndex(({ first }) => first === chosen.shot.first));

describe('chooseFrames', () => {
  it('takes the middle of a shot', () => {
    expect(indexes([shot(100, 21, 1)], 1)).toEqual([110]);
  });

  it('takes the sharpest of a few frames about the middle, and not a sharper one at the edge', () => {
    const change = (at: number) => ({ sharpness: at === 0 ? 0.9 : at === 12 ? 0.1 : 0.05 });
    expect(indexes([shot(0, 21, 1, change)], 1)).toEqual([12]);
  });

  it('prefers long shots to short ones', () => {
    expect(placesOf(film([10, 1], [200, 2], [10, 3], [150, 4]), 2)).toEqual([1, 3]);
  });

  it('shows both people of a talk, and not the same one twice', () => {
    const talk = film([100, 1], [100, 2], [110, 1], [90, 2], [100, 1], [80, 2]);
    const subjects = placesOf(talk, 2).map((place) => place % 2);
    expect(new Set(subjects).size).toBe(2);
  });

  it('spreads the frames over the film when the shots are alike in length', () => {
    const shots = film(...Array.from({ length: 40 }, (_, subject) => [50, subject] as const));
    const quarters = placesOf(shots, 4).map((place) => Math.floor(place / 10));
    expect(new Set(quarters).size).toBe(4);
  });

  it('leaves out shots that are black or blank', () => {
    const shots = [
      shot(0, 500, 1, () => ({ luma: 0.01, contrast: 0.005 })),
      shot(500, 60, 2),
      shot(560, 400, 3, () => ({ luma: 1, contrast: 0 })),
      shot(960, 50, 4),
    ];
    expect(placesOf(shots, 2)).toEqual([1, 3]);
    // More than there are: long shots give several frames, black ones still none.
    expect(new Set(placesOf(shots, 6))).toEqual(new Set([1, 3]));
  });

  it('passes over a fade that takes most of its shot', () => {
    // The picture comes up over 18 of 24 frames.
    const change = (at: number) => ({ contrast: 0.2 * Math.min(1, at / 18), luma: 0.4 * Math.min(1, at / 18) });
    const [index] = indexes([shot(0, 24, 1, change)], 1);
    expect(index).toBeGreaterThanOrEqual(11);
  });

  it('takes several frames, far apart, from the longest shots when there are too few shots', () => {
    const chosen = chooseFrames([shot(0, 240, 1), shot(240, 24, 2)], 4);
    expect(chosen.map((frame) => frame.shot.first)).toEqual([0, 0, 0, 240]);
    const [a, b, c] = chosen.map(({ index }) => index) as [number, number, number, number];
    expect(b - a).toBeGreaterThanOrEqual(50);
    expect(c - b).toBeGreaterThanOrEqual(50);
  });

  it('gives each frame once when there are fewer than wanted', () => {
    expect(indexes([shot(7, 3, 1)], 8)).toEqual([7, 8, 9]);
  });

  it('shows black where all is black', () => {
    expect(indexes([shot(0, 11, 1, () => ({ luma: 0, contrast: 0 }))], 1)).toEqual([5]);
  });

  it('gives nothing for nothing', () => {
    expect(chooseFrames([], 8)).toEqual([]);
  });

  it('keeps order and number, and never leaves a shot, whatever the film', () => {
    const made = fc.array(
      fc.record({
        length: fc.integer({ min: 1, max: 300 }),
        subject: fc.integer({ min: 0, max: 5 }),
        luma: fc.double({ min: 0, max: 1, noNaN: true }),
        contrast: fc.double({ min: 0, max: 0.5, noNaN: true }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(made, fc.integer({ min: 1, max: 40 }), (parts, count) => {
        let first = 0;
        const shots = parts.map(({ length, subject, luma, contrast }) => {
          const one = shot(first, length, subject, () => ({ luma, contrast }));
          first += length;
          return one;
        });
        const chosen = chooseFrames(shots, count);
        expect(chosen.length).toBeLessThanOrEqual(count);
        if (shots.length > 0) expect(chosen.length).toBeGreaterThan(0);
        for (const [at, frame] of chosen.entries()) {
          if (at > 0) expect(frame.index).toBeGreaterThan(chosen[at - 1]!.index);
          expect(frame.index).toBeGreaterThanOrEqual(frame.shot.first);
          expect(frame.index).toBeLessThanOrEqual(frame.shot.last);
          expect(shots.some((one) => one.first === frame.shot.first && one.last === frame.shot.last)).toBe(true);
        }
      }),
    );
  });
});
