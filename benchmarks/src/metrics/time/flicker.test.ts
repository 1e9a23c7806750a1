import { meanDeltaE2000, type RgbImage } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { createFlickerMeter } from './flicker.ts';
import { frameMotion } from './frame-motion.ts';
import { lumaCells } from './luma-cells.ts';
import { createLumaPyramid, type LumaPyramid } from './luma-pyramid.ts';
import { makePicture, makePlane, type Tint, worldLuma } from './testing/made-pictures.ts';

const [WIDTH, HEIGHT] = [96, 80];

interface MadeFrame {
  readonly luma: (x: number, y: number) => number;
  readonly tint: Tint;
  readonly isCut?: boolean;
}

/** What each frame flickers. */
function measure(frames: readonly MadeFrame[]) {
  const meter = createFlickerMeter(WIDTH, HEIGHT);
  let before: LumaPyramid | undefined;
  return frames.map(({ luma, tint, isCut = false }) => {
    const plane = makePlane(WIDTH, HEIGHT, luma);
    const pyramid = createLumaPyramid(plane);
    const motion = before && !isCut ? frameMotion(pyramid, before) : undefined;
    before = pyramid;
    const { flicker, coveredShare, map } = meter.push(makePicture(WIDTH, HEIGHT, luma, tint), lumaCells(plane), motion);
    return { flicker, coveredShare, map: map.slice() };
  });
}

const still = (tint: Tint): MadeFrame => ({ luma: worldLuma, tint });
const picture = (tint: Tint): RgbImage => makePicture(WIDTH, HEIGHT, worldLuma, tint);
const warm: Tint = () => [20, -16];

describe('createFlickerMeter', () => {
  it('finds none in a still, and has no value for the first frame of a shot', () => {
    const [first, second, third] = measure([still(warm), still(warm), { ...still(() => [0, 0]), isCut: true }]);
    expect(first).toMatchObject({ flicker: null, coveredShare: 0 });
    expect(second).toMatchObject({ flicker: 0, coveredShare: 1 });
    expect(third).toMatchObject({ flicker: null, coveredShare: 0 });
  });

  it.each([1, 2, 4, 8, 16])('gives the CIEDE2000 of a colour that goes to and fro by %d codes', (codes) => {
    const other: Tint = () => [20 + codes, -16 - codes / 2];
    const expected = meanDeltaE2000(picture(warm), picture(other));
    const frames = measure([still(warm), still(other), still(warm)]);
    for (const { flicker } of frames.slice(1)) {
      // The pictures' bytes are rounded, of which the meter takes means over four pixels.
      expect(Math.abs(flicker! - expected)).toBeLessThan(0.03 * expected + 0.15);
    }
  });

  it('grows with the amount, and about as it for small ones', () => {
    const amounts = [2, 4, 6, 8, 12, 16];
    const values = amounts.map((codes) => measure([still(warm), still(() => [20, -16 + codes])])[1]!.flicker!);
    for (const [at, value] of values.entries()) if (at > 0) expect(value).toBeGreaterThan(values[at - 1]!);
    expect(values[1]! / values[0]!).toBeCloseTo(2, 0);
    expect(values[3]! / values[1]!).toBeCloseTo(2, 0);
  });

  it('says where: only the half that flickers has a difference', () => {
    const half: Tint = (x) => (x < WIDTH / 2 ? [20, -16] : [30, -16]);
    const { map } = measure([still(warm), still(half)])[1]!;
    const columns = WIDTH / 2;
    const leftMost = map.filter((_, cell) => cell % columns < columns / 2);
    const rightMost = map.filter((_, cell) => cell % columns >= columns / 2);
    expect(Math.max(...leftMost)).toBe(0);
    expect(Math.min(...rightMost)).toBeGreaterThan(2);
  });

  it.each([
    [4, -2],
    [-1, 3],
    [2.5, 0.5],
  ])('follows colours that pan with the film by %d, %d pixels', (x, y) => {
    const tint: Tint = (column, row) => [24 * Math.sin(column / 9), 20 * Math.cos(row / 8)];
    const frame = (at: number): MadeFrame => ({
      luma: (column, row) => worldLuma(column + at * x, row + at * y),
      tint: (column, row) => tint(column + at * x, row + at * y),
    });
    const unmoved = meanDeltaE2000(picture(frame(0).tint), picture(frame(1).tint));
    expect(unmoved).toBeGreaterThan(2.5);
    for (const { flicker, coveredShare } of measure([0, 1, 2].map(frame)).slice(1)) {
      // Bytes are rounded differently in each place, so 0 is out of reach.
      expect(flicker).toBeLessThan(0.3);
      expect(coveredShare).toBeGreaterThan(0.8);
    }
  });

  it('takes no change of luma for one of colour', () => {
    const frame = (gain: number, lift: number): MadeFrame => ({
      luma: (x, y) => worldLuma(x, y) * gain + lift,
      tint: warm,
    });
    for (const { flicker } of measure([frame(1, 0), frame(1, 13), frame(0.9, 5), frame(1, 0)]).slice(1)) {
      // Rounding of bytes, in other places each time; a change of luma by 13 codes alone is a CIEDE2000 of about 4.
      expect(flicker).toBeLessThan(0.25);
    }
  });

  it("doesn't count what a moving subject uncovers", () => {
    const at = (left: number): MadeFrame => {
      const isInside = (x: number, y: number) => x >= left && x < left + 32 && y >= 24 && y < 56;
      return {
        luma: (x, y) => (isInside(x, y) ? worldLuma(x - left + 400, y + 90) + 40 : worldLuma(x, y)),
        tint: (x, y) => (isInside(x, y) ? [-25, 24] : [25, -24]),
      };
    };
    const [, second] = measure([at(20), at(30)]);
    const uncovered = second!.map.filter((value) => Number.isNaN(value)).length;
    expect(1 - uncovered / second!.map.length).toBeCloseTo(second!.coveredShare, 12);
    expect(second!.flicker).toBeLessThan(0.5);
    expect(second!.coveredShare).toBeGreaterThan(0.7);
  });

  it('has no value where hardly anything of a frame was there before', () => {
    const other: MadeFrame = { luma: (x, y) => worldLuma(y + 700, x - 300), tint: warm };
    expect(measure([still(warm), other])[1]!.flicker).toBeNull();
  });

  it('finds none in gray, whatever the film does', () => {
    const gray = (shift: number): MadeFrame => ({ luma: (x, y) => worldLuma(x + shift, y), tint: () => [0, 0] });
    for (const { flicker } of measure([0, 1, 4, 4.5].map(gray)).slice(1)) expect(flicker).toBe(0);
  });
});
