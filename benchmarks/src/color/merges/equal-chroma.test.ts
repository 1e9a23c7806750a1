import { createRgbImage, rgbToLab } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { deltaEAtChroma, meanChroma, scalableColors } from './equal-chroma.ts';

const steps = [
  { chroma: 0, deltaE: [10, 12] },
  { chroma: 8, deltaE: [6, 12] },
  { chroma: 12, deltaE: [8, 8] },
];

describe('deltaEAtChroma', () => {
  it.each([
    [0, [10, 12]],
    [4, [8, 12]],
    [8, [6, 12]],
    [9, [6.5, 11]],
    [12, [8, 8]],
  ])('at %d is %j', (chroma, expected) => expect(deltaEAtChroma(steps, chroma)).toEqual(expected));

  it.each([-1, 12.01, Number.POSITIVE_INFINITY])('is nothing at %d, beyond the steps', (chroma) => {
    expect(deltaEAtChroma(steps, chroma)).toBeUndefined();
  });

  it('takes steps that are equally colourful as they come', () => {
    expect(deltaEAtChroma([steps[1]!, { chroma: 8, deltaE: [1, 1] }], 8)).toEqual([6, 12]);
  });
});

describe('scalableColors', () => {
  const image = createRgbImage(2, 1, Uint8Array.from([150, 110, 100, 90, 110, 130]));

  it('scales chroma and keeps lightness', () => {
    const half = scalableColors(image).scaled(0.5);
    const [before, after] = [rgbToLab(image).data, rgbToLab(half).data];
    // A byte's rounding moves each by up to about half a unit.
    for (const i of [0, 3]) expect(Math.abs(after[i]! - before[i]!)).toBeLessThan(0.5);
    for (const i of [1, 2, 4, 5]) expect(Math.abs(after[i]! - before[i]! / 2)).toBeLessThan(0.6);
    expect(Math.abs(meanChroma(half) - meanChroma(image) / 2)).toBeLessThan(0.6);
  });

  it('gives gray at 0 and the picture itself at 1, in any order', () => {
    const colors = scalableColors(image);
    expect(meanChroma(colors.scaled(0))).toBeLessThan(0.01);
    expect([...colors.scaled(1).data]).toEqual([...image.data]);
  });
});

describe('meanChroma', () => {
  it("is that of sRGB's red", () => {
    // Bruce Lindbloom's calculator, D65: Lab 53.24, 80.09, 67.20, so √(80.09² + 67.20²).
    expect(meanChroma(createRgbImage(1, 1, Uint8Array.from([255, 0, 0])))).toBeCloseTo(104.55, 1);
    expect(meanChroma(createRgbImage(2, 1, Uint8Array.from([255, 0, 0, 128, 128, 128])))).toBeCloseTo(52.3, 1);
  });
});
