import { HavcError, type HavcErrorCode } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from './exit-codes.ts';

describe('exitCodeOf', () => {
  it.each<[HavcErrorCode, number]>([
    ['OPTION_INVALID', 2],
    ['RECIPE_INVALID', 65],
    ['SHAPE_INVALID', 65],
    ['INPUT_UNREADABLE', 65],
    ['INPUT_UNSUPPORTED', 65],
    ['WEIGHTS_REFUSED', 65],
    ['INPUT_MISSING', 66],
    ['FFMPEG_MISSING', 69],
    ['FFMPEG_UNSUITABLE', 69],
    ['MODEL_MISSING', 69],
    ['DOWNLOAD_FAILED', 69],
    ['DEVICE_UNAVAILABLE', 69],
    ['OUTPUT_EXISTS', 73],
    ['OUTPUT_UNWRITABLE', 73],
    ['OUTPUT_UNSUPPORTED', 73],
    ['DISK_FULL', 74],
    ['FFMPEG_FAILED', 74],
    ['INFERENCE_FAILED', 74],
    ['LICENSE_REFUSED', 77],
    ['ABORTED', 130],
  ])('ends %s with %i', (code, exitCode) => {
    expect(exitCodeOf(new HavcError(code, 'x'))).toBe(exitCode);
  });

  it.each([[new TypeError('x')], ['a string'], [undefined]])('ends what is no HavcError with 70: %s', (error) => {
    expect(exitCodeOf(error)).toBe(70);
  });
});
