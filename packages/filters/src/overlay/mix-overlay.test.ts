import { createRgbImage, type Plane } from '@havc/core';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { noise } from '../../../core/src/testing/images.ts';
import { OVERLAY_MODES, type OverlayMode } from './blend-value.ts';
import { mixOverlay } from './mix-overlay.ts';

/** All pairs of samples: the overlay's run down, the base's to the right. */
function pairs() {
  const [over, under] = [createRgbImage(256, 256), createRgbImage(256, 256)];
  for (let n = 0; n < over.data.length; n++) {
    const pixel = Math.floor(n / 3);
    over.data[n] = pixel >> 8;
    under.data[n] = pixel & 255;
  }
  return { over, under };
}

const imageOf = (data: Uint8Array) => ndarray(data, [256, 256, 3]);
const rounded = (value: number) => Math.min(255, Math.max(0, Math.floor(value + 0.5)));

describe('mixOverlay', () => {
  it.each(OVERLAY_MODES)('rounds the formula of mode %s half up for all pairs of samples', (mode) => {
    const { over, under } = pairs();
    const made = createRgbImage(256, 256);
    mixOverlay(under, over, { mode, opacity: 1 }, made);
    const expected = under.data.map((b, n) => rounded(blendValue(mode, over.data[n]!, b)));
    expect(difference(made, imageOf(expected))).toMatchObject({ max: 0 });
  });

  it.each([0, 0.001, 0.25, 0.5, 0.6, 0.999])('mixes all pairs of samples with opacity %d', (opacity) => {
    const { over, under } = pairs();
    const made = createRgbImage(256, 256);
    mixOverlay(under, over, { mode: 'normal', opacity }, made);
    // Shares are whole numbers of 22 bits after the point.
    const share = Math.round(opacity * 2 ** 22) / 2 ** 22;
    const expected = under.data.map((b, n) => Math.floor(b + share * (over.data[n]! - b) + 0.5));
    expect(difference(made, imageOf(expected))).toMatchObject({ max: 0 });
  });

  it('mixes each pixel with its own byte of the mask, whatever the opacity', () => {
    const { over, under } = pairs();
    // Each byte of the mask meets many pairs; 17 is odd.
    const mask: Plane = ndarray(
      Uint8Array.from({ length: 256 * 256 }, (_, n) => 17 * n + (n >> 8)),
      [256, 256],
    );
    for (const opacity of [1, 0.3]) {
      const made = createRgbImage(256, 256);
      mixOverlay(under, over, { mode: 'normal', opacity, mask }, made);
      const shareOf = (m: number) => Math.round((m / 255) * opacity * 2 ** 22) / 2 ** 22;
      const expected = under.data.map((b, n) => {
        return Math.floor(b + shareOf(mask.data[Math.floor(n / 3)]!) * (over.data[n]! - b) + 0.5);
      });
      expect(difference(made, imageOf(expected))).toMatchObject({ max: 0 });
    }
  });

  it('writes onto the base', () => {
    const [over, under] = [noise(90, 60), noise(90, 60)];
    over.data.reverse();
    const made = createRgbImage(90, 60);
    mixOverlay(under, over, { mode: 'divide', opacity: 0.4 }, made);
    mixOverlay(under, over, { mode: 'divide', opacity: 0.4 }, under);
    expect(under.data).toEqual(made.data);
  });
});

/** The value that a mode makes of the overlay's sample v and the base's sample b, before rounding and clipping. */
function blendValue(mode: OverlayMode, v: number, b: number): number {
  switch (mode) {
    case 'normal':
      return v;
    case 'addition':
      return v + b;
    case 'average':
      return (v + b) / 2;
    case 'difference':
      return Math.abs(v - b);
    case 'divide':
      return b <= 0 ? 255 : (v * 255) / b;
    case 'exclusion':
      return v + b - (2 * v * b) / 255;
    case 'multiply':
      return (v * b) / 255;
    case 'overlay':
      return v < 128 ? (2 * v * b) / 255 : 255 - (2 * (255 - v) * (255 - b)) / 255;
    case 'subtract':
      return v - b;
  }
}
