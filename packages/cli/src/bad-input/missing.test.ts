import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { grayPicture, runFfmpeg } from '../testing/clips.ts';
import { makeFilm } from './films.ts';
import { row } from './row.ts';

row('a missing file', { argv: ['film.mp4'] });

row('a link that leads nowhere', {
  prepare: ({ path }) => symlink('nowhere.mp4', path('film.mp4')),
  argv: ['film.mp4'],
});

row('a folder without images', {
  async prepare({ path }) {
    await mkdir(path('scans'));
    await writeFile(path('scans', 'notes.txt'), 'nothing here');
  },
  argv: ['scans'],
});

row('an empty film', {
  prepare: ({ path }) => writeFile(path('film.mp4'), ''),
  argv: ['film.mp4'],
});

row('an empty picture', {
  prepare: ({ path }) => writeFile(path('photo.png'), ''),
  argv: ['photo.png'],
});

row('sound alone', {
  prepare: ({ path }) => runFfmpeg('-f', 'lavfi', '-i', 'sine=duration=0.4', '-c:a', 'aac', path('film.mp4')),
  argv: ['film.mp4'],
});

row('an MP4 of no length', {
  async prepare({ path }) {
    await runFfmpeg(...grayPicture(5), '-c:v', 'libx264', path('whole.mp4'));
    await runFfmpeg('-ss', '100', '-i', path('whole.mp4'), '-c', 'copy', path('film.mp4'));
  },
  argv: ['film.mp4'],
});

row('a Matroska film that ends behind its header', {
  async prepare(scene) {
    await makeFilm('whole.mkv')(scene);
    const bytes = await readFile(scene.path('whole.mkv'));
    await writeFile(scene.path('film.mkv'), bytes.subarray(0, bytes.indexOf(CLUSTER)));
  },
  argv: ['film.mkv'],
});

row('a film of one frame', {
  prepare: makeFilm('film.mkv', { frames: 1 }),
  argv: ['film.mkv'],
  leaves: ['film.color.mp4'],
});

row('nothing on stdin', {
  argv: ['-', '-o', 'film.mp4'],
});

row('something else than y4m on stdin', {
  input: () => Buffer.from('This is no film.\n'.repeat(1000)),
  argv: ['-', '-o', 'film.mp4'],
});

row('y4m that ends before its first frame', {
  input: () => Buffer.from('YUV4MPEG2 W64 H48 F25:1\nFRAME\n0123'),
  argv: ['-', '-o', 'film.mp4'],
});

row('a named pipe as input', {
  prepare(scene) {
    if (process.platform === 'win32') scene.skip('Windows has no named pipes in folders.');
    execFileSync('mkfifo', [scene.path('film.mp4')]);
  },
  argv: ['film.mp4'],
});

/** Identifier of Matroska's clusters, which hold the frames. */
const CLUSTER = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);
