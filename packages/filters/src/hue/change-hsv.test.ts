import { hsvToRgb, type RgbImage, rgbToHsv } from '@havc/core';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { noise } from '../../../core/src/testing/images.ts';
import { changeHsvRow, type HsvChange, hsvTables } from './change-hsv.ts';
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
  const [height, width] = image.shape as [number, number];
  const result = ndarray(new Uint8Array(image.size), [height, width, 3]);
  const row = new Uint8Array(3 * width);
  const tables = hsvTables(change);
  for (let y = 0; y < height; y++) {
    changeHsvRow(tables, image.data, 3 * y * width, 3, 1, width, row);
    result.data.set(row, 3 * y * width);
  }
  return result;
}

describe('changeHsvRow', () => {
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
    { degrees: 360, saturation: 1, value: 1 },
    { degrees: -360, saturation: 1.7, value: 1.3 },
    { degrees: 1, saturation: 0, value: 10 },
  ])('changes the bytes of HSV: %o', (change) => {
    const image = noise(256, 256);
    expect(difference(whole(image, change), changedHsv(image, change))).toMatchObject({ max: 0 });
  });

  it('leaves pixels out that have no weight', () => {
    const to = new Uint8Array(6).fill(7);
    const tables = hsvTables({ degrees: 0, saturation: 0, value: 1 });
    changeHsvRow(tables, Uint8Array.of(9, 0, 0, 9, 0, 0), 0, 3, 1, 2, to, Uint8Array.of(0, 1));
    expect([...to]).toEqual([7, 7, 7, 9, 9, 9]);
  });
});
