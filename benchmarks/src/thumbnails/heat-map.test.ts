import { createPlane, deltaE2000, rgbToLab, toContiguous } from '@havc/core';
import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { drawHeatMap, heatColors } from './heat-map.ts';

const draw = (values: readonly number[], maximum?: number) => {
  const plane = createPlane(values.length, 1, Float32Array.from(values));
  const { data } = maximum === undefined ? drawHeatMap(plane) : drawHeatMap(plane, { maximum });
  return values.map((_, n) => [...data.subarray(3 * n, 3 * n + 3)]);
};

describe('heatColors', () => {
  const colors = rgbToLab(heatColors(33)).data;
  const color = (n: number): [number, number, number] => [colors[3 * n]!, colors[3 * n + 1]!, colors[3 * n + 2]!];

  it('grow lighter all the way, from nearly black to nearly white', () => {
    const lightness = Array.from({ length: 33 }, (_, n) => color(n)[0]);
    expect(lightness[0]).toBeLessThan(5);
    expect(lightness[32]).toBeGreaterThan(95);
    for (let n = 1; n < 33; n++) expect(lightness[n]).toBeGreaterThan(lightness[n - 1]!);
  });

  it('are evenly spaced to the eye', () => {
    const steps = Array.from({ length: 32 }, (_, n) => deltaE2000(color(n), color(n + 1)));
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    // Lines between the colours of the ramp are straight in CIELAB, which CIEDE2000 isn't; and 8 bits are rounded.
    for (const step of steps) expect(Math.abs(step / mean - 1)).toBeLessThan(0.3);
  });

  it.each([1, 2.5, Number.NaN, 5000])('refuses %d of them', (count) =>
    expect(() => heatColors(count)).toThrow(/count/),
  );
});

describe('drawHeatMap', () => {
  it('is darkest for none and brightest from the maximum on', () => {
    const [none, some, most, more, infinite] = draw([0, 15, 30, 80, Number.POSITIVE_INFINITY]);
    const sum = (rgb: readonly number[]) => rgb.reduce((whole, value) => whole + value, 0);
    expect(sum(none!)).toBeLessThan(60);
    expect(sum(some!)).toBeGreaterThan(sum(none!));
    expect(sum(most!)).toBeGreaterThan(650);
    expect(more).toEqual(most);
    expect(infinite).toEqual(most);
  });

  it('draws the same share of the maximum in the same colour', () => {
    expect(draw([0, 5, 10], 10)).toEqual(draw([0, 15, 30]));
  });

  it('tells what was not measured from any difference', () => {
    const [unknown] = draw([Number.NaN]);
    const all = Array.from({ length: 256 }, (_, n) => (30 * n) / 255);
    for (const color of draw(all)) expect(color).not.toEqual(unknown);
  });

  it('reads any strides', () => {
    const turned = ndarray(Float32Array.from([1, 2, 3, 4, 5, 6]), [3, 2], [1, 3]);
    const straight = ndarray(Float32Array.from([1, 4, 2, 5, 3, 6]), [3, 2]);
    expect(toContiguous(drawHeatMap(turned))).toEqual(toContiguous(drawHeatMap(straight)));
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a maximum of %d', (maximum) => {
    expect(() => draw([1], maximum)).toThrow(/options\.maximum must be a number above 0/);
  });
});
