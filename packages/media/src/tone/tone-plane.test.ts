import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toneChange } from './tone-change.ts';
import { type LumaCoding, tonePlane } from './tone-plane.ts';
import { detailed, noiseAt, planeOf, type Scene, shrunk } from './tone-testing.ts';

const WIDTH = 384;
const HEIGHT = 240;

const CODINGS = [
  [{ range: 'full', bitDepth: 8 }, 0, 255],
  [{ range: 'limited', bitDepth: 8 }, 16, 235],
  [{ range: 'full', bitDepth: 10 }, 0, 1023],
  [{ range: 'limited', bitDepth: 10 }, 64, 940],
  [{ range: 'limited', bitDepth: 12 }, 256, 3760],
  [{ range: 'full', bitDepth: 16 }, 0, 65535],
] as const satisfies (readonly [LumaCoding, number, number])[];

/** A plane after its tone followed that of its working picture, `factor` times as small. */
function toned(
  scene: Scene,
  change: (light: number, x: number, y: number) => number,
  { factor = 2, coding = { range: 'full', bitDepth: 8 } as LumaCoding, black = 0, white = 255 } = {},
): { source: Uint8Array | Uint16Array; result: Uint8Array | Uint16Array } {
  const place = { width: WIDTH, height: HEIGHT, workingWidth: WIDTH / factor, workingHeight: HEIGHT / factor };
  const before = shrunk(WIDTH, HEIGHT, factor, scene);
  const after = before.map((code, i) => {
    const [x, y] = [i % place.workingWidth, Math.floor(i / place.workingWidth)];
    const light = change(code / 255, (x + 0.5) / place.workingWidth, (y + 0.5) / place.workingHeight);
    return Math.round(255 * Math.min(1, Math.max(0, light)));
  });
  const source = planeOf(WIDTH, HEIGHT, scene, { black, white, bytes: coding.bitDepth > 8 ? 2 : 1 });
  const result = source.slice();
  const measured = toneChange(place.workingWidth, place.workingHeight)(before, after);
  if (measured) tonePlane(place, coding)(new Uint8Array(result.buffer), measured);
  return { source, result };
}

/** Farthest distance from what is expected, in codes of 8 bits, full range. */
function worst(actual: ArrayLike<number>, expected: (index: number) => number, unit = 1): number {
  let most = 0;
  for (let i = 0; i < actual.length; i++) most = Math.max(most, Math.abs(actual[i]! - expected(i)) / unit);
  return most;
}

const deviation = (values: ArrayLike<number>, of: (index: number) => boolean) => {
  const chosen = Array.from(values).filter((_, i) => of(i));
  const mean = chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  return Math.sqrt(chosen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / chosen.length);
};

describe('a change of tone that is the same everywhere', () => {
  const curves = [
    ['gamma 1.4', (light: number) => light ** (1 / 1.4)],
    ['gamma 0.7', (light: number) => light ** (1 / 0.7)],
    ['more contrast', (light: number) => 1.25 * (light - 0.5) + 0.48],
    ['less contrast', (light: number) => 0.6 * light + 0.1],
  ] as const;

  describe.each(CODINGS)('in %j', (coding, black, white) => {
    it.each(curves)('is the same on the full-size luma: %s', (_, curve) => {
      const { source, result } = toned(detailed(WIDTH, HEIGHT), curve, { coding, black, white });
      const scale = white - black;
      const expected = (i: number) => black + scale * Math.min(1, Math.max(0, curve((source[i]! - black) / scale)));
      // A code and a half of 8 bits: the working pictures have whole codes, and lack the ends of the full-size ones.
      expect(worst(result, expected, scale / 255)).toBeLessThan(1.6);
    });
  });

  it('makes as many codes of 10 bits as there were, where whole codes of 8 would make bands', () => {
    const slope: Scene = (x) => 0.2 + (0.6 * x) / WIDTH;
    const coding = { range: 'full', bitDepth: 10 } as const;
    const { source, result } = toned(slope, (light) => light * 0.8, { coding, white: 1023 });
    const count = (samples: ArrayLike<number>) => new Set(Array.from(samples)).size;
    // 384 columns over 614 codes of 10 bits, and 0.8 of them afterwards.
    expect(count(source)).toBe(384);
    expect(count(result)).toBeGreaterThan(350);
  });
});

describe('grain', () => {
  const grain: Scene = (x, y) => 0.4 + 0.05 * noiseAt(y * WIDTH + x);

  it('gets the slope of the curve', () => {
    const gamma = (light: number) => light ** (1 / 1.6);
    const { source, result } = toned(grain, gamma);
    const slope = 0.4 ** (1 / 1.6 - 1) / 1.6;
    const all = () => true;
    expect(deviation(result, all) / deviation(source, all)).toBeCloseTo(slope, 1);
  });

  it('stays as it is where a part of the picture is made brighter or darker', () => {
    const { source, result } = toned(grain, (light, x) => light + (x < 0.5 ? 0.2 : -0.1));
    for (const side of [0, 1]) {
      // Away from the border between both.
      const inside = (i: number) => Math.floor((i % WIDTH) / (WIDTH / 4)) === side * 3;
      const gain = deviation(result, inside) / deviation(source, inside);
      expect(gain).toBeGreaterThan(0.93);
      expect(gain).toBeLessThan(1.07);
    }
  });
});

