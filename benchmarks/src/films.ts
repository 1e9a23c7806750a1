import { join } from 'node:path';
import { runFfmpeg } from './ffmpeg.ts';
import { makeOldFilm } from './old-film/make-old-film.ts';

/** Makes the films that are measured with, each once. */
export interface FilmMaker {
  /** The old film with its grain and its soundtrack, of that many frames. */
  grainy(frames: number): Promise<string>;
  /** The old film without grain, which is cheap to encode; lengths beyond `piece` frames repeat the first ones. */
  clean(frames: number, piece: number): Promise<string>;
}

/** A maker of films of one size. */
export function createFilmMaker(options: {
  readonly folder: string;
  readonly photographs: string;
  readonly width: number;
  readonly height: number;
}): FilmMaker {
  const { folder, photographs, width, height } = options;
  const made = new Map<string, Promise<string>>();
  const once = (name: string, make: (path: string) => Promise<unknown>): Promise<string> => {
    const path = join(folder, name);
    let film = made.get(name);
    if (!film) {
      film = make(path).then(() => path);
      made.set(name, film);
    }
    return film;
  };
  const clean = (frames: number) =>
    once(`clean-${frames}.mp4`, (path) =>
      makeOldFilm(path, {
        ...{ photographs, width, height, frames, grain: 0 },
        // Without B-frames every copy of the piece starts where the last one ended.
        encoderArguments: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-bf', '0'],
      }),
    );
  return {
    grainy: (frames) =>
      once(`grainy-${frames}.mp4`, (path) => makeOldFilm(path, { photographs, width, height, frames })),
    async clean(frames, piece) {
      const first = await clean(Math.min(frames, piece));
      if (frames <= piece) return first;
      return once(`clean-${frames}.mp4`, (path) => {
        const copies = ['-stream_loop', String(Math.ceil(frames / piece) - 1)];
        return runFfmpeg([...copies, '-i', first, '-c', 'copy', '-t', (frames / 25).toFixed(2), path]);
      });
    },
  };
}
