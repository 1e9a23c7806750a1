import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClip } from '../testing/clips.ts';
import type { Position } from './film.ts';
import { resolveRange } from './frame-range.ts';

// 20 frames at 25 a second: frame n is at 0.04 n seconds.
let folder: string;
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-media-'));
  film = await makeClip(join(folder, 'film.mp4'), { frames: 20, output: ['-c:v', 'libx264', '-bf', '2'] });
});
afterAll(() => rm(folder, { recursive: true }));

const frame = (index: number): Position => ({ frame: index });
const at = (seconds: number): Position => ({ seconds });

describe('resolveRange', () => {
  it.each<[Position | undefined, Position | undefined, number, number | undefined, number]>([
    [frame(5), frame(8), 5, 8, 3],
    [at(0.2), at(0.32), 5, 8, 3],
    // A time means the first frame at or after it, to a millisecond.
    [at(0.201), at(0.319), 5, 8, 3],
    [at(0.202), undefined, 6, undefined, 14],
    [undefined, frame(1), 0, 1, 1],
    [frame(19), undefined, 19, undefined, 1],
    [undefined, frame(1000), 0, 20, 20],
    [undefined, at(1000), 0, 20, 20],
  ])('from %o to %o', async (start, end, first, last, frameCount) => {
    const range = await resolveRange(film, start, end, undefined);
    expect(range).toMatchObject({ start: first, end: last, frameCount });
    expect(range.firstTime).toBeCloseTo(first * 0.04, 5);
    // The place to seek to lies between the frame before and the first.
    expect(range.seekSeconds).toBeLessThanOrEqual(range.firstTime);
    if (first > 0) expect(range.seekSeconds).toBeGreaterThan((first - 1) * 0.04);
    if (last !== undefined && last < 20) expect(range.endSeconds).toBeCloseTo(last * 0.04, 5);
  });

  it.each<[Position | undefined, Position | undefined, RegExp]>([
    [frame(20), undefined, /start lies behind the end of the film \(20 frames, 0\.760 s to the last\)/],
    [at(0.8), undefined, /start lies behind the end/],
    [frame(5), frame(5), /range is empty: it starts with frame 5 and ends before frame 5/],
    [at(0.5), at(0.2), /range is empty/],
    [frame(-1), undefined, /options\.start\.frame must be a whole number from 0, got -1/],
    [frame(1.5), undefined, /options\.start\.frame/],
    [undefined, at(-1), /options\.end\.seconds must be 0 or more, got -1/],
    [at(Number.NaN), undefined, /options\.start\.seconds/],
  ])('refuses from %o to %o', async (start, end, message) => {
    await expect(resolveRange(film, start, end, undefined)).rejects.toMatchObject({ code: 'OPTION_INVALID', message });
  });
});
