import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { locateFfmpeg } from '@havc/media';

const execute = promisify(execFile);

/** Runs ffmpeg, which replaces what is there under the output's name. */
export async function runFfmpeg(args: readonly string[]): Promise<void> {
  const { ffmpeg } = await locateFfmpeg();
  await execute(ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args]);
}
