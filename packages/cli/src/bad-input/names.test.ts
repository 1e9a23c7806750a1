import { goodFilm } from './films.ts';
import { row } from './row.ts';

const film = goodFilm();

/** Runs a film of that name, which must come out beside it. */
function named(name: string) {
  return {
    prepare: film(name),
    argv: ['--', name],
    leaves: [name.replace(/\.mp4$/, '.color.mp4')],
  };
}

/** As {@link named}, for names that Windows doesn't allow. */
function namedOnUnix(name: string): Parameters<typeof row>[1] {
  const trial = named(name);
  if (process.platform !== 'win32') return trial;
  return { ...trial, prepare: (scene) => scene.skip('Windows allows no such name.') };
}

row('a name with spaces', named(' my old  film .mp4'));
row('a name with quotes', namedOnUnix(`it's "my" \`film\`.mp4`));
row('a name with line breaks', namedOnUnix('two\nlines\r.mp4'));
row('a name with a dash in front, behind --', named('-film.mp4'));
row('a name with emoji', named('🎞️ film é 映画.mp4'));
row('a name of 200 characters', named(`${'x'.repeat(196)}.mp4`));
row('a name that is longer than can be', { argv: [`${'映'.repeat(196)}.mp4`] });
row('a name that is as long as can be', {
  prepare: film(`${'x'.repeat(251)}.mp4`),
  argv: [`${'x'.repeat(251)}.mp4`],
});
row('a name with a number pattern', named('film %05d %d.mp4'));
row('a name like an address', namedOnUnix('http:x.mp4'));
row('a name with backslashes', namedOnUnix('C:\\films\\a.mp4'));
row('a name with characters of file name patterns', namedOnUnix('film*?[a-z]{1,2}.mp4'));

row('a name with a dash in front', {
  prepare: film('-film.mp4'),
  argv: ['-film.mp4'],
});

row('a pattern without pictures', { prepare: film(), argv: ['scan%05d.png'] });
