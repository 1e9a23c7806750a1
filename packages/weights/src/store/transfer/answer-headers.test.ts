import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseContentLength,
  parseContentRange,
  parseRetryAfter,
  parseUnsatisfiedRange,
  validatorOf,
} from './answer-headers.ts';

describe('parseContentRange', () => {
  it.each([
    ['bytes 0-0/1', { first: 0, last: 0, total: 1 }],
    ['bytes 100-199/200', { first: 100, last: 199, total: 200 }],
    ['BYTES 100-199/*', { first: 100, last: 199, total: undefined }],
  ])('reads %s', (value, range) => {
    expect(parseContentRange(value)).toEqual(range);
  });

  it.each([
    undefined,
    '',
    'bytes',
    'bytes 1-0/2',
    'bytes 0-2/2',
    'bytes -5/2',
    'items 0-1/2',
    'bytes 0-1/2, 3-4/5',
    'bytes 0-1e3/5',
  ])('finds no range in %j', (value) => {
    expect(parseContentRange(value)).toBeUndefined();
  });

  it('never throws, and never gives a range that is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes [0-9*-]*\/[0-9*]*$/)), (value) => {
        const range = parseContentRange(value);
        if (range === undefined) return;
        expect(range.first).toBeLessThanOrEqual(range.last);
        if (range.total !== undefined) expect(range.last).toBeLessThan(range.total);
      }),
    );
  });
});

describe('parseUnsatisfiedRange', () => {
  it.each([
    ['bytes */200', 200],
    ['bytes 0-1/200', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (value, total) => {
    expect(parseUnsatisfiedRange(value)).toBe(total);
  });
});

describe('parseContentLength', () => {
  it.each([
    ['0', 0],
    ['874066230', 874_066_230],
    ['-1', undefined],
    ['1e9', undefined],
    ['99999999999999999999', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (value, length) => {
    expect(parseContentLength(value)).toBe(length);
  });
});

describe('validatorOf', () => {
  const date = 'Tue, 01 Jul 2025 10:00:00 GMT';
  it.each([
    [{ etag: '"abc"' }, '"abc"'],
    [{ etag: '"abc"', 'last-modified': date }, '"abc"'],
    [{ etag: 'W/"abc"', 'last-modified': date }, date],
    [{ etag: 'W/"abc"' }, undefined],
    [{ etag: '"a"b"' }, undefined],
    [{ 'last-modified': 'lately' }, undefined],
    [{}, undefined],
  ])('takes of %j %j', (headers, validator) => {
    expect(validatorOf(headers)).toBe(validator);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2025-07-01T10:00:00Z');
  it.each([
    ['0', 0],
    ['5', 5000],
    ['9999', 60_000],
    ['Tue, 01 Jul 2025 10:00:07 GMT', 7000],
    ['Tue, 01 Jul 2025 09:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('waits for %j %j milliseconds', (value, waitMs) => {
    expect(parseRetryAfter(value, now)).toBe(waitMs);
  });
});
