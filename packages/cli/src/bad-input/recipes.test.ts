import { copyFile, symlink, writeFile } from 'node:fs/promises';
import { goodFilm } from './films.ts';
import { row, type Scene } from './row.ts';

const film = goodFilm(10)();
const colorize = ['colorize', '--device', 'cpu'];
const recipe = (document: unknown) => async (scene: Scene) => {
  await film(scene);
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  await writeFile(scene.path('mine.json'), text);
};
const options = (...argv: string[]) => ({
  ...{ prepare: film, command: colorize, argv: ['film.mp4', ...argv] },
  // No weights are here.
  env: (scene: Scene) => ({ HAVC_HOME: scene.path('..', 'home') }),
});
const file = (document: unknown) => ({
  ...{ prepare: recipe(document), command: colorize, argv: ['film.mp4', '--recipe', 'mine.json'] },
});
const compact = { version: 1, color: { model: 'identity' } };

row('a preset that there is not', options('--preset', 'medum'));
row('a colour fix that there is not', options('--color-fix', 'purple'));
row('a colour temperature that needs another model', options('--color-temp', 'High'));
row('a preset without its weights', options('--preset', 'medium'));
row('a recipe and a preset', options('--preset', 'medium', '--recipe', 'mine.json'));
row('a change of a place that there is not', options('--preset', 'medium', '--set', 'color.merge.weigth=0.3'));
row('a change without a value', options('--set', 'weight'));
row('a recipe that is missing', options('--recipe', 'mine.json'));
row('a recipe that is cut off', file('{ "extends": "medium", '));
row('a recipe that is a film', {
  ...file(''),
  async prepare(scene) {
    await film(scene);
    await copyFile(scene.path('film.mp4'), scene.path('mine.json'));
  },
});
row('a recipe that is nested too deeply', file(`${'{"color":'.repeat(100_000)}1${'}'.repeat(100_000)}`));
row('a recipe that reaches for prototypes', file('{ "__proto__": { "size": 16 }, "color": { "model": "identity" } }'));
row('a recipe of a later version', file({ ...compact, version: 9 }));
row('a recipe that contradicts itself', file({ ...compact, frames: 'cuts', filters: [{ filter: 'deflicker' }] }));
row(
  'a recipe with an empty shot',
  file({ ...compact, shots: [{ from: '0:02', to: '0:01', set: { 'color.model': 'compact' } }] }),
);
row(
  'a recipe that names a file of somebody else',
  file({ ...compact, filters: [{ filter: 'lut', file: '/etc/passwd' }] }),
);
row('a recipe that names a link out of its folder', {
  ...file({ ...compact, filters: [{ filter: 'lut', file: 'look.cube' }] }),
  async prepare(scene) {
    await recipe({ ...compact, filters: [{ filter: 'lut', file: 'look.cube' }] })(scene);
    await symlink('/etc/passwd', scene.path('look.cube'));
  },
});
