import { pipe, type Stage } from '@havc/core';
import { decode, encode } from '@havc/media';

/** What {@link runFilm} takes. */
export interface FilmRun {
  readonly film: string;
  /** So many frames of it. */
  readonly frames: number;
  /** The film's times as `frameTimes` gives them: looking for them would count as time of the run. */
  readonly times: readonly number[];
  /** Of the pictures that are worked on, as `decode` has it. */
  readonly size: number | 'full';
  /** Made when the film is open, and knows its size. */
  readonly stageFor: (size: { readonly width: number; readonly height: number }) => Promise<Stage>;
  readonly output: string;
  /** Called when the first coloured frame has gone to the encoder. */
  readonly onFirstFrame?: () => void;
}

/** Colours a film as `havc colorize` does; gives the number of frames. */
export async function runFilm(run: FilmRun): Promise<number> {
  const { film: path, frames, times, size, stageFor, output, onFirstFrame } = run;
  await using film = await decode(path, { size, times, end: { frame: frames } });
  const stage = await stageFor(film);
  const report = await encode(film, pipe(film.frames, stage), output, {
    overwrite: true,
    onProgress(progress) {
      if (progress.frames === 1) onFirstFrame?.();
    },
  });
  return report.frames;
}
