import { join } from 'node:path';
import { meanDeltaE2000 } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { probe } from '../probe/probe.ts';
import { makeClip, runFfmpeg, withFolder } from '../testing/clips.ts';
import { copyFilm } from '../testing/copy-film.ts';

describe('colours', () => {
  it.each([
    ['bt709', 'tv', 720],
    ['smpte170m', 'tv', 480],
    ['bt470bg', 'tv', 576],
    ['bt709', 'pc', 480],
    ['bt2020nc', 'tv', 720],
  ] as const)(
    'of bars in %s, %s range, %i lines come back within a mean dE2000 of 0.5',
    async (matrix, range, height) => {
      await withFolder(async (folder) => {
        const source = join(folder, 'bars.mkv');
        const width = Math.round((height * 4) / 3);
        const tags = ['-colorspace', matrix, '-color_range', range, '-color_primaries', 'bt709', '-color_trc', 'bt709'];
        const scaleMatrix = { bt709: 'bt709', smpte170m: 'bt601', bt470bg: 'bt601', bt2020nc: 'bt2020' }[matrix];
        await runFfmpeg([
          ...['-f', 'lavfi', '-i', `smptebars=s=${width}x${height}:r=5:d=0.4`],
          ...[
            '-vf',
            `format=gbrp,scale=out_color_matrix=${scaleMatrix}:out_range=${range}:flags=accurate_rnd,format=yuv420p`,
          ],
          ...['-c:v', 'ffv1', ...tags, source],
        ]);
        const result = join(folder, 'out.mkv');
        await copyFilm(source, result, { codec: 'ffv1' });
        const after = (await probe(result)).video.color;
        const before = (await probe(source)).video.color;
        // Some ffmpegs leave out a tag of the source that is asked for here; then it's guessed, and written.
        const { primaries = after.primaries, transfer = after.transfer } = before;
        expect(after).toEqual({ range: range === 'pc' ? 'full' : 'limited', matrix, primaries, transfer });
        expect([after.primaries, after.transfer]).not.toContain(undefined);
        // Both seen as a player would, at full size.
        expect(await meanDifference(source, result, height)).toBeLessThanOrEqual(0.5);
      });
    },
  );

  it('are tagged even where the source is not, by its height, and said', async () => {
    await withFolder(async (folder) => {
      for (const [height, matrix] of [
        [480, 'smpte170m'],
        [576, 'bt470bg'],
        [720, 'bt709'],
      ] as const) {
        const source = await makeClip(join(folder, `${height}.mkv`), { width: 64, height, frames: 2 });
        await using film = await decode(source);
        // The shorter side counts: a tall picture of 64 columns is small.
        const expected = height > 64 ? 'smpte170m' : matrix;
        expect(film.color.matrix).toBe(expected);
        expect(film.notes[0]).toMatch(/doesn't say its colour .*matrix/);
      }
      const wide = await makeClip(join(folder, 'wide.mkv'), { width: 1280, height: 720, frames: 2 });
      const result = join(folder, 'wide.out.mp4');
      await copyFilm(wide, result);
      expect((await probe(result)).video.color).toEqual({
        range: 'limited',
        matrix: 'bt709',
        primaries: 'bt709',
        transfer: 'bt709',
      });
    });
  });

  async function meanDifference(a: string, b: string, size: number): Promise<number> {
    await using filmA = await decode(a, { size, originals: false });
    await using filmB = await decode(b, { size, originals: false });
    const [frameA] = await take(filmA.frames, 1);
    const [frameB] = await take(filmB.frames, 1);
    return meanDeltaE2000(frameA!.image, frameB!.image);
  }
});

async function take<T>(source: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of source) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}
