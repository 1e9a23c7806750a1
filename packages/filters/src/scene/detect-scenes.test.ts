import { createRgbImage, type Frame, HavcError, pipe, type RgbImage } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { createSceneDetector, type SceneDetectionOptions } from './create-scene-detector.ts';
import { detectScenes } from './detect-scenes.ts';
import { listShots } from './list-shots.ts';
import { makePicture } from './testing/pictures.ts';

const [WIDTH, HEIGHT] = [96, 54];
const DETECTORS = ['adaptive', 'luma', 'edges', 'motion', 'keyframe'] as const;

/** Frames that show pictures by number, each multiplied by its light and with light added. */
function film(shown: readonly (readonly [picture: number, light?: number, added?: number])[]): RgbImage[] {
  const pictures = new Map<number, Float32Array>();
  return shown.map(([number, light = 1, added = 0]) => {
    const data = pictures.get(number) ?? makePicture(number, WIDTH, HEIGHT).data;
    pictures.set(number, data);
    const image = createRgbImage(WIDTH, HEIGHT);
    for (let i = 0; i < data.length; i++) {
      image.data.fill(Math.max(0, Math.min(255, Math.round(data[i]! * light + added))), 3 * i, 3 * i + 3);
    }
    return image;
  });
}

function shot(picture: number, length: number, light = 1): (readonly [number, number, number])[] {
  return Array.from({ length }, () => [picture, light, 0] as const);
}

async function* framesOf(images: readonly RgbImage[], taken?: number[]): AsyncGenerator<Frame> {
  for (const [index, image] of images.entries()) {
    taken?.push(index);
    yield { index, time: index / 25, image };
  }
}

async function marked(images: readonly RgbImage[], options?: SceneDetectionOptions): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of pipe(framesOf(images), detectScenes(options))) frames.push(frame);
  return frames;
}

const cutsOf = (frames: readonly Frame[]) => frames.filter(({ scene }) => scene?.cut).map(({ index }) => index);
const referencesOf = (frames: readonly Frame[]) =>
  frames.filter(({ scene }) => scene?.reference).map(({ index }) => index);

describe.each(DETECTORS)('detectScenes with %s', (detector) => {
  const images = film([...shot(1, 9), ...shot(2, 9), ...shot(3, 7)]);

  it('marks the first frame of each shot and leaves frames as they are, in order', async () => {
    const before = images.map(({ data }) => data.slice());
    const frames = await marked(images, { detector });
    expect(frames.map(({ index, time, image }) => [index, time, image])).toEqual(
      images.map((image, index) => [index, index / 25, image]),
    );
    expect(images.map(({ data }) => data)).toEqual(before);
    if (detector !== 'keyframe') expect(cutsOf(frames)).toEqual([0, 9, 18]);
    expect(frames[0]!.scene).toMatchObject({ cut: true, reference: true });
    expect(frames.every(({ scene }) => scene!.luma! > 0 && scene!.luma! < 1 && Number.isFinite(scene!.ratio))).toBe(
      true,
    );
  });

  it('gives the same marks as the detector alone, and again in a second run', async () => {
    const stage = detectScenes({ detector });
    const runs: unknown[] = [];
    for (let run = 0; run < 2; run++) {
      const scenes: unknown[] = [];
      for await (const { scene } of stage(framesOf(images))) scenes.push(scene);
      runs.push(scenes);
    }
    const alone = createSceneDetector({ detector });
    const expected = [...images.flatMap((image) => alone.push(image)), ...alone.finish()];
    expect(runs).toEqual([expected, expected]);
  });

  it('holds back a few frames at most, and closes the source when the reader leaves', async () => {
    const taken: number[] = [];
    const source = framesOf(images, taken);
    for await (const frame of pipe(source, detectScenes({ detector }))) {
      expect(taken.length).toBeLessThanOrEqual(frame.index + 4);
      if (frame.index === 5) break;
    }
    expect(await source.next()).toMatchObject({ done: true });
  });

  it('copes with a film of no frame, of one, and of one pixel', async () => {
    expect(await marked([], { detector })).toEqual([]);
    expect(cutsOf(await marked(images.slice(0, 1), { detector }))).toEqual([0]);
    expect(cutsOf(await marked([createRgbImage(1, 1), createRgbImage(1, 1)], { detector }))).toEqual([0]);
  });
});

