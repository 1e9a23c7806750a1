import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RgbImage } from '@havc/core';
import { afterAll, beforeAll } from 'vitest';
import { runFfmpeg } from '../../peers/ffmpeg.ts';

/** Writes frames without any loss, 25 a second. */
export async function writeFilm(path: string, frames: readonly RgbImage[]): Promise<void> {
  const [height, width] = frames[0]!.shape as [number, number];
  const raw = `${path}.raw`;
  await writeFile(raw, Buffer.concat(frames.map(({ data }) => data)));
  const shape = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', '25'];
  await runFfmpeg([...shape, '-i', raw, '-c:v', 'ffv1', '-pix_fmt', 'gbrp', '-f', 'matroska', `file:${path}`]);
  await rm(raw);
}

/** A folder for a file's tests, which is removed after them. Ask for its path inside tests and hooks only. */
export function temporaryFolder(): { path(...names: readonly string[]): string } {
  let folder: string | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'havc-bench-'));
  });
  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true });
  });
  return {
    path(...names) {
      if (folder === undefined) throw new Error('The folder is made when the tests begin.');
      return join(folder, ...names);
    },
  };
}
