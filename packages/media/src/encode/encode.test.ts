import { link, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Frame, HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { decode } from '../film/decode.ts';
import { makeClip, withFolder } from '../testing/clips.ts';
import { copyFilm, times } from '../testing/copy-film.ts';
import { encode } from './encode.ts';

describe('the output', () => {
  it('is never the input, by whatever name', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'));
      const before = await readFile(source);
      await link(source, join(folder, 'hard.mkv'));
      await symlink(source, join(folder, 'soft.mkv'));
      for (const output of [
        source,
        join(folder, 'hard.mkv'),
        join(folder, 'soft.mkv'),
        join(folder, '.', 'x', '..', 'in.mkv'),
      ]) {
        await expect(copyFilm(source, output, { overwrite: true })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
      }
      expect(Buffer.compare(await readFile(source), before)).toBe(0);
    });
  });

  it('leaves nothing behind when the frames fail, and says why', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 50 });
      await using film = await decode(source);
      async function* failing(): AsyncGenerator<Frame> {
        for await (const frame of film.frames) {
          if (frame.index === 20) throw new HavcError('INFERENCE_FAILED', 'broken on purpose');
          yield frame;
        }
      }
      await expect(encode(film, failing(), join(folder, 'out.mp4'))).rejects.toThrow('broken on purpose');
      expect(await readdir(folder)).toEqual(['in.mkv']);
    });
  });

  it('leaves nothing behind when it is stopped, within a second', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 500 });
      const controller = new AbortController();
      await using film = await decode(source, { signal: controller.signal });
      let stoppedAt = 0;
      const onProgress = ({ frames }: { frames: number }) => {
        if (frames !== 30) return;
        stoppedAt = performance.now();
        controller.abort();
      };
      const run = encode(film, film.frames, join(folder, 'out.mp4'), { signal: controller.signal, onProgress });
      await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
      expect(performance.now() - stoppedAt).toBeLessThan(1000);
      expect(await readdir(folder)).toEqual(['in.mkv']);
    });
  });

  it('may leave out frames that a stage leaves out', async () => {
    await withFolder(async (folder) => {
      const source = await makeClip(join(folder, 'in.mkv'), { frames: 10 });
      await using film = await decode(source);
      async function* everyOther(): AsyncGenerator<Frame> {
        for await (const frame of film.frames) if (frame.index % 2 === 0) yield frame;
      }
      const result = join(folder, 'out.mkv');
      expect((await encode(film, everyOther(), result, { codec: 'ffv1' })).frames).toBe(5);
      expect(await times(result)).toEqual([0, 0.08, 0.16, 0.24, 0.32]);
    });
  });
});
