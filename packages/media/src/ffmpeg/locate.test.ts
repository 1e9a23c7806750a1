import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../testing/clips.ts';
import { locateFfmpeg, makeExecutable } from './locate.ts';

/** Puts two programs into a folder that answer as ffmpeg and ffprobe of a version do. */
async function makePrograms(folder: string, banner: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'banner'), `${banner}\n`);
  await writeFile(join(folder, 'encoders'), 'Encoders:\n ------\n V....D libx264  H.264\n A....D aac  AAC\n');
  const script = `#!/bin/sh\ncat '${folder}/banner' >&2\ncat '${folder}/encoders'\n`;
  for (const name of ['ffmpeg', 'ffprobe']) {
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

const banner = (version: string, util = '57. 28.100', year = 2022) =>
  `ffmpeg version ${version} Copyright (c) 2000-${year} the FFmpeg developers\n  libavutil      ${util} / ${util}`;

// The programs that stand for ffmpeg are shell scripts.
describe.skipIf(process.platform === 'win32')('locateFfmpeg', () => {
  it('takes what HAVC_FFMPEG names before what is on PATH: a program or a folder', () =>
    withFolder(async (base) => {
      const named = await makePrograms(join(base, 'named'), banner('6.1'));
      const onPath = await makePrograms(join(base, 'on path'), banner('5.1.9-0+deb12u1'));
      const PATH = ['', join(base, 'missing'), onPath].join(delimiter);
      for (const HAVC_FFMPEG of [named, join(named, 'ffmpeg')]) {
        expect(await locateFfmpeg({ HAVC_FFMPEG, PATH })).toMatchObject({
          origin: 'HAVC_FFMPEG',
          ffmpeg: join(named, 'ffmpeg'),
          ffprobe: join(named, 'ffprobe'),
          version: '6.1',
        });
      }
      const found = await locateFfmpeg({ PATH });
      expect(found).toMatchObject({ origin: 'PATH', ffmpeg: join(onPath, 'ffmpeg'), major: 5, minor: 1, year: 2022 });
      expect([...found.encoders]).toEqual(['libx264', 'aac']);
    }));

  it('takes the builds from npm where PATH has only one of the two programs', () =>
    withFolder(async (base) => {
      const folder = await makePrograms(join(base, 'half'), banner('6.1'));
      await chmod(join(folder, 'ffprobe'), 0o644);
      const found = await locateFfmpeg({ PATH: folder });
      expect(found).toMatchObject({ origin: 'npm', major: 4, minor: 1, year: 2018 });
      expect(found.encoders.has('libx264')).toBe(true);
      for (const program of [found.ffmpeg, found.ffprobe]) {
        expect(() => accessSync(program, constants.X_OK)).not.toThrow();
      }
    }));

  it.each<[string, string, { major: number; minor: number } | undefined]>([
    ['4.1', '56. 22.100', { major: 4, minor: 1 }],
    ['4.0.2', '56. 14.100', undefined],
    ['3.4.13', '55. 78.100', undefined],
    ['n7.1', '59. 39.100', { major: 7, minor: 1 }],
    ['10.2.1-custom', '62. 1.100', { major: 10, minor: 2 }],
    // Builds of the development line are placed by libavutil: 56.22 is that of 4.1.
    ['N-47683-g0e8eb07980-static', '56. 24.101', { major: 4, minor: 1 }],
    ['N-90000-gabcdef', '56. 20.100', undefined],
    ['2024-01-01-git-d5e6036', '58. 36.100', { major: 6, minor: 1 }],
  ])('reads the version %s with libavutil %s', (version, util, expected) =>
    withFolder(async (base) => {
      const folder = await makePrograms(base, banner(version, util));
      const located = locateFfmpeg({ PATH: folder });
      if (expected) expect(await located).toMatchObject({ ...expected, version });
      else await expect(located).rejects.toMatchObject({ code: 'FFMPEG_UNSUITABLE', message: /4\.1 is the oldest/ });
    }),
  );

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['is missing', () => Promise.resolve()],
    ['has no ffprobe beside it', (folder) => writeFile(join(folder, 'ffmpeg'), '#!/bin/sh\n', { mode: 0o755 })],
    ['may not be executed', (folder) => writeFile(join(folder, 'ffmpeg'), '#!/bin/sh\n')],
  ])('refuses HAVC_FFMPEG where the program %s, though PATH has one', (_what, make) =>
    withFolder(async (base) => {
      await make(base);
      const PATH = await makePrograms(join(base, 'good'), banner('6.1'));
      await expect(locateFfmpeg({ HAVC_FFMPEG: join(base, 'ffmpeg'), PATH })).rejects.toMatchObject({
        code: 'FFMPEG_MISSING',
        message: /^HAVC_FFMPEG is .* not there or not executable\. Set it to/,
      });
    }),
  );

  it('remembers what it found, and looks again after a failure', () =>
    withFolder(async (folder) => {
      await makePrograms(folder, 'hello');
      await expect(locateFfmpeg({ PATH: folder })).rejects.toMatchObject({ code: 'FFMPEG_UNSUITABLE' });
      await makePrograms(folder, banner('6.1'));
      const found = await locateFfmpeg({ PATH: folder });
      await makePrograms(folder, banner('7.0'));
      expect(await locateFfmpeg({ PATH: folder })).toBe(found);
    }));
});

describe.skipIf(process.platform === 'win32')('makeExecutable', () => {
  it('sets the bit where it is missing', () =>
    withFolder(async (folder) => {
      const program = join(folder, 'program');
      await writeFile(program, '#!/bin/sh\n', { mode: 0o644 });
      makeExecutable(program);
      expect(() => accessSync(program, constants.X_OK)).not.toThrow();
      expect(await readFile(program, 'utf8')).toBe('#!/bin/sh\n');
    }));
});
