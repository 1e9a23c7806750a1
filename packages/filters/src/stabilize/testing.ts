/** What the tests of this folder share. Not part of the package. */

import { Readable } from 'node:stream';
import {
  type Frame,
  type Plane,
  type RgbImage,
  resizeCatmullRom,
  rgbToYcbcr,
  type Stage,
  type YcbcrPlanes,
  ycbcrToRgb,
} from '@havc/core';
import { expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { noise } from '../../../core/src/testing/images.ts';
import { averageChroma } from './average-chroma.ts';
import type { StabilizeChromaOptions } from './stabilize-chroma.ts';
import { temporalWeights } from './temporal-weights.ts';

/** Pictures as frames of 25 a second; `cuts` are the positions that are marked as a shot's first. */
export function framesOf(pictures: readonly RgbImage[], cuts: readonly number[] = []): Frame[] {
  return pictures.map((image, index) => ({ index, time: index / 25, image, scene: { cut: cuts.includes(index) } }));
}

/** All frames that a stage makes of others. */
export async function run(
  stage: Stage,
  frames: Iterable<Frame> | AsyncIterable<Frame>,
  pauses = false,
): Promise<Frame[]> {
  async function* source() {
    for await (const frame of frames) {
      if (pauses && frame.index % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
      yield frame;
    }
  }
  const made: Frame[] = [];
  for await (const frame of stage(source())) made.push(frame);
  return made;
}

/** The pictures that a stage makes of others. */
export async function stagedPictures(stage: Stage, frames: Iterable<Frame>): Promise<RgbImage[]> {
  return (await run(stage, frames)).map(({ image }) => image);
}

/** Checks that frames are the same, numbers and pictures. */
export function expectSameFrames(actual: readonly Frame[], expected: readonly Frame[]): void {
  expect(actual.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
  actual.forEach((frame, n) => {
    expect(difference(frame.image, expected[n]!.image), `frame ${frame.index}`).toMatchObject({ max: 0 });
  });
}

/** How far films are apart: mean over all samples, and the share of those that differ by more than `tolerance`. */
export function filmDifference(
  actual: readonly RgbImage[],
  expected: readonly RgbImage[],
  tolerance: number,
): { readonly mean: number; readonly max: number; readonly beyond: number } {
  const each = actual.map((image, n) => difference(image, expected[n]!, tolerance));
  const samples = actual.reduce((sum, { size }) => sum + size, 0);
  return {
    mean: each.reduce((sum, { mean }) => sum + mean, 0) / each.length,
    max: Math.max(...each.map(({ max }) => max)),
    beyond: each.reduce((sum, { beyond }) => sum + beyond, 0) / samples,
  };
}

const FULL_709 = { matrix: 'bt709', range: 'full' } as const;

/** A picture as the original's planes, 4:2:0 of BT.709 in full range, sited left. */
export function toPlanes420(image: RgbImage): YcbcrPlanes {
  const { y, cb, cr } = rgbToYcbcr(image, FULL_709) as Record<'y' | 'cb' | 'cr', Plane>;
  const [height, width] = image.shape as [number, number];
  const half = { width: width / 2, height: height / 2, shift: [-0.5, 0] } as const;
  return { y, cb: resizeCatmullRom(cb, half), cr: resizeCatmullRom(cr, half) };
}

/** The planes of {@link toPlanes420} as a picture, without dithering. */
export function fromPlanes420({ y, cb, cr }: YcbcrPlanes): RgbImage {
  const [height, width] = y.shape as [number, number];
  const whole = { width, height, shift: [0.25, 0] } as const;
  return ycbcrToRgb(
    { y, cb: resizeCatmullRom(cb as Plane, whole), cr: resizeCatmullRom(cr as Plane, whole) },
    FULL_709,
  );
}

/** What the original's 4:2:0 leaves of a picture. */
export function throughPlanes420(image: RgbImage): RgbImage {
  return fromPlanes420(toPlanes420(image));
}

/**
 * A window as the original takes it, with what it counts: frame numbers are held at the film's ends, and what lies
 * beyond a cut gives its share to the current frame.
 */
export function windowOf<T>(all: readonly T[], weights: readonly number[], current: number, cuts: readonly number[]) {
  const radius = (weights.length - 1) / 2;
  const numbers = weights.map((_, k) => Math.min(Math.max(current - radius + k, 0), all.length - 1));
  // Each of the repeated first frames is itself the first of a shot, where that is marked.
  const first = numbers.findLastIndex((number, k) => k > 0 && k <= radius && cuts.includes(number));
  const last = numbers.findIndex((number, k) => k >= radius && k < 2 * radius && cuts.includes(number + 1));
  const shares = weights.map((weight, k) => (k < first || (last >= 0 && k > last) ? 0 : weight));
  shares[radius]! += 100 - shares.reduce((sum, share) => sum + share, 0);
  return { members: numbers.map((number) => all[number]!), shares };
}

/** Frames of noise, each another one. */
export function noiseFilm(length: number, width: number, height: number): RgbImage[] {
  const all = noise(width, height * length);
  return Array.from({ length }, (_, n) => all.lo(n * height, 0, 0).hi(height, width, 3));
}

/** Tests that every stage over a window must pass. `reach`: how many frames it reads ahead. */
export function expectStageManners(
  stage: (options?: { readonly signal?: AbortSignal }) => Stage,
  { reach }: { readonly reach: number },
): void {
  const frames = framesOf(noiseFilm(13, 5, 4), [6]);

  it('gives the same frames slowly, in bursts, and when several are asked for at once', async () => {
    const expected = await run(stage(), frames);
    expectSameFrames(await run(stage(), frames, true), expected);
    const all = stage()(Readable.from(frames))[Symbol.asyncIterator]();
    const asked = await Promise.all(Array.from({ length: frames.length + 1 }, () => all.next()));
    expectSameFrames(
      asked.filter(({ done }) => !done).map(({ value }) => value),
      expected,
    );
  });

  it('can be used for two films at the same time', async () => {
    const used = stage();
    const other = framesOf(noiseFilm(9, 7, 3), [2]);
    const [a, b] = await Promise.all([run(used, frames, true), run(used, other)]);
    expectSameFrames(a, await run(stage(), frames));
    expectSameFrames(b, await run(stage(), other));
  });

  it('leaves the frames it is given as they are', async () => {
    const copies = frames.map(({ image }) => Uint8Array.from(image.data));
    await run(stage(), frames);
    expect(frames.map(({ image }) => image.data)).toEqual(copies);
  });

  it('gives nothing for no frames', async () => {
    expect(await run(stage(), [])).toEqual([]);
  });

  it('passes a frame alone in its shot as it is', async () => {
    const film = framesOf(noiseFilm(3, 4, 4), [1, 2]);
    expect(await run(stage(), film)).toEqual(film);
  });

  it(`reads no more than ${reach} frames and one ahead`, async () => {
    let pulled = 0;
    async function* counted() {
      for (const frame of frames) {
        pulled++;
        yield frame;
      }
    }
    for await (const { index } of stage()(counted())) expect(pulled).toBeLessThanOrEqual(index + 2 + reach);
  });

  it('closes the source when the reader leaves', async () => {
    let closed = false;
    async function* source() {
      try {
        yield* frames;
      } finally {
        closed = true;
      }
    }
    for await (const { index } of stage()(source())) if (index === 3) break;
    expect(closed).toBe(true);
  });

  it('ends promptly when aborted, although the source hangs', async () => {
    const stop = new AbortController();
    async function* hanging() {
      yield* frames;
      await new Promise(() => {});
    }
    const ended = run(stage({ signal: stop.signal }), hanging());
    setImmediate(() => stop.abort());
    await expect(ended).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('refuses a change of size inside a shot, and takes one at a cut', async () => {
    const [small, large] = [noiseFilm(1, 4, 4)[0]!, noiseFilm(1, 6, 4)[0]!];
    await expect(run(stage(), framesOf([small, large]))).rejects.toThrow(
      /Frame [01] is [46]x4 and frame [01] of the same shot is [46]x4: bring all frames to one size first/,
    );
    expect(await run(stage(), framesOf([small, small, large, large], [2]))).toHaveLength(4);
  });
}

/** What a golden case says of the stabiliser, in our words; BT.709 and repeated ends are what the original works with. */
export function originalOptions(params: Readonly<Record<string, unknown>>) {
  return {
    frames: params['nframes'] as number,
    mode: params['mode'] === 'A' ? 'arithmetic' : 'weighted-unmirrored',
    matrix: 'bt709',
    ends: 'repeat',
    refill: {
      threshold: (params['tht'] as number | undefined) ?? 0,
      saturation: (params['sat'] as number | undefined) ?? 1,
      weight: (params['weight'] as number | undefined) ?? 0,
      maxGrayShare: (params['tht_scen'] as number | undefined) ?? 0,
    },
  } as const satisfies StabilizeChromaOptions;
}

/**
 * The kernel on pictures as the original has them: neighbours' colours through 4:2:0 on the current luma, no cuts with
 * refill, no refill in the first 15 frames, back through 4:2:0 with the current luma.
 */
export function stabilizedLikeTheOriginal(
  pictures: readonly RgbImage[],
  { frames, mode, matrix, refill }: ReturnType<typeof originalOptions>,
  cuts: readonly number[],
): RgbImage[] {
  const weights = temporalWeights(frames, mode);
  const refilled = refill.threshold !== 0;
  const planes = new Map(pictures.map((picture) => [picture, toPlanes420(picture)]));
  return pictures.map((picture, n) => {
    const { y } = planes.get(picture)!;
    const { members, shares } = windowOf(pictures, weights, n, refilled ? [] : cuts);
    const seen = members.map((member) =>
      refilled && member !== picture ? fromPlanes420({ ...planes.get(member)!, y }) : member,
    );
    const image = averageChroma(seen, shares, { matrix, ...(refilled && n >= 15 ? { refill } : {}) });
    return fromPlanes420({ ...toPlanes420(image), y });
  });
}
