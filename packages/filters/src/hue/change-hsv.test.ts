import { createRgbImage, hsvToRgb, overRuns, PixelRun, type RgbImage, rgbToHsv, runAddress } from '@havc/core';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { colorsOf, noise, pictureOf } from '../../../core/src/testing/images.ts';
import { type HsvChange, hsvNumbers } from './change-hsv.ts';
import { hueKernels } from './kernels.ts';
import { changedHsv } from './testing.ts';

/** Every second code of each sample, 2 million pixels. */
function cube(): RgbImage {
  const data = new Uint8Array(128 ** 3 * 3);
  for (let n = 0, i = 0; n < 128 ** 3; n++) {
    data[i++] = 2 * (n >> 14) + (n & 1);
    data[i++] = 2 * ((n >> 7) & 127) + ((n >> 3) & 1);
    data[i++] = 2 * (n & 127) + ((n >> 9) & 1);
  }
  return ndarray(data, [128 * 128, 128, 3]);
}

function whole(image: RgbImage, change: HsvChange): RgbImage {
  const result = createRgbImage(image.shape[1]!, image.shape[0]!);
  const { kernels, memory } = hueKernels();
  const from = new PixelRun(image, memory, 0);
  const to = new PixelRun(result, memory, 1);
  const numbers = hsvNumbers(change);
  overRuns([from], to, image, (pixels) => kernels.changeHsv(from.address, to.address, pixels, 0, ...numbers));
  return result;
}

describe('changeHsv', () => {
  it('is the way to HSV and back, bit for bit, where nothing changes', () => {
    const image = cube();
    expect(difference(whole(image, { degrees: 0, saturation: 1, value: 1 }), hsvToRgb(rgbToHsv(image)))).toMatchObject({
      max: 0,
    });
  });

  it.each([
    { degrees: 0, saturation: 0.4, value: 1 },
    { degrees: 140, saturation: 1, value: 1 },
    { degrees: -75, saturation: 0.8, value: 0.9 },
    // 20 times 0.35 is 7 in doubles, but 180 times 0.35 is a little below 63.
    { degrees: 0, saturation: 0.35, value: 1.4 },
    { degrees: 360, saturation: 1, value: 1 },
    { degrees: -360, saturation: 1.7, value: 1.3 },
    { degrees: 1, saturation: 0, value: 10 },
  ])('changes the bytes of HSV: %o', (change) => {
    const image = noise(256, 256);
    expect(difference(whole(image, change), changedHsv(image, change))).toMatchObject({ max: 0 });
  });

  it('leaves sixteen pixels out that all have no weight', () => {
    const image = pictureOf(...Array.from({ length: 48 }, () => [9, 0, 0] as [number, number, number]));
    const { kernels, memory } = hueKernels();
    const [from, to, weights] = [runAddress(0), runAddress(1), runAddress(2)] as const;
    memory.set(image.data, from);
    memory.fill(7, to, to + image.size);
    memory.fill(0, weights, weights + 48);
    memory[weights + 20] = 1;
    kernels.changeHsv(from, to, 48, weights, ...hsvNumbers({ degrees: 0, saturation: 0, value: 1 }));
    const result = ndarray(memory.slice(to, to + image.size), [1, 48, 3]);
    expect(colorsOf(result).map(([R]) => R)).toEqual([
      ...Array(16).fill(7),
      ...Array(16).fill(9),
      ...Array(16).fill(7),
    ]);
  });
});
