import { describe, expect, it } from 'vitest';
import { studentReach, studentShare } from './student.ts';

describe('studentShare', () => {
  // Quantiles from printed tables, to the digits printed there.
  it.each([
    [12.7062, 1, 0.95],
    [4.3027, 2, 0.95],
    [3.1824, 3, 0.95],
    [2.7764, 4, 0.95],
    [2.2281, 10, 0.95],
    [2.0739, 22, 0.95],
    [2.8188, 22, 0.99],
    [2.0595, 25, 0.95],
    [1.9799, 120, 0.95],
    [3.0902, 100_000, 0.998],
  ])('within %d at %d degrees of freedom is %d', (t, degrees, share) => {
    expect(studentShare(t, degrees)).toBeCloseTo(share, 5);
  });

  it('of one degree is that of the Cauchy distribution', () => {
    expect(studentShare(1, 1)).toBeCloseTo(0.5, 12);
    expect(studentShare(Math.sqrt(3), 1)).toBeCloseTo(2 / 3, 12);
  });

  it('is nothing at 0, all at infinity, and the same on both sides', () => {
    expect(studentShare(0, 22)).toBe(0);
    expect(studentShare(Number.POSITIVE_INFINITY, 22)).toBe(1);
    expect(studentShare(Number.POSITIVE_INFINITY, 21)).toBe(1);
    expect(studentShare(-1.5, 22)).toBe(studentShare(1.5, 22));
  });
});

describe('studentReach', () => {
  // Two-sided 95 % points of t, from tables.
  it.each([
    [1, 12.7062],
    [3, 3.1824],
    [22, 2.0739],
    [120, 1.9799],
  ])('at %d degrees of freedom is %d', (degrees, t) => {
    expect(studentReach(degrees)).toBeCloseTo(t, 4);
  });
});
