import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { HavcError } from '@havc/core';

/** Where a pair of ffmpeg and ffprobe was found, and what they are. */
export interface FfmpegInstallation {
  /** Path of the ffmpeg program. */
  readonly ffmpeg: string;
  /** Path of the ffprobe program. */
  readonly ffprobe: string;
  /** `HAVC_FFMPEG` (the environment variable), `PATH`, or `npm` (the fallback that comes with this package). */
  readonly origin: 'HAVC_FFMPEG' | 'PATH' | 'npm';
  /** As ffmpeg names itself: `7.1.1`, `N-92718-g0e8eb07980`. */
  readonly version: string;
  /** Last year of its copyright line: how old a build is when its version doesn't say. */
  readonly year: number;
  /** Major and minor version; builds from the development line are placed by their year. */
  readonly major: number;
  readonly minor: number;
  /** Names of all encoders it has, such as `libx264`. */
  readonly encoders: ReadonlySet<string>;
}

/** The oldest ffmpeg line that everything here is tested with. */
export const OLDEST_FFMPEG = { major: 4, minor: 1 } as const;

const found = new Map<string, Promise<FfmpegInstallation>>();

/**
 * The ffmpeg and ffprobe to use: those that `HAVC_FFMPEG` names (a program or a folder), else those on `PATH`,
 * else those that came from npm, made executable where their install script was skipped.
 *
 * The answer is remembered for each setting of the two variables.
 *
 * @throws HavcError `FFMPEG_MISSING` when there is none, or `HAVC_FFMPEG` names none; `FFMPEG_UNSUITABLE` when the
 * one found doesn't run or is older than 4.1.
 */
export function locateFfmpeg(environment: NodeJS.ProcessEnv = process.env): Promise<FfmpegInstallation> {
  const key = `${environment['HAVC_FFMPEG'] ?? ''}\n${environment['PATH'] ?? ''}`;
  let pending = found.get(key);
  if (!pending) {
    pending = locate(environment);
    found.set(key, pending);
    // A failure isn't remembered: the user may install ffmpeg while a long-running program waits.
    pending.catch(() => found.delete(key));
  }
  return pending;
}

async function locate(environment: NodeJS.ProcessEnv): Promise<FfmpegInstallation> {
  const named = environment['HAVC_FFMPEG'];
  if (named) return describe(fromVariable(named), 'HAVC_FFMPEG');
  const onPath = fromPath(environment['PATH'] ?? '');
  if (onPath) return describe(onPath, 'PATH');
  const packaged = fromNpm();
  if (packaged) return describe(packaged, 'npm');
  throw new HavcError(
    'FFMPEG_MISSING',
    'No ffmpeg was found: not in HAVC_FFMPEG, not on PATH, and the npm fallback has none for this platform. ' +
      'Install ffmpeg (https://ffmpeg.org/download.html) so that `ffmpeg -version` works, or set HAVC_FFMPEG to its path.',
  );
}

interface Programs {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

function fromVariable(named: string): Programs {
  const folder = isFolder(named) ? named : dirname(named);
  const ffmpeg = isFolder(named) ? join(named, `ffmpeg${SUFFIX}`) : named;
  const ffprobe = join(folder, `ffprobe${SUFFIX}`);
  for (const program of [ffmpeg, ffprobe]) {
    if (isExecutable(program)) continue;
    throw new HavcError(
      'FFMPEG_MISSING',
      `HAVC_FFMPEG is ${named}, but ${program} is not there or not executable. ` +
        'Set it to the ffmpeg program, with ffprobe beside it, or to the folder of both.',
      { details: { path: program } },
    );
  }
  return { ffmpeg, ffprobe };
}

function fromPath(path: string): Programs | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const find = (name: string) =>
    folders.map((folder) => join(folder, name + SUFFIX)).find((program) => isExecutable(program));
  const ffmpeg = find('ffmpeg');
  const ffprobe = find('ffprobe');
  return ffmpeg && ffprobe ? { ffmpeg, ffprobe } : undefined;
}

function fromNpm(): Programs | undefined {
  const require = createRequire(import.meta.url);
  try {
    const { path: ffmpeg } = require('@ffmpeg-installer/ffmpeg') as { path: string };
    const { path: ffprobe } = require('@ffprobe-installer/ffprobe') as { path: string };
    // The packages set the bit in an install script, which pnpm (rightly) doesn't run.
    for (const program of [ffmpeg, ffprobe]) makeExecutable(program);
    return { ffmpeg, ffprobe };
  } catch {
    // Not installed, or not for this platform: both packages throw while being loaded. The caller says so.
    return undefined;
  }
}

/** Sets the executable bit of a program where it is missing. */
export function makeExecutable(program: string): void {
  if (!isExecutable(program)) chmodSync(program, 0o755);
}

async function describe(programs: Programs, origin: FfmpegInstallation['origin']): Promise<FfmpegInstallation> {
  // It introduces itself on stderr whatever it is asked: one start tells both, and starting takes a tenth of a second.
  const { stdout: list, stderr: banner } = await outputs(programs.ffmpeg, ['-encoders']);
  const version = /^ffmpeg version (\S+)/m.exec(banner)?.[1];
  if (!version) throw unsuitable(programs.ffmpeg, 'does not say its version as ffmpeg does');
  const year = Number(/\(c\) \d+-(\d{4})/.exec(banner)?.[1] ?? 0);
  const { major, minor } = versionNumbers(version, banner);
  if (major < OLDEST_FFMPEG.major || (major === OLDEST_FFMPEG.major && minor < OLDEST_FFMPEG.minor)) {
    throw unsuitable(programs.ffmpeg, `is version ${version}, and 4.1 is the oldest that works`);
  }
  const encoders = new Set([...list.matchAll(/^ [A-Z.]{6} (\S+)/gm)].map((match) => match[1]!));
  return { ...programs, origin, version, year, major, minor, encoders };
}

function unsuitable(program: string, why: string): HavcError {
  return new HavcError(
    'FFMPEG_UNSUITABLE',
    `The ffmpeg at ${program} ${why}. Install a current one on PATH, or set HAVC_FFMPEG to another.`,
    { details: { path: program } },
  );
}

/** libavutil's major version tells the line where a build names itself by a commit: 56 is 4.x, 57 is 5.x, ... */
function versionNumbers(version: string, banner: string): { major: number; minor: number } {
  const plain = /^n?(\d+)\.(\d+)/.exec(version);
  if (plain) return { major: Number(plain[1]), minor: Number(plain[2]) };
  const util = /^\s*libavutil\s+(\d+)\.\s*(\d+)/m.exec(banner);
  if (!util) return { major: 0, minor: 0 };
  const major = Number(util[1]) - 52;
  // 4.1 was released with libavutil 56.22.
  return { major, minor: major === 4 && Number(util[2]) < 22 ? 0 : 1 };
}

function outputs(program: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 4 << 20, timeout: 20_000, windowsHide: true }, (error, stdout, stderr) => {
      if (error) reject(unsuitable(program, `does not run (${error.message.split('\n')[0]})`));
      else resolve({ stdout, stderr });
    });
  });
}

function isExecutable(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return statSync(program).isFile();
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
