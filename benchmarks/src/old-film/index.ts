export { makeOldFilm, type OldFilmOptions, shotSeconds } from './make-old-film.ts';