describe('detectScenes', () => {
  it('is adaptive by default', async () => {
    const images = film([...shot(1, 8), ...shot(2, 8)]);
    expect(await marked(images)).toEqual(await marked(images, { detector: 'adaptive' }));
  });

  it('finds a cut on the second frame, where the original is blind below 0.10', async () => {
    const images = film([...shot(1, 1), ...shot(2, 20)]);
    expect(cutsOf(await marked(images, { detector: 'luma', threshold: 0.05 }))).toEqual([0, 1]);
    expect(cutsOf(await marked(images, { detector: 'luma' }))).toEqual([0, 1]);
    expect(cutsOf(await marked(images, { detector: 'adaptive' }))).toEqual([0, 1]);
  });

  it('finds no cut in a film that stands still, where the original marks frame 15', async () => {
    const images = film(Array.from({ length: 40 }, (_, n) => [1, 1 + 0.004 * (n % 3)] as const));
    for (const detector of DETECTORS) expect(cutsOf(await marked(images, { detector })), detector).toEqual([0]);
    expect(cutsOf(await marked(images, { detector: 'luma', threshold: 0.05, similarity: 0.65 }))).toEqual([0]);
  });

  it('takes a flash of one or two frames, or a spoilt frame, for no cut', async () => {
    const flash = [
      ...shot(1, 10),
      [1, 1, 120] as const,
      ...shot(1, 10),
      [1, 0.4, 150] as const,
      [1, 0.5, 140] as const,
    ];
    expect(cutsOf(await marked(film([...flash, ...shot(1, 10), ...shot(9, 1), ...shot(1, 10)])))).toEqual([0]);
  });

  it('marks a cut to a black frame as a cut, and the first frame that can be seen as its reference', async () => {
    const rising = Array.from({ length: 12 }, (_, n) => [2, 0.04 + n * 0.08] as const);
    const frames = await marked(film([...shot(1, 10), ...rising, ...shot(2, 6)]));
    expect(cutsOf(frames)).toEqual([0, 10]);
    const [, reference] = referencesOf(frames);
    expect(reference).toBeGreaterThan(10);
    expect(frames[reference!]!.scene!.luma).toBeGreaterThan(0.1);
  });

  it('finds the new shot after a fade to black that is too slow for a step', async () => {
    const fade = (picture: number, from: number, to: number) =>
      Array.from({ length: 40 }, (_, n) => [picture, from + ((to - from) * n) / 39] as const);
    const cuts = cutsOf(await marked(film([...fade(1, 1, 0), ...shot(1, 6, 0), ...fade(2, 0, 1)])));
    expect(cuts).toHaveLength(2);
    expect(cuts[1]).toBeGreaterThan(38);
    expect(cuts[1]).toBeLessThan(60);
  });

  it('finds a cross-fade near its end, unless told not to', async () => {
    const [a, b] = film([...shot(1, 1), ...shot(2, 1)]) as [RgbImage, RgbImage];
    const mixed = Array.from({ length: 16 }, (_, n) => {
      const share = (n + 1) / 17;
      const data = a.data.map((value, i) => Math.round(value + share * (b.data[i]! - value)));
      return createRgbImage(WIDTH, HEIGHT, data);
    });
    const images = [...Array<RgbImage>(20).fill(a), ...mixed, ...Array<RgbImage>(20).fill(b)];
    const [, cut] = cutsOf(await marked(images));
    expect(cut).toBeGreaterThanOrEqual(26);
    expect(cut).toBeLessThanOrEqual(40);
    expect(cutsOf(await marked(images, { detector: 'adaptive', crossFades: false }))).toEqual([0]);
  });

  it('makes periodic references without cuts where the threshold is 0', async () => {
    const frames = await marked(film([...shot(1, 5), ...shot(2, 6)]), { detector: 'luma', threshold: 0, frequency: 4 });
    expect(referencesOf(frames)).toEqual([0, 4, 8]);
    expect(cutsOf(frames)).toEqual([0]);
  });

  it.each([
    [{ detector: 'optical' }, 'options.detector'],
    [{ detector: 'luma', threshold: 2 }, 'options.threshold'],
    [{ detector: 'luma', offset: 26 }, 'options.offset'],
    [{ detector: 'luma', lumaRange: 'tv' }, 'options.lumaRange'],
    [{ detector: 'edges', multiplier: Number.NaN }, 'options.multiplier'],
    [{ detector: 'adaptive', threshold: 0 }, 'options.threshold'],
    [{ detector: 'adaptive', minimumLength: 0 }, 'options.minimumLength'],
    [{ detector: 'motion', share: 1.5 }, 'options.share'],
    [{ detector: 'keyframe', bias: -1 }, 'options.bias'],
  ])('refuses %o at once and names it', (options, name) => {
    expect(() => detectScenes(options as SceneDetectionOptions)).toThrow(name);
  });

  it('refuses a frame of another size and says which', async () => {
    const running = marked([createRgbImage(8, 8), createRgbImage(8, 9)], { detector: 'luma' });
    await expect(running).rejects.toThrow('Frame 1 is 8x9');
  });
});

describe('listShots', () => {
  it('gives first and last frame and time of each shot', async () => {
    const images = film([...shot(1, 8), ...shot(2, 7)]);
    expect(await listShots(pipe(framesOf(images), detectScenes()))).toEqual([
      { first: 0, last: 7, time: 0 },
      { first: 8, last: 14, time: 8 / 25 },
    ]);
    expect(await listShots(framesOf([]))).toEqual([]);
  });

  it('asks for marks where there are none', async () => {
    const error = await listShots(framesOf(film(shot(1, 1)))).catch((reason: unknown) => reason);
    expect(HavcError.is(error, 'OPTION_INVALID')).toBe(true);
  });
});
