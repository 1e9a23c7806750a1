import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { grayPicture, runFfmpeg } from '../testing/clips.ts';
import { goodFilm } from './films.ts';
import { row, type Scene } from './row.ts';

const film = goodFilm();

row('an output that is the input', {
  prepare: film(),
  argv: ['film.mp4', '-o', 'film.mp4', '-y'],
});

row('an output that is the input in another spelling', {
  async prepare(scene) {
    await film()(scene);
    await mkdir(scene.path('sub'));
  },
  argv: ['film.mp4', '-o', './sub/../film.mp4', '-y'],
});

row('an output that is the input by a hard link', {
  async prepare(scene) {
    await film()(scene);
    await link(scene.path('film.mp4'), scene.path('other.mp4'));
  },
  argv: ['film.mp4', '-o', 'other.mp4', '-y'],
});

row('an output that is the input by a symbolic link', {
  async prepare(scene) {
    await film()(scene);
    await symlink('film.mp4', scene.path('other.mp4'));
  },
  argv: ['film.mp4', '-o', 'other.mp4', '-y'],
});

row('a picture whose output is the input', {
  prepare: ({ path }) => runFfmpeg(...grayPicture(1), '-frames:v', '1', path('photo.png')),
  argv: ['photo.png', '-o', './photo.png', '-y'],
});

const withOutput = async (scene: Scene) => {
  await film()(scene);
  await writeFile(scene.path('out.mp4'), 'precious');
};

row('an output that exists', { prepare: withOutput, argv: ['film.mp4', '-o', 'out.mp4'] });

row('an output that exists, with -n', { prepare: withOutput, argv: ['film.mp4', '-o', 'out.mp4', '-n'] });

row('an output that is a folder', {
  async prepare(scene) {
    await film()(scene);
    await mkdir(scene.path('out.mp4'));
  },
  argv: ['film.mp4', '-o', 'out.mp4', '-y'],
});

row('an output in a folder that is missing', {
  prepare: film(),
  argv: ['film.mp4', '-o', 'nowhere/out.mp4'],
  // It is told before the model is loaded, which takes its time.
  check: (_scene, { stderr }) => expect(stderr).not.toContain('Model'),
});

row('an output in a folder that is a file', { prepare: film(), argv: ['film.mp4', '-o', 'film.mp4/out.mp4'] });

row('an output without a known extension', { prepare: film(), argv: ['film.mp4', '-o', 'out.film'] });

row('an output in a folder without permission', {
  async prepare(scene) {
    await film()(scene);
    await closeFolder(scene);
  },
  argv: ['film.mp4', '-o', 'closed/out.mp4'],
});

row('an output on a file system that is read-only', {
  async prepare(scene) {
    await film()(scene);
    await mountMemory(scene, 'ro,size=1m');
  },
  argv: ['film.mp4', '-o', 'disk/out.mp4'],
});

/** Noise, which no codec makes small: more than a megabyte. */
const noise = (...output: string[]) =>
  runFfmpeg('-f', 'lavfi', '-i', 'nullsrc=size=320x240:rate=25,geq=lum=random(1)*255:cb=128:cr=128', ...output);

row('a disk that is full', {
  async prepare(scene) {
    await mountMemory(scene, 'size=1m');
    await noise('-frames:v', '25', '-c:v', 'ffv1', scene.path('film.mkv'));
  },
  argv: ['film.mkv', '-o', 'disk/out.mkv', '--codec', 'ffv1'],
  check: async ({ path }) => expect(await readdir(path('disk'))).toEqual([]),
});

row('a disk that is full, with an output that was there', {
  async prepare(scene) {
    await mountMemory(scene, 'size=1m');
    await writeFile(scene.path('disk', 'out.mkv'), 'precious');
    await noise('-frames:v', '25', '-c:v', 'ffv1', scene.path('film.mkv'));
  },
  argv: ['film.mkv', '-o', 'disk/out.mkv', '--codec', 'ffv1', '-y'],
  check: async ({ path }) => expect(await readFile(path('disk', 'out.mkv'), 'utf8')).toBe('precious'),
});

row('a disk that is full, with a picture', {
  async prepare(scene) {
    await mountMemory(scene, 'size=64k');
    await noise('-frames:v', '1', scene.path('photo.png'));
  },
  argv: ['photo.png', '-o', 'disk/out.png'],
  check: async ({ path }) => expect(await readdir(path('disk'))).toEqual([]),
});

row('references in a folder without permission', {
  async prepare(scene) {
    await film()(scene);
    await closeFolder(scene);
  },
  command: ['refs', 'export'],
  argv: ['film.mp4', '-o', 'closed'],
});

row('references on a disk that is full', {
  async prepare(scene) {
    await mountMemory(scene, 'size=128k');
    await noise('-frames:v', '3', '-c:v', 'ffv1', scene.path('film.mkv'));
  },
  command: ['refs', 'export'],
  argv: ['film.mkv', '-o', 'disk', '--every', '1', '--format', 'png'],
  check: async ({ path }) => expect(await readdir(path('disk'))).toEqual([]),
});

/** Makes a folder in which nothing can be made; skips the row where that can't be done. */
async function closeFolder(scene: Scene): Promise<void> {
  if (process.platform === 'win32') scene.skip('Windows keeps permissions in another way.');
  await mkdir(scene.path('closed'));
  if (process.getuid?.() !== 0) return chmod(scene.path('closed'), 0o555);
  // Permissions don't stop root; this attribute does, where the file system has it.
  if (!runs('chattr', '+i', scene.path('closed'))) scene.skip('Root can close no folder here: chattr +i fails.');
  scene.afterwards(() => runs('chattr', '-i', scene.path('closed')));
}

/** Mounts a file system in memory on the folder `disk`; skips the row where that isn't allowed. */
async function mountMemory(scene: Scene, options: string): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    scene.skip('Only root on Linux can mount a small disk.');
  await mkdir(scene.path('disk'));
  if (!runs('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', scene.path('disk'))) {
    scene.skip('A small disk can not be mounted here: mount fails.');
  }
  scene.afterwards(() => execFileSync('umount', [scene.path('disk')]));
}

function runs(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false; // not there, or not allowed
  }
}
