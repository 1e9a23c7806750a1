import { join } from 'node:path';
import { makeOldFilm } from '../../old-film/make-old-film.ts';
import { runFfmpeg } from '../../peers/ffmpeg.ts';

/**
 * What the old film looks like to an encoder at CRF 17: 0.15 bits a pixel with a light grain, 0.08 without any (an old
 * film that had been compressed before took 0.075).
 */
export const LOOKS = { 'light grain': 2, 'no grain': 0 } as const satisfies Readonly<Record<string, number>>;

/** A name in {@link LOOKS}. */
export type Look = keyof typeof LOOKS;

/** Makes the films that are measured with, each once. */
export interface FilmMaker {
  /** The old film with its soundtrack, of that many frames. */
  old(frames: number, look: Look): Promise<string>;
  /** The first `piece` frames of the old film again and again, cheap to make and to encode. */
  repeating(frames: number, piece: number): Promise<string>;
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
  const pieceOf = (frames: number) =>
    once(`piece-${frames}.mp4`, (path) =>
      makeOldFilm(path, {
        ...{ photographs, width, height, frames, grain: 0 },
        // Without B-frames every copy of the piece starts where the last one ended.
        encoderArguments: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-bf', '0'],
      }),
    );
  return {
    old: (frames, look) =>
      once(`${look}-${frames}.mp4`, (path) =>
        makeOldFilm(path, { photographs, width, height, frames, grain: LOOKS[look] }),
      ),
    async repeating(frames, piece) {
      const first = await pieceOf(Math.min(frames, piece));
      if (frames <= piece) return first;
      return once(`repeating-${frames}.mp4`, (path) => {
        const copies = ['-stream_loop', String(Math.ceil(frames / piece) - 1)];
        return runFfmpeg([...copies, '-i', first, '-c', 'copy', '-frames:v', String(frames), path]);
      });
    },
  };
}
