import { join } from 'node:path';
import { HavcError } from '@havc/core';
import type { BenchContext } from '../bench-context.ts';
import { makeOldFilm } from '../old-film/make-old-film.ts';
import type { StabilityResults } from '../results/stability-results.ts';
import { runStability } from '../stability/run-stability.ts';
import type { StabilityFilm } from '../stability/stability-options.ts';
import type { PartSettings } from './part-settings.ts';

/** Frames of the film that is made: twelve seconds. */
const FILM_FRAMES = 300;

/** What is asked of the stability part. */
export interface StabilityPart {
  /** Films to be coloured. Empty for one that is made of the photographs, whose truth is known. */
  readonly films: readonly string[];
  /** The one film in its real colours; `self` for films that have these themselves. */
  readonly truth?: string | undefined;
  /** The one film as other programs have coloured it. */
  readonly colored?: readonly string[] | undefined;
  /** How many frames from the start of each film. Default: 300; of a quick run 100. */
  readonly frames?: number | undefined;
  /** Shorter side at which colours are compared, pixels. Default: 360; of a quick run 240. */
  readonly size?: number | undefined;
}

/**
 * Measures stability; see {@link runStability}.
 *
 * @throws HavcError `OPTION_INVALID` for a truth or coloured films that could belong to any of several films.
 */
export async function measureStability(
  part: StabilityPart,
  { methods, quick }: PartSettings,
  context: BenchContext,
): Promise<StabilityResults> {
  const { frames = quick ? 100 : 300, size = quick ? 240 : 360 } = part;
  const films = part.films.length > 0 ? filmsOf(part) : [await madeFilm(part, frames, context)];
  return runStability({ films, methods, frames, size }, context);
}

function filmsOf({ films, truth, colored }: StabilityPart): readonly StabilityFilm[] {
  const belongsToOne = colored !== undefined || (truth !== undefined && truth !== 'self');
  if (films.length > 1 && belongsToOne) {
    const option = colored === undefined ? '--truth' : '--colored';
    throw new HavcError('OPTION_INVALID', `${option} belongs to one film, and there are ${films.length}: name one.`, {
      details: { option },
    });
  }
  return films.map((path) => ({ path, truth, colored }));
}

/** The old film in its colours: pans, zooms, cuts and a cross-fade, with grain. */
async function madeFilm({ truth, colored }: StabilityPart, frames: number, context: BenchContext) {
  if (truth !== undefined || colored !== undefined) {
    const option = colored === undefined ? '--truth' : '--colored';
    throw new HavcError('OPTION_INVALID', `${option} belongs to a film: name that film too.`, { details: { option } });
  }
  const { photographs, scratch, say } = context;
  const path = join(scratch, 'made film.mkv');
  say('Making a film of photographs, in their colours ...');
  await makeOldFilm(path, {
    // A shorter one would have the same sights, and race through them.
    ...{
      photographs,
      frames: Math.max(frames, FILM_FRAMES),
      width: 854,
      height: 480,
      grain: 3,
      sound: false,
      colors: true,
    },
    // All of what is measured: what an encoder leaves out must not be told as calm.
    encoderArguments: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '8'],
  });
  return { path, truth: 'self' as const };
}
