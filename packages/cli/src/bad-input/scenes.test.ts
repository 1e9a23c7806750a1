import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { grayPicture, runFfmpeg } from '../testing/clips.ts';
import { flipBytes } from './damage.ts';
import { goodFilm } from './films.ts';
import { type Running, row } from './row.ts';

const film = goodFilm(20);
const scenes = ['scenes'];
const refsExport = ['refs', 'export'];

row('the cuts of a picture', {
  prepare: ({ path }) => runFfmpeg(...grayPicture(1), '-frames:v', '1', path('photo.png')),
  command: scenes,
  argv: ['photo.png'],
});

row('the cuts of a folder', {
  prepare: ({ path }) => mkdir(path('scans')),
  command: scenes,
  argv: ['scans'],
});

row('the cuts of text that is called a film', {
  prepare: ({ path }) => writeFile(path('film.mp4'), 'Dear reader,\nthis is no film.\n'),
  command: scenes,
  argv: ['film.mp4', '--pictures', 'shots'],
});

row('the cuts of nothing on stdin', { command: scenes, argv: ['-', '--pictures', 'shots'] });

row('the cuts of a film with damage', {
  async prepare({ path }) {
    const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p'];
    await runFfmpeg(...grayPicture(100, '128x96'), ...codecs, path('..', 'whole.mkv'));
    const bytes = await readFile(path('..', 'whole.mkv'));
    await writeFile(path('film.mkv'), flipBytes(bytes, { from: 0.4, to: 0.6, count: 40 }));
  },
  command: scenes,
  argv: ['film.mkv', '--format', 'json'],
  check(_scene, { stdout }) {
    const { shots } = JSON.parse(stdout.toString()) as { shots: { first: number }[] };
    expect(shots[0]!.first).toBe(0);
  },
});

row('a setting that the detector has not', { prepare: film(), command: scenes, argv: ['film.mp4', '--bias', '9'] });

row('pictures of shots in a folder that is a file', {
  prepare: film(),
  command: scenes,
  argv: ['film.mp4', '--pictures', 'film.mp4'],
});

row('pictures of shots that exist', {
  async prepare(scene) {
    await film()(scene);
    await mkdir(scene.path('shots'));
    await writeFile(scene.path('shots', 'shot_0001_000009.jpg'), 'precious');
  },
  command: scenes,
  argv: ['film.mp4', '--pictures', 'shots'],
});

row('a decoder that is killed while cuts are looked for', {
  prepare: ({ path }) => runFfmpeg(...grayPicture(600, '640x480'), '-c:v', 'libx264', path('film.mp4')),
  command: scenes,
  argv: ['film.mp4', '--pictures', 'shots', '--progress', 'json'],
  async during(run: Running) {
    await run.says('"frame-done"');
    for (const { pid, command } of run.processes()) if (command.includes(' pipe:3 ')) process.kill(pid, 'SIGKILL');
  },
});

row('a reference behind the end of a film', {
  prepare: film(),
  command: refsExport,
  argv: ['film.mp4', '-o', 'refs', '--frames', '0,20'],
});

row('references by a list that is none', {
  prepare: film(),
  command: refsExport,
  argv: ['film.mp4', '-o', 'refs', '--frames', '1,,2'],
});

row('references by a number that no frame has', {
  prepare: film(),
  command: refsExport,
  argv: ['film.mp4', '-o', 'refs', '--every', '50', '--start', '1f'],
});

row('references that are all frames', {
  prepare: film(),
  command: refsExport,
  argv: ['film.mp4', '-o', 'refs', '--frequency', '1'],
});

row('references in a folder that is missing', {
  prepare: film(),
  command: refsExport,
  argv: ['film.mp4', '-o', 'nowhere/refs'],
});

row('references that exist', {
  async prepare(scene) {
    await film()(scene);
    await mkdir(scene.path('refs'));
    await writeFile(scene.path('refs', 'ref_000010.jpg'), 'precious');
  },
  command: refsExport,
  argv: ['film.mp4', '-o', 'refs', '--every', '10'],
});
