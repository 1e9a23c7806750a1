import { describe, expect, it } from 'vitest';
import type { ColorTags, VideoTrack } from '../probe/media-info.ts';
import { parsePixelFormat } from '../probe/pixel-format.ts';
import { decideColor, explainColor } from './color-decision.ts';

const NOTHING: ColorTags = { range: undefined, matrix: undefined, primaries: undefined, transfer: undefined };
const track = (format: string, height: number, color: Partial<ColorTags> = {}, codec = 'h264') =>
  ({
    width: Math.round((height * 4) / 3),
    height,
    codec,
    pixelFormat: parsePixelFormat(format),
    color: { ...NOTHING, ...color },
  }) as VideoTrack;

describe('decideColor', () => {
  it.each([
    [240, 'smpte170m', 'bt601', 'smpte170m', 'smpte170m'],
    [480, 'smpte170m', 'bt601', 'smpte170m', 'smpte170m'],
    [486, 'bt470bg', 'bt601', 'bt470bg', 'smpte170m'],
    [576, 'bt470bg', 'bt601', 'bt470bg', 'smpte170m'],
    [608, 'smpte170m', 'bt601', 'smpte170m', 'smpte170m'],
    [720, 'bt709', 'bt709', 'bt709', 'bt709'],
    [2160, 'bt709', 'bt709', 'bt709', 'bt709'],
  ])('by %i lines where nothing is said', (height, matrix, kernelMatrix, primaries, transfer) => {
    expect(decideColor(track('yuv420p', height))).toEqual({
      range: 'limited',
      matrix,
      kernelMatrix,
      primaries,
      transfer,
      guessed: ['matrix', 'range', 'primaries', 'transfer'],
    });
  });

  it('by the shorter side of an upright film', () => {
    expect(decideColor({ ...track('yuv420p', 640), width: 360 }).matrix).toBe('smpte170m');
  });

  it('by the tags where there are any, whatever the size', () => {
    const tags = { range: 'full', matrix: 'bt2020nc', primaries: 'bt2020', transfer: 'smpte2084' } as const;
    expect(decideColor(track('yuv420p10le', 480, tags))).toEqual({ ...tags, kernelMatrix: 'bt2020', guessed: [] });
  });

  it('takes primaries and transfer that go with the matrix', () => {
    expect(decideColor(track('yuv420p', 480, { matrix: 'bt709' }))).toMatchObject({
      primaries: 'bt709',
      transfer: 'bt709',
    });
    expect(decideColor(track('yuv420p', 1080, { matrix: 'smpte240m' }))).toMatchObject({ primaries: 'smpte240m' });
  });

  it('passes over a matrix that can not be computed', () => {
    const decision = decideColor(track('yuv420p', 1080, { matrix: 'ictcp', range: 'limited' }));
    expect(decision).toMatchObject({ matrix: 'bt709', guessed: ['matrix', 'primaries', 'transfer'] });
  });

  it.each([
    ['yuvj420p', 'h264', 'full', false],
    ['yuv420p', 'mjpeg', 'limited', true],
    ['gray', 'ffv1', 'full', true],
    ['gray', 'h264', 'limited', true],
    ['rgb24', 'png', 'full', false],
  ] as const)('the range of %s in %s is %s', (format, codec, range, guessed) => {
    const decision = decideColor(track(format, 480, {}, codec));
    expect(decision.range).toBe(range);
    expect(decision.guessed.includes('range')).toBe(guessed);
  });

  it("guesses no matrix for R'G'B', which has none", () => {
    expect(decideColor(track('gbrp', 1080, { matrix: 'gbr' })).guessed).not.toContain('matrix');
  });
});

describe('explainColor', () => {
  it.each([
    [{}, "The file doesn't say its colour matrix and range: taken as smpte170m, limited range (480 lines)."],
    [{ range: 'limited' }, "The file doesn't say its colour matrix: taken as smpte170m (480 lines)."],
    [{ matrix: 'bt709' }, "The file doesn't say its colour range: taken as limited range (480 lines)."],
    [{ range: 'limited', matrix: 'bt709' }, undefined],
  ] as const)('of a film with %o', (tags, expected) => {
    const video = track('yuv420p', 480, tags);
    expect(explainColor(decideColor(video), video)).toBe(expected);
  });
});
