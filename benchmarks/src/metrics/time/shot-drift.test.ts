import { deltaE2000, rgbToLab } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { type BandColors, bandColors, bandDifference, LUMA_BANDS } from './band-colors.ts';
import { chromaCells, chromaOf } from './chroma.ts';
import { labCells } from './lab-cells.ts';
import { lumaCells } from './luma-cells.ts';
import { shotDrift } from './shot-drift.ts';
import { makePicture, makePlane, type Tint, worldLuma } from './testing/made-pictures.ts';

/** All of the picture in one band. */
function plain(a: number, b: number, band = 4): BandColors {
  const bands = new Float64Array(3 * LUMA_BANDS);
  bands.set([1, a, b], 3 * band);
  return bands;
}

const steps = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('labCells', () => {
  it("gives core's Lab of the picture where luma is its own", () => {
    const tint: Tint = (x, y) => [30 * Math.sin(x / 9), 30 * Math.cos(y / 7)];
    // Every colour four times, so that means over 2x2 pixels change nothing.
    const coarse = (x: number) => x - (x % 2);
    const luma = (x: number, y: number) => worldLuma(coarse(x), coarse(y));
    const image = makePicture(32, 24, luma, (x, y) => tint(coarse(x), coarse(y)));
    const lab = rgbToLab(image);
    const ownLuma = Float32Array.from({ length: 16 * 12 }, (_, cell) => {
      const i = 3 * (2 * Math.floor(cell / 16) * 32 + 2 * (cell % 16));
      return 0.299 * image.data[i]! + 0.587 * image.data[i + 1]! + 0.114 * image.data[i + 2]!;
    });
    const measured = labCells(ownLuma, chromaCells(chromaOf(image)));
    for (let row = 0; row < 12; row++) {
      for (let column = 0; column < 16; column++) {
        for (let c = 0; c < 3; c++) {
          expect(measured[3 * (row * 16 + column) + c]).toBeCloseTo(lab.get(2 * row, 2 * column, c), 2);
        }
      }
    }
  });
});

describe('bandColors', () => {
  it('gives shares and mean colours by luma', () => {
    const luma = Float32Array.of(10, 20, 40, 255);
    const lab = Float32Array.of(0, 1, 2, 0, 3, 4, 0, 5, -6, 0, -7, 8);
    const bands = bandColors(luma, lab);
    expect([...bands.slice(0, 6)]).toEqual([0.5, 2, 3, 0.25, 5, -6]);
    expect([...bands.slice(6, -3)].every((value) => value === 0)).toBe(true);
    expect([...bands.slice(-3)]).toEqual([0.25, -7, 8]);
  });
});

describe('bandDifference', () => {
  it('is 0 where the same luma has the same colours, however much there is of each', () => {
    const first = plain(10, 10, 1);
    const second = Float64Array.from(first);
    first.set([0.3, -20, 5], 15);
    second.set([0.7, -20, 5], 15);
    expect(bandDifference(first, second)).toBe(0);
  });

  it('is 0 where nothing can be compared', () => expect(bandDifference(plain(9, 9, 1), plain(0, 0, 6))).toBe(0));

  it('weights bands by what both have of them', () => {
    const make = (share: number, b: number) => {
      const bands = plain(5, 0, 0);
      bands[0] = 1 - share;
      bands.set([share, 5, b], 9);
      return bands;
    };
    const distance = deltaE2000([50, 5, 0], [50, 5, 12]);
    expect(bandDifference(make(0.5, 0), make(0.25, 12))).toBeCloseTo((0.25 * distance) / 0.75, 12);
  });
});

describe('shotDrift', () => {
  it('finds none where colours stay, or only go to and fro', () => {
    expect(shotDrift(Array(30).fill(plain(20, 10)), 5)).toEqual({ deltaE: 0, largest: 0, series: Array(30).fill(0) });
    const swinging = steps(48).map((at) => plain(20 + (at % 2 === 0 ? 4 : -4), 10));
    expect(shotDrift(swinging, 8).largest).toBeLessThan(1e-9);
  });

  it.each([0.02, 0.05, 0.1, 0.3])('follows a chroma that rises by %d a frame', (rise) => {
    const { deltaE, largest, series } = shotDrift(
      steps(60).map((at) => plain(10 + rise * at, 5)),
      12,
    );
    // Means of frames 0 to 11 and 48 to 59.
    const expected = deltaE2000([50, 10 + rise * 5.5, 5], [50, 10 + rise * 53.5, 5]);
    expect(deltaE).toBeCloseTo(expected, 9);
    expect(largest).toBe(deltaE);
    expect(series).toHaveLength(60);
    for (let at = 13; at < 60; at++) expect(series[at]).toBeGreaterThan(series[at - 1]!);
  });

  it('follows a hue that turns', () => {
    const at = (degrees: number) =>
      plain(30 * Math.cos((degrees * Math.PI) / 180), 30 * Math.sin((degrees * Math.PI) / 180));
    const drift = shotDrift(
      steps(90).map((frame) => at(frame < 30 ? 0 : frame < 60 ? frame - 30 : 30)),
      10,
    );
    const chord = deltaE2000([50, 30, 0], [50, 30 * Math.cos(Math.PI / 6), 30 * Math.sin(Math.PI / 6)]);
    expect(drift.deltaE).toBeCloseTo(chord, 9);
  });

  it('tells the largest distance from the last where colours come back', () => {
    const drift = shotDrift(
      steps(90).map((at) => plain(at >= 30 && at < 60 ? 20 : 10, 0)),
      10,
    );
    expect(drift.deltaE).toBe(0);
    expect(drift.largest).toBeCloseTo(deltaE2000([50, 10, 0], [50, 20, 0]), 9);
  });

  it('handles shots of one, two and no frames', () => {
    expect(shotDrift([plain(1, 2)], 12)).toEqual({ deltaE: 0, largest: 0, series: [0] });
    expect(shotDrift([plain(10, 0), plain(20, 0)], 12).deltaE).toBeCloseTo(deltaE2000([50, 10, 0], [50, 20, 0]), 9);
    expect(shotDrift([], 12)).toEqual({ deltaE: 0, largest: 0, series: [] });
  });

  it('follows a drift that was put into pictures', () => {
    const luma = makePlane(48, 32, worldLuma);
    const cells = lumaCells(luma);
    const drifting = (codes: number): BandColors => {
      const image = makePicture(48, 32, worldLuma, () => [10 + codes, -10]);
      return bandColors(cells.data, labCells(cells.data, chromaCells(chromaOf(image))));
    };
    const drift = (total: number) =>
      shotDrift(
        steps(31).map((at) => drifting((total * at) / 30)),
        1,
      ).deltaE;
    expect(drift(0)).toBe(0);
    // One code of R - Y is some half unit of CIEDE2000 near gray.
    const [small, middle, large] = [drift(4), drift(8), drift(16)];
    expect(small).toBeGreaterThan(1);
    expect(middle / small).toBeCloseTo(2, 0);
    expect(large / middle).toBeCloseTo(2, 0);
  });
});
