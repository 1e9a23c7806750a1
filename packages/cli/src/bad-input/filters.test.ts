import { mkdir, writeFile } from 'node:fs/promises';
import { grayPicture, runFfmpeg } from '../testing/clips.ts';
import { goodFilm } from './films.ts';
import { row, type Scene } from './row.ts';

const film = goodFilm(10)();
const filter = ['filter'];
const steps = (text: string) => async (scene: Scene) => {
  await film(scene);
  await writeFile(scene.path('steps.json'), text);
};

row('filters without a chain', { prepare: film, command: filter, argv: ['film.mp4'] });

row('a chain without steps', { prepare: film, command: filter, argv: ['film.mp4', '--chain', ' '] });

row('a step that there is not', {
  prepare: film,
  command: filter,
  argv: ['film.mp4', '--chain', 'deflicker; stabiliser'],
});

row('a setting that a step has not', {
  prepare: film,
  command: filter,
  argv: ['film.mp4', '--chain', 'tweak saturatoin=2'],
});

row('a setting that a step can not have', {
  prepare: film,
  command: filter,
  argv: ['film.mp4', '--chain', 'stabilizer dark.amount=7'],
});

row('a quote in a chain that is not closed', {
  prepare: film,
  command: filter,
  argv: ['film.mp4', '--chain', 'lut "a.cube'],
});

row('a chain of 20001 characters', {
  prepare: film,
  command: filter,
  argv: ['film.mp4', '--chain', 'x'.repeat(20_001)],
});

row('a file of steps that is missing', { prepare: film, command: filter, argv: ['film.mp4', '--chain', 'steps.json'] });

row('a file of steps that holds something else', {
  prepare: steps('{ "extends": "medium" }'),
  command: filter,
  argv: ['film.mp4', '--chain', 'steps.json'],
});

row('a file of steps with a step that there is not', {
  prepare: steps('[{ "filter": "deflickr" }]'),
  command: filter,
  argv: ['film.mp4', '--chain', 'steps.json'],
});

row('a file of steps that names a file of somebody else', {
  prepare: steps('[{ "filter": "lut", "file": "../../etc/passwd" }]'),
  command: filter,
  argv: ['film.mp4', '--chain', 'steps.json'],
});

row('a LUT that is missing', { prepare: film, command: filter, argv: ['film.mp4', '--chain', 'lut my.cube'] });

row('a LUT that is text', {
  async prepare(scene) {
    await film(scene);
    await writeFile(scene.path('my.cube'), 'Dear reader,\nthis is no LUT.\n');
  },
  command: filter,
  argv: ['film.mp4', '--chain', 'lut my.cube'],
});

row('filters over text that is called a film', {
  prepare: ({ path }) => writeFile(path('film.mp4'), 'Dear reader,\nthis is no film.\n'),
  command: filter,
  argv: ['film.mp4', '--chain', 'deflicker'],
});

row('filters over a film without colours', {
  prepare: ({ path }) => runFfmpeg(...grayPicture(10), '-c:v', 'libx264', '-pix_fmt', 'gray', path('film.mp4')),
  command: filter,
  argv: ['film.mp4', '--chain', 'stabilizer'],
  leaves: ['film.filtered.mp4'],
});

row('filters over nothing on stdin', { command: filter, argv: ['-', '-o', 'out.mp4', '--chain', 'deflicker'] });

row('filters whose output is their file of steps', {
  prepare: steps('[{ "filter": "deflicker" }]'),
  command: filter,
  argv: ['film.mp4', '--chain', 'steps.json', '-o', 'steps.json', '-y'],
});

row('filters over a folder without images', {
  async prepare({ path }) {
    await mkdir(path('scans'));
    await writeFile(path('scans', 'notes.txt'), 'none');
  },
  command: filter,
  argv: ['scans', '--chain', 'deflicker'],
});
