import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { locateFfmpeg } from '@havc/media';
import { afterAll, beforeAll } from 'vitest';

const execute = promisify(execFile);

/** Runs ffmpeg; gives what it wrote to stdout. */
export async function runFfmpeg(...args: readonly string[]): Promise<Buffer> {
  const { ffmpeg } = await locateFfmpeg();
  const options = { encoding: 'buffer' as const, maxBuffer: 256 << 20 };
  return (await execute(ffmpeg, ['-v', 'error', '-y', ...args], options)).stdout;
}

/** ffmpeg's arguments for a moving test picture in gray; 25 frames a second. */
export function grayPicture(frames: number, size = '64x48'): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25,hue=s=0,trim=end_frame=${frames}`];
}

/** Makes an H.264 clip with a tone for its sound. */
export async function makeClip(path: string, frames: number, size?: string): Promise<void> {
  const sound = ['-f', 'lavfi', '-i', `sine=duration=${frames / 25}`];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await runFfmpeg(...grayPicture(frames, size), ...sound, ...codecs, '-f', 'mp4', `file:${path}`);
}

/** MD5 of each frame's luma plane, in order. */
export async function lumaHashes(path: string): Promise<string[]> {
  const text = await runFfmpeg('-i', `file:${path}`, '-vf', 'extractplanes=y', '-f', 'framemd5', '-');
  return [...text.toString().matchAll(/^0,.*, *([0-9a-f]{32})$/gm)].map((match) => match[1]!);
}

/** A folder for a file's tests, which is removed after them. Ask for its path inside tests and hooks only. */
export function temporaryFolder(): { path(...names: readonly string[]): string } {
  let folder: string | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'havc-cli-'));
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
