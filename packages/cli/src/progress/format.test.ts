import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatSpeed, onOneLine } from './format.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0:00'],
    [6.6, '0:07'],
    [59.6, '1:00'],
    [754, '12:34'],
    [3599.5, '1:00:00'],
    [3723, '1:02:03'],
    [-3, '0:00'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [812, '812 bytes'],
    [1000, '1.0 kB'],
    [5_540_000, '5.5 MB'],
    [9_960_000, '10 MB'],
    [999_600, '1.0 MB'],
    [12_000_000_000, '12 GB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatSpeed', () => {
  it.each([
    [7.42, '7.4'],
    [99.96, '100'],
    [311.7, '312'],
  ])('writes %d as %s', (speed, text) => {
    expect(formatSpeed(speed)).toBe(text);
  });
});

describe('onOneLine', () => {
  it.each([
    ['a\nb\r\x1b[2Jc', 'a?b??[2Jc'],
    ['naïve 🎬 film.mp4', 'naïve 🎬 film.mp4'],
  ])('writes %j as %j', (text, line) => {
    expect(onOneLine(text)).toBe(line);
  });
});
