import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatDuration,
  formatFixed,
  formatPercent,
  formatSigned,
  formatSignificant,
  type MaybeNumber,
  shorten,
} from './format.ts';

describe('formatFixed', () => {
  it.each<[MaybeNumber, number, string]>([
    [8.305, 1, '8.3'],
    [12345.6, 0, '12,346'],
    [-0.42, 2, '−0.42'],
    [-0.001, 2, '0.00'],
    [null, 2, '–'],
    [undefined, 2, '–'],
    [Number.NaN, 2, '–'],
    [Number.POSITIVE_INFINITY, 2, '–'],
    ['<b>' as unknown as number, 2, '–'],
  ])('writes %j with %d digits as %s', (value, digits, expected) => {
    expect(formatFixed(value, digits)).toBe(expected);
  });
});

describe('formatSigned', () => {
  it.each<[MaybeNumber, string]>([
    [0.421, '+0.42'],
    [-0.421, '−0.42'],
    [0, '0.00'],
    [0.001, '0.00'],
    [null, '–'],
  ])('writes %j as %s', (value, expected) => expect(formatSigned(value, 2)).toBe(expected));
});

describe('formatSignificant', () => {
  it.each<[MaybeNumber, string]>([
    [12345, '12,345'],
    [123.4, '123'],
    [1.234, '1.23'],
    [0.01234, '0.0123'],
    [-0.5, '−0.500'],
    [0, '0'],
    [1e-9, '1.00e−9'],
    [null, '–'],
  ])('writes %j as %s', (value, expected) => expect(formatSignificant(value)).toBe(expected));
});

describe('formatDuration', () => {
  it.each<[MaybeNumber, string]>([
    [4.25, '4.3 s'],
    [200, '3 min 20 s'],
    [119.7, '2 min 0 s'],
    [7500, '2 h 5 min'],
    [null, '–'],
  ])('writes %j seconds as %s', (seconds, expected) => expect(formatDuration(seconds)).toBe(expected));
});

describe('formatBytes', () => {
  it.each<[MaybeNumber, string]>([
    [12, '12 B'],
    [1500, '1.50 kB'],
    [345e6, '345 MB'],
    [2.5e9, '2.50 GB'],
    [null, '–'],
  ])('writes %j as %s', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected));
});

describe('the other forms', () => {
  it('writes shares in percent', () => {
    expect(formatPercent(0.256)).toBe('26 %');
    expect(formatPercent(0.0012, 1)).toBe('0.1 %');
    expect(formatPercent(null)).toBe('–');
  });

  it('writes a difference with its 95 % interval, wider for few pictures', () => {
    // Student's t at 95 %, two-sided, from tables: 2.074 for 22 degrees of freedom, 3.182 for 3.
    expect(formatDifference({ mean: -0.42, standardError: 0.15, pictures: 23 })).toBe('−0.42 ± 0.31');
    expect(formatDifference({ mean: -0.42, standardError: 0.15, pictures: 4 })).toBe('−0.42 ± 0.48');
    expect(formatDifference({ mean: 0.42, standardError: null, pictures: 1 })).toBe('+0.42');
    expect(formatDifference({ mean: Number.NaN, standardError: 0.1, pictures: 4 })).toBe('–');
  });

  it('counts one and many', () => {
    expect(formatCount(1, 'picture')).toBe('1 picture');
    expect(formatCount(1200, 'picture')).toBe('1,200 pictures');
  });

  it('cuts text between characters and not within one', () => {
    expect(shorten('short', 5)).toBe('short');
    expect(shorten('longer', 5)).toBe('long…');
    expect(shorten('👩👩👩', 2)).toBe('👩…');
  });
});
