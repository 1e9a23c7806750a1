import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VideoTrack } from '../probe/media-info.ts';
import { workingSize, workingSizeOf } from './working-size.ts';

type Rotation = VideoTrack['rotation'];
const video = (width: number, height: number, aspect: [number, number] = [1, 1], rotation: Rotation = 0) => ({
  width,
  height,
  sampleAspectRatio: { numerator: aspect[0], denominator: aspect[1] },
  rotation,
});

describe('workingSize', () => {
  it.each<[string, ReturnType<typeof video>, number, [number, number]]>([
    ['1080p', video(1920, 1080), 480, [854, 480]],
    ['4K', video(3840, 2160), 480, [854, 480]],
    ['720p', video(1280, 720), 480, [854, 480]],
    ['upright', video(1080, 1920), 480, [480, 854]],
    ['square', video(1000, 1000), 480, [480, 480]],
    ['a smaller film, never enlarged', video(320, 240), 480, [320, 240]],
    ['odd sides, made even and not enlarged', video(321, 241), 480, [320, 240]],
    ['another size', video(1920, 1080), 240, [426, 240]],
    ['an odd size', video(1920, 1080), 255, [454, 256]],
    ['PAL 16:9, whose lines are too many', video(720, 576, [64, 45]), 480, [720, 406]],
    ['NTSC 4:3, whose lines are too long', video(720, 480, [8, 9]), 480, [640, 480]],
    ['narrow pixels, smaller than asked', video(400, 300, [1, 2]), 480, [200, 300]],
    ['turned by a quarter', video(1920, 1080, [1, 1], 90), 480, [480, 854]],
    ['turned by half', video(1920, 1080, [1, 1], 180), 480, [854, 480]],
    ['one pixel', video(1, 1), 480, [1, 1]],
    ['one line', video(100, 1), 480, [100, 1]],
    ['three pixels', video(3, 3), 480, [2, 2]],
    ['a long strip', video(16_000, 16), 480, [16_000, 16]],
    ['an absurd shape of pixel', video(640, 480, [100_000, 1]), 480, [640, 2]],
  ])('of %s', (_what, track, size, [width, height]) => {
    expect(workingSize(track, size)).toMatchObject({ width, height });
  });

  it.each<[string, ReturnType<typeof video>, [number, number]]>([
    ['1080p', video(1920, 1080), [1920, 1080]],
    ['odd sides, which stay', video(321, 241), [321, 241]],
    ['one pixel', video(1, 1), [1, 1]],
    ['wide pixels: the lines become fewer', video(720, 576, [16, 15]), [720, 540]],
    ['narrow pixels: the lines become shorter', video(721, 481, [8, 9]), [640, 481]],
    ['turned by a quarter', video(321, 241, [1, 1], 90), [241, 321]],
    ['more lines than 4096', video(8192, 8192), [8192, 8192]],
  ])('in full of %s', (_what, track, [width, height]) => {
    expect(workingSize(track, 'full')).toMatchObject({ width, height });
  });

  it('is 480 by default', () => expect(workingSize(video(1920, 1080))).toMatchObject({ width: 854, height: 480 }));

  it('keeps both the stored and the upright orientation', () => {
    const size = workingSize(video(1920, 1080, [1, 1], 270));
    expect(size).toEqual({ width: 480, height: 854, storedWidth: 854, storedHeight: 480 });
    const film = { width: 480, height: 854, info: { video: { rotation: 270 as const } } };
    expect(workingSizeOf(film)).toEqual(size);
  });

  it('is even or one, inside of the film, and near the size that was asked for', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 16, max: 4096 }), (width, height, size) => {
        const working = workingSize(video(width, height), size);
        for (const [got, limit] of [
          [working.width, width],
          [working.height, height],
        ] as const) {
          expect(got === 1 || got % 2 === 0).toBe(true);
          expect(got).toBeLessThanOrEqual(limit);
        }
        // To the next even number.
        expect(Math.min(working.width, working.height)).toBeLessThanOrEqual(size + 1);
      }),
      { numRuns: 100 },
    );
  });
});
