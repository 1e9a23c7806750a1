import { createRgbImage, type RgbImage } from '@havc/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layouts, noise, rgbImages } from '../../../core/src/testing/images.ts';
import { createThumbnail, frameMismatch } from './frame-mismatch.ts';
import { makePicture } from './testing/pictures.ts';

/** A part of a made picture as a frame of 192x108, its light changed. */
function frame(picture: number, { left = 100, gain = 1, lift = 0 } = {}): RgbImage {
  const { data, width } = makePicture(picture);
  const image = createRgbImage(192, 108);
  for (let y = 0; y < 108; y++) {
    for (let x = 0; x < 192; x++) {
      const value = Math.max(0, Math.min(255, data[(y + 80) * width + x + left]! * gain + lift));
      image.data.fill(value, 3 * (y * 192 + x), 3 * (y * 192 + x) + 3);
    }
  }
  return image;
}

const mismatch = (a: RgbImage, b: RgbImage) => frameMismatch(createThumbnail(a), createThumbnail(b));

describe('frameMismatch', () => {
  it.each([
    ['the same frame', {}, 0.001],
    ['a darker one', { gain: 0.8 }, 0.06],
    ['a brighter one', { lift: 25 }, 0.01],
    ['one that the camera has panned to', { left: 112 }, 0.1],
  ])('is near 0 for %s', (_, change, limit) => {
    expect(mismatch(frame(5), frame(5, change))).toBeLessThan(limit);
  });

  it.each([6, 7, 8, 9, 10])('is large for another picture: %d', (other) => {
    expect(mismatch(frame(5), frame(other))).toBeGreaterThan(0.35);
  });

  it('stays small where a third of the picture is covered', () => {
    const covered = frame(5);
    for (let y = 0; y < 36; y++) covered.data.fill(200, y * 192 * 3, (y + 1) * 192 * 3);
    expect(mismatch(frame(5), covered)).toBeLessThan(0.2);
  });

  it('is from 0 to 2 for any two frames, and about 0 for a frame and itself', () => {
    fc.assert(
      fc.property(rgbImages(40), (image) => {
        const thumbnail = createThumbnail(image);
        expect(frameMismatch(thumbnail, thumbnail)).toBeCloseTo(0, 6);
      }),
    );
    const value = mismatch(noise(192, 108), frame(5));
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(2);
  });

  it('reads pictures in any layout of memory', () => {
    const image = noise(90, 50);
    for (const [name, view] of Object.entries(layouts(image))) {
      expect(createThumbnail(view), name).toEqual(createThumbnail(image));
    }
  });

  it('refuses frames of two shapes', () => {
    expect(() => mismatch(noise(40, 40), noise(40, 20))).toThrow('one shape');
  });
});
