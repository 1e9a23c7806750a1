import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { locateFfmpeg } from '../ffmpeg/locate.ts';

const execute = promisify(execFile);

/** Runs the ffmpeg that is also under test, and gives what it wrote to stdout. */
export async function runFfmpeg(args: readonly string[]): Promise<Buffer> {
  const { ffmpeg } = await locateFfmpeg();
  const { stdout } = await execute(ffmpeg, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args], {
    encoding: 'buffer',
    maxBuffer: 512 << 20,
  });
  return stdout;
}

/** Runs ffprobe and reads its JSON. */
export async function runFfprobe(args: readonly string[]): Promise<Record<string, unknown>> {
  const { ffprobe } = await locateFfmpeg();
  const { stdout } = await execute(ffprobe, ['-v', 'error', '-of', 'json', ...args], {
    maxBuffer: 64 << 20,
    env: { ...process.env, GCONV_PATH: '/nonexistent' },
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** A folder for one test's files. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'havc-media-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The luma samples of a film as stored, all frames one after another; gray and Y'CbCr films only. */
export async function lumaBytes(path: string, pixelFormat: string): Promise<Buffer> {
  const isGray = pixelFormat.startsWith('gray');
  const filters = isGray ? `format=${pixelFormat}` : `format=${pixelFormat},extractplanes=y`;
  return runFfmpeg([
    '-noautorotate',
    '-i',
    path,
    '-map',
    '0:V:0',
    '-vf',
    filters,
    '-vsync',
    '0',
    '-f',
    'rawvideo',
    '-',
  ]);
}

/** A short film of ffmpeg's moving test picture. */
export async function makeClip(
  path: string,
  options: {
    readonly width?: number;
    readonly height?: number;
    readonly frames?: number;
    readonly rate?: string;
    readonly pixelFormat?: string;
    readonly filters?: string;
    readonly source?: string;
    readonly output?: readonly string[];
  } = {},
): Promise<string> {
  const {
    width = 64,
    height = 48,
    frames = 5,
    rate = '25',
    pixelFormat = 'yuv420p',
    filters,
    source = 'testsrc2',
  } = options;
  // Made at a size that every source can do, then brought to the wanted one.
  const picture = `${source}=size=128x96:rate=${rate}`;
  const chain = [`scale=${width}:${height}:flags=neighbor`, `format=${pixelFormat}`, 'setsar=1', filters]
    .filter(Boolean)
    .join(',');
  const output = options.output ?? ['-c:v', 'ffv1', '-level', '1'];
  await runFfmpeg(['-f', 'lavfi', '-i', picture, '-frames:v', String(frames), '-vf', chain, ...output, path]);
  return path;
}
