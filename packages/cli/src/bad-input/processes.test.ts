import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { expect } from 'vitest';
import { framesOf } from './contents.ts';
import { goodFilm } from './films.ts';
import { type Running, row, type Scene } from './row.ts';

const film = goodFilm();
// Long enough to be met in the middle, at whatever speed.
const longFilm = goodFilm(3000);

row('HAVC_FFMPEG that names nothing', {
  prepare: film(),
  env: ({ path }) => ({ HAVC_FFMPEG: path('nowhere', 'ffmpeg') }),
  argv: ['film.mp4'],
});

row('no ffmpeg at all', {
  async prepare(scene) {
    await film()(scene);
    await writeFile(scene.path('hide.cjs'), HIDE_PACKAGES);
    await mkdir(scene.path('bin'));
  },
  env: ({ path }) => ({ HAVC_FFMPEG: '', PATH: path('bin'), NODE_OPTIONS: `--require "${path('hide.cjs')}"` }),
  argv: ['film.mp4'],
});

/** Makes the packages that bring ffmpeg look as if they weren't installed. */
const HIDE_PACKAGES = `
const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (/^@ff(mpeg|probe)-installer/.test(request)) throw new Error('Cannot find module ' + request);
  return resolve.call(this, request, ...rest);
};
`;

const withPrograms = (script: string) => async (scene: Scene) => {
  if (process.platform === 'win32') scene.skip('The programs of this test are shell scripts.');
  await film()(scene);
  await mkdir(scene.path('bin'));
  for (const name of ['ffmpeg', 'ffprobe']) {
    await writeFile(scene.path('bin', name), `#!/bin/sh\n${script}\n`);
    await chmod(scene.path('bin', name), 0o755);
  }
};
const onPath = ({ path }: Scene) => ({ HAVC_FFMPEG: '', PATH: `${path('bin')}${delimiter}${process.env['PATH']}` });

row('an ffmpeg that is too old', {
  prepare: withPrograms("echo 'ffmpeg version 2.8.17 Copyright (c) 2000-2020 the FFmpeg developers' >&2"),
  env: onPath,
  argv: ['film.mp4'],
});

row('an ffmpeg that is something else', {
  prepare: withPrograms('echo hello'),
  env: onPath,
  argv: ['film.mp4'],
});

row('an ffmpeg that does not run', {
  prepare: withPrograms('exit 127'),
  env: onPath,
  argv: ['film.mp4'],
});

/** Kills the process whose command matches, when the first frame is done. */
async function killAtFirstFrame(run: Running, command: RegExp): Promise<void> {
  await run.says('"frame-done"');
  const found = run.processes().filter((candidate) => command.test(candidate.command));
  expect(found).toHaveLength(1);
  process.kill(found[0]!.pid, 'SIGKILL');
}

const ensureLinux = (scene: Scene) => {
  if (process.platform !== 'linux') scene.skip('Only on Linux are the processes of a run found.');
};
const long = async (scene: Scene) => {
  ensureLinux(scene);
  await longFilm()(scene);
};

row('a decoder that is killed', {
  prepare: long,
  argv: ['film.mp4', '--progress', 'json'],
  during: (run) => killAtFirstFrame(run, /ffmpeg .* pipe:3 /),
});

row('an encoder that is killed', {
  prepare: long,
  argv: ['film.mp4', '--progress', 'json'],
  // A recipe among the arguments has line breaks around it.
  during: (run) => killAtFirstFrame(run, /ffmpeg .*\.part\.mp4/s),
});

const someFilm = goodFilm(60);
row('an inference process that is killed', {
  async prepare(scene) {
    ensureLinux(scene);
    await someFilm()(scene);
  },
  argv: ['film.mp4', '--progress', 'json', '--model', 'compact'],
  during: (run) => killAtFirstFrame(run, /inference/),
  leaves: ['film.color.mp4'],
  check: async ({ path }) => expect(await framesOf(path('film.color.mp4'))).toHaveLength(60),
});
