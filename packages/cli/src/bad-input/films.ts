import { copyFile } from 'node:fs/promises';
import { beforeAll } from 'vitest';
import { grayPicture, makeClip, runFfmpeg, temporaryFolder } from '../testing/clips.ts';
import type { Scene } from './row.ts';

/** A good film for the rows of a test file: puts a copy of it under a name. Ten frames, H.264 and AAC in MP4. */
export function goodFilm(frames = 10): (name?: string) => (scene: Scene) => Promise<void> {
  const base = temporaryFolder();
  beforeAll(() => makeClip(base.path('film.mp4'), frames));
  return (name = 'film.mp4') =>
    (scene) =>
      copyFile(base.path('film.mp4'), scene.path(name));
}

/** Puts a film of a moving gray picture in place, lossless and without sound. */
export function makeFilm(
  name: string,
  { size = '64x48', frames = 5, filters = 'null', pixelFormat = 'yuv420p', codec = ['-c:v', 'ffv1'] } = {},
): (scene: Scene) => Promise<unknown> {
  return (scene) =>
    runFfmpeg(
      ...grayPicture(frames, '64x48'),
      ...['-vf', `scale=${size.replace('x', ':')}:flags=neighbor,setsar=1,${filters}`, '-pix_fmt', pixelFormat],
      ...[...codec, '-strict', '-2', scene.path(name)],
    );
}
