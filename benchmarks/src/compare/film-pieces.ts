import type { FilmStability } from '../results/stability-results.ts';
import type { Pair } from './judge-pairs.ts';

/** One second at 25 frames. */
const PIECE_FRAMES = 25;
/** From so many shots on, a shot is a piece. */
const MANY_SHOTS = 8;

/**
 * Pairs of a series by frame, as means over pieces of film.
 *
 * Frames that follow each other show the same things and so change alike: taken for as many observations, they would make
 * any difference look certain. A piece is a shot where there are eight shots and more; in films with fewer, shots are cut
 * into pieces of about 25 frames. What goes on for longer than a piece still makes the standard error rather too small.
 *
 * @param shots - of both runs: first frame, and the one after the last.
 * @param before - by frame; frames in which either run has no value are left out.
 */
export function filmPieces(
  shots: FilmStability['shots'],
  before: readonly (number | null)[],
  after: readonly (number | null)[],
): readonly Pair[] {
  const length = Math.min(before.length, after.length);
  const there = shots.map(({ from, to }) => ({ from, to: Math.min(to, length) })).filter(({ from, to }) => from < to);
  const pieces = there.length >= MANY_SHOTS ? there : there.flatMap(cut);
  return pieces.flatMap(({ from, to }) => {
    let [first, second, weight] = [0, 0, 0];
    for (let frame = from; frame < to; frame++) {
      const [a, b] = [before[frame]!, after[frame]!];
      if (a === null || b === null) continue;
      first += a;
      second += b;
      weight++;
    }
    return weight === 0 ? [] : [{ before: first / weight, after: second / weight, weight }];
  });
}

/** A shot in pieces of nearly one length. */
function cut({ from, to }: FilmStability['shots'][number]): FilmStability['shots'] {
  const count = Math.max(1, Math.round((to - from) / PIECE_FRAMES));
  const edge = (at: number) => from + Math.round(((to - from) * at) / count);
  return Array.from({ length: count }, (_, at) => ({ from: edge(at), to: edge(at + 1) }));
}
