import { createRgbImage, type Frame } from '@havc/core';
import { detectScenes } from '@havc/filters';
import { describe, expect, it } from 'vitest';
import { sampleDifference, sampleFrame } from './frame-sample.ts';
import { surveyShots } from './survey-shots.ts';

function frame(index: number, pixel: (x: number, y: number) => number, cut?: boolean): Frame {
  const image = createRgbImage(64, 48);
  for (let i = 0; i < 64 * 48; i++) image.data.fill(pixel(i % 64, Math.floor(i / 64)), 3 * i, 3 * i + 3);
  return { index, time: index / 25, image, ...(cut !== undefined && { scene: { cut } }) };
}

const stripes = (x: number) => (x % 8 < 4 ? 0 : 255);
const halves = (_: number, y: number) => (y < 24 ? 0 : 255);

describe('sampleFrame', () => {
  it('measures light, contrast and sharpness', () => {
    const flat = sampleFrame(frame(3, () => 51));
    expect(flat).toMatchObject({ index: 3, time: 0.12, contrast: 0, sharpness: 0 });
    expect(flat.luma).toBeCloseTo(0.2, 6);
    const sharp = sampleFrame(frame(0, stripes));
    // Half black, half white; 15 steps in each row of 64, none down.
    expect(sharp.luma).toBeCloseTo(0.5, 6);
    expect(sharp.contrast).toBeCloseTo(0.5, 6);
    expect(sharp.sharpness).toBeCloseTo(15 / 64 / 2, 6);
  });

  it('tells like frames from others', () => {
    const [a, b] = [sampleFrame(frame(0, stripes)), sampleFrame(frame(1, halves))];
    expect(sampleDifference(a, a)).toBe(0);
    expect(sampleDifference(sampleFrame(frame(0, () => 0)), sampleFrame(frame(1, () => 255)))).toBe(1);
    expect(sampleDifference(a, b)).toBeGreaterThan(0.3);
  });
});

describe('surveyShots', () => {
  async function* marked(lengths: readonly number[]) {
    let index = 0;
    for (const length of lengths) {
      for (let at = 0; at < length; at++) yield frame(index++, () => at % 256, at === 0);
    }
  }

  it('gives each shot its range, and all frames of a short one', async () => {
    const counts: number[] = [];
    const shots = await surveyShots(marked([5, 3]), (count) => counts.push(count));
    expect(shots.map(({ first, last }) => [first, last])).toEqual([
      [0, 4],
      [5, 7],
    ]);
    expect(shots.map(({ samples }) => samples.map(({ index }) => index))).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 7],
    ]);
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps at most 24 samples of a long shot, evenly spread', async () => {
    const [shot] = await surveyShots(marked([1000]));
    const indexes = shot!.samples.map(({ index }) => index);
    expect(indexes.length).toBeLessThanOrEqual(24);
    // 1000 frames in steps of 64 are 16 samples.
    expect(indexes).toEqual(Array.from({ length: 16 }, (_, i) => 64 * i));
  });

  it('forgets the shortest of very many shots', async () => {
    const lengths = Array.from({ length: 5000 }, (_, i) => (i % 100 === 0 ? 3 : 1));
    const shots = await surveyShots(marked(lengths));
    expect(shots.length).toBeLessThanOrEqual(4000);
    expect(shots.filter(({ first, last }) => last - first === 2)).toHaveLength(50);
  });

  it('works on what detectScenes marks', async () => {
    async function* clip() {
      for (let index = 0; index < 40; index++) yield frame(index, index < 20 ? stripes : halves);
    }
    const shots = await surveyShots(detectScenes()(clip()));
    expect(shots.map(({ first, last }) => [first, last])).toEqual([
      [0, 19],
      [20, 39],
    ]);
  });

  it('refuses frames without marks', async () => {
    async function* unmarked() {
      yield frame(0, () => 0);
    }
    await expect(surveyShots(unmarked())).rejects.toThrow(/no scene marks/);
  });
});