describe('edges', () => {
  const step: Scene = (x) => (x < WIDTH / 2 ? 60 : 200) / 255;

  it('get no overshoot from a curve', () => {
    const { result } = toned(step, (light) => 1.2 * (light - 0.5) + 0.45);
    // 60 becomes 1.2 * (60 - 127.5) + 114.75 = 33.75, 200 becomes 201.75.
    expect(worst(result, (i) => (i % WIDTH < WIDTH / 2 ? 34 : 202))).toBeLessThanOrEqual(1);
  });

  it('hold a change that ends at them, where the same luma elsewhere does not change', () => {
    // Dark on both sides of a bright stripe; only the left dark is made brighter.
    const stripe: Scene = (x) => (x > 150 && x < 230 ? 200 : 60) / 255;
    const { result } = toned(stripe, (light, x) => (light < 0.5 && x < 0.5 ? light + 40 / 255 : light));
    const expected = (i: number) => (i % WIDTH > 150 && i % WIDTH < 230 ? 200 : i % WIDTH < 200 ? 100 : 60);
    // Edges of the working picture are half a full-size pixel off, where pixels of both sides share a square.
    expect(worst(result, expected)).toBeLessThanOrEqual(10);
  });
});

describe('a change of tone from place to place', () => {
  const vignette = (light: number, x: number, y: number) => light * (1 - 0.8 * ((x - 0.5) ** 2 + (y - 0.5) ** 2));
  const expected = (source: ArrayLike<number>) => (i: number) =>
    255 * vignette(source[i]! / 255, ((i % WIDTH) + 0.5) / WIDTH, (Math.floor(i / WIDTH) + 0.5) / HEIGHT);

  // Of all pixels 99% are nearer than this. The others are stripes of one pixel, which no working picture shows, so that
  // their contrast is that of their luma elsewhere; they are nearer than 18 codes.
  it.each([
    [1, 2],
    [2, 6],
    [4, 8],
  ])('is followed at %i times the working size', (factor, codes) => {
    const { source, result } = toned(detailed(WIDTH, HEIGHT), vignette, { factor });
    const distances = Array.from(result, (code, i) => Math.abs(code - expected(source)(i))).sort((a, b) => a - b);
    expect(distances[Math.floor(distances.length * 0.99)]).toBeLessThan(codes);
    expect(distances.at(-1)).toBeLessThan(18);
  });
});

describe('tonePlane', () => {
  it('keeps what lies beyond black and white from moving farther out, and all else inside', () => {
    const code = fc.integer({ min: 0, max: 255 });
    const plane = fc.array(code, { minLength: 70, maxLength: 70 });
    fc.assert(
      fc.property(plane, plane, plane, (luma, before, after) => {
        const place = { width: 10, height: 7, workingWidth: 7, workingHeight: 10 };
        const result = Uint8Array.from(luma);
        const change = toneChange(7, 10)(Uint8Array.from(before), Uint8Array.from(after));
        if (change) tonePlane(place, { range: 'limited', bitDepth: 8 })(result, change);
        luma.forEach((source, i) => {
          expect(result[i]).toBeGreaterThanOrEqual(Math.min(source, 16));
          expect(result[i]).toBeLessThanOrEqual(Math.max(source, 235));
        });
      }),
    );
  });

  it.each([
    [1, 1, 1, 1],
    [3, 1, 2, 1],
    [1, 5, 1, 4],
    [7, 5, 6, 4],
    [8, 8, 8, 8],
  ])('takes a picture of %ix%i with a working picture of %ix%i', (width, height, workingWidth, workingHeight) => {
    const change = toneChange(workingWidth, workingHeight);
    const small = new Uint8Array(workingWidth * workingHeight);
    const samples = new Uint16Array(width * height).fill(400);
    const measured = change(small.fill(100), small.slice().fill(120))!;
    tonePlane({ width, height, workingWidth, workingHeight }, { range: 'full', bitDepth: 10 })(
      new Uint8Array(samples.buffer),
      measured,
    );
    // 20 codes of 8 bits are 80.2 of 10.
    expect([...samples]).toEqual([...samples].fill(480));
  });

  it('gives a frame the same whatever frame came before', () => {
    const place = { width: 64, height: 48, workingWidth: 32, workingHeight: 24 };
    const before = shrunk(64, 48, 2, detailed(64, 48));
    const brighter = before.map((value, i) => Math.min(255, value + 10 + (i % 32)));
    const darker = before.map((value) => value >> 1);
    const measure = toneChange(32, 24);
    const put = tonePlane(place, { range: 'limited', bitDepth: 8 });
    const results = [brighter, darker, brighter].map((after) => {
      const luma = planeOf(64, 48, detailed(64, 48), { black: 16, white: 235 }) as Uint8Array;
      put(luma, measure(before, after)!);
      return luma;
    });
    expect(results[2]).toEqual(results[0]);
    expect(results[1]).not.toEqual(results[0]);
  });

  it('is not asked where luma is the same everywhere', () => {
    const luma = shrunk(64, 48, 2, detailed(64, 48));
    expect(toneChange(32, 24)(luma, luma.slice())).toBeUndefined();
  });
});
