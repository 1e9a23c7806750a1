import { createRgbImage, meanDeltaE2000, type RgbImage } from '@havc/core';
import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { scoreColors } from './score-colors.ts';

type Color = readonly [number, number, number];

const RED: Color = [255, 0, 0];
const BLACK: Color = [0, 0, 0];
const WHITE: Color = [255, 255, 255];
const GRAY: Color = [128, 128, 128];
const BLUE: Color = [0, 0, 255];
/** sRGB's red in CIELAB, D65: 53.24, 80.09, 67.20. */
const [RED_A, RED_B] = [80.09, 67.2];

/** A column of colours of one height each, `width` wide. */
function picture(width: number, rows: number, ...colors: readonly Color[]): RgbImage {
  const data = colors.flatMap((color) => Array.from({ length: width * rows }, () => color).flat());
  return createRgbImage(width, rows * colors.length, Uint8Array.from(data));
}

const part = (parts: ReturnType<typeof scoreColors>['hueSectors'], name: string) =>
  parts.find((each) => each.name === name);

describe('scoreColors', () => {
  it('finds nothing between a picture and itself', () => {
    const image = picture(3, 2, RED, GRAY, WHITE);
    expect(scoreColors(image, image)).toMatchObject({ deltaE: 0, psnrAb: null });
  });

  it('is 100 between black and white, in a half of them 50, whatever the band of rows', () => {
    // Tall enough for several bands of rows and a rest.
    const truth = picture(70, 700, BLACK, BLACK);
    expect(scoreColors(picture(70, 700, BLACK, WHITE), truth).deltaE).toBeCloseTo(50, 3);
    expect(scoreColors(picture(70, 700, WHITE, WHITE), truth).deltaE).toBeCloseTo(100, 3);
  });

  it('measures red by CIELAB', () => {
    const scores = scoreColors(picture(4, 1, RED, GRAY), picture(4, 1, GRAY, GRAY));
    expect(scores.chroma).toBeCloseTo(Math.hypot(RED_A, RED_B) / 2, 1);
    expect(scores.coloredShare).toBe(0.5);
    // rg = 255 and 0, yb = 127.5 and 0: mean (127.5, 63.75), spread the same.
    expect(scores.colorfulness).toBeCloseTo(1.3 * Math.hypot(127.5, 63.75), 6);
    // The squares of a* and b* of red, in a half of the pixels.
    const error = (RED_A ** 2 + RED_B ** 2) / 2 / 2;
    expect(scores.psnrAb).toBeCloseTo(10 * Math.log10(255 ** 2 / error), 2);
    // By hand: G = 0.00142, C' = 104.64, S_C = 3.354, S_L = 1.031, so dE = hypot(104.64 / 3.354, 0.345 / 1.031).
    expect(scores.deltaE).toBeCloseTo(31.2 / 2, 1);
  });

  it('goes by the hue and the lightness of the truth, not of the picture', () => {
    const truth = picture(1, 1, RED, BLUE, WHITE, BLACK);
    const { hueSectors, lumaBands } = scoreColors(picture(1, 1, RED, RED, WHITE, WHITE), truth);
    expect(part(hueSectors, 'red')).toEqual({ name: 'red', share: 0.25, deltaE: 0 });
    expect(part(hueSectors, 'blue')).toMatchObject({ share: 0.25 });
    // What calculators of CIEDE2000 give between sRGB's red and blue: 52.88.
    expect(part(hueSectors, 'blue')!.deltaE).toBeCloseTo(52.88, 1);
    expect(part(hueSectors, 'neutral')!.share).toBe(0.5);
    expect(part(hueSectors, 'neutral')!.deltaE).toBeCloseTo(50, 3);
    expect(part(hueSectors, 'green')).toEqual({ name: 'green', share: 0, deltaE: null });
    // Black alone is dark; blue has L* 32, red 53.
    expect(lumaBands.map(({ share }) => share)).toEqual([0.25, 0.25, 0.25, 0, 0.25]);
    expect(lumaBands[0]!.deltaE).toBeCloseTo(100, 3);
    expect(lumaBands[3]!.deltaE).toBeNull();
  });

  it('finds no colour in gray', () => {
    const scores = scoreColors(picture(2, 1, GRAY, WHITE), picture(2, 1, RED, BLUE));
    expect(scores.chroma).toBeLessThan(0.02);
    expect(scores).toMatchObject({ colorfulness: 0, coloredShare: 0 });
  });

  it('has parts that add up to the whole, and the mean of the whole', () => {
    const color = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
    const pair = fc.tuple(color, color);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 30 }), (pairs) => {
        const image = picture(1, 1, ...pairs.map(([first]) => first));
        const truth = picture(1, 1, ...pairs.map(([, second]) => second));
        const scores = scoreColors(image, truth);
        // Floats of 32 bits are summed here, and doubles there.
        expect(scores.deltaE).toBeCloseTo(meanDeltaE2000(image, truth), 4);
        for (const parts of [scores.lumaBands, scores.hueSectors]) {
          const shares = parts.reduce((sum, { share }) => sum + share, 0);
          const whole = parts.reduce((sum, { share, deltaE }) => sum + share * (deltaE ?? 0), 0);
          expect(shares).toBeCloseTo(1, 9);
          expect(whole).toBeCloseTo(scores.deltaE, 9);
        }
        expect(JSON.parse(JSON.stringify(scores))).toEqual(scores);
      }),
    );
  });

  it('reads any strides', () => {
    const image = picture(3, 2, RED, BLUE, GRAY, WHITE);
    const truth = picture(3, 2, BLACK, RED, RED, GRAY);
    const turned = ({ data, shape }: RgbImage) => {
      const [height, width] = shape as [number, number];
      return ndarray(data, [width, height, 3], [3, 3 * width, 1]);
    };
    const [straight, across] = [scoreColors(image, truth), scoreColors(turned(image), turned(truth))];
    expect(across.deltaE).toBeCloseTo(straight.deltaE, 9);
    expect(across.hueSectors.map(({ share }) => share)).toEqual(straight.hueSectors.map(({ share }) => share));
  });

  it('refuses pictures of two sizes', () => {
    const wrong = () => scoreColors(picture(2, 2, RED), picture(2, 3, RED));
    expect(wrong).toThrow(/image and truth must have the same shape, got \[2, 2, 3\] and \[3, 2, 3\]/);
    expect(wrong).toThrow(expect.objectContaining({ code: 'SHAPE_INVALID' }));
  });
});
