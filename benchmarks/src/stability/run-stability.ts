import { basename, join } from 'node:path';
import type { BenchContext } from '../bench-context.ts';
import type { FilmStability, MethodStability, StabilityResults } from '../results/stability-results.ts';
import { quantile } from '../statistics/quantile.ts';
import { fileNamer } from '../thumbnails/file-names.ts';
import { type FilmWay, filmWays, type WayInput } from './film-ways.ts';
import { measureWay, type WayMeasures } from './measure-way.ts';
import { type CheckedOptions, checkOptions, type StabilityFilm, type StabilityOptions } from './stability-options.ts';
import { surveyFilm } from './survey-film.ts';
import { FLICKER_MAP_MAXIMUM, writeWorst } from './write-worst.ts';

/**
 * How steady colours are over time: each film is coloured by each method, from gray, and its colours are followed through
 * every shot. Beside the methods stand `gray`, and `truth` where there is one: what is good is near the truth's values
 * rather than 0, which a gray film has.
 *
 * Each way takes one pass over the film; what is held of it is a few frames, and some numbers of each.
 *
 * @throws HavcError `OPTION_INVALID`; as `decode` does for films, and as methods do; `OUTPUT_UNWRITABLE`
 * and `DISK_FULL` for thumbnails; `ABORTED`.
 */
export async function runStability(options: StabilityOptions, context: BenchContext): Promise<StabilityResults> {
  const checked = checkOptions(options);
  const nameOf = fileNamer();
  const films: FilmStability[] = [];
  for (const [at, film] of checked.films.entries()) {
    const folder = ['thumbnails', 'stability', nameOf(`${basename(film.path)}\0${at}`)];
    const motionFile = join(context.scratch, `motions-${at}`);
    films.push(await measureFilm(film, checked, context, { folder, motionFile }));
  }
  return { films, heatMapMaximum: FLICKER_MAP_MAXIMUM };
}

interface FilmPlaces {
  /** Of thumbnails, below the output. */
  readonly folder: readonly string[];
  readonly motionFile: string;
}

async function measureFilm(
  film: StabilityFilm,
  { methods, size, frames, worst }: CheckedOptions,
  context: BenchContext,
  { folder, motionFile }: FilmPlaces,
): Promise<FilmStability> {
  const { signal, say, models, output } = context;
  const name = basename(film.path);
  say(`${name}: looking for shots and motion.`);
  await using survey = await surveyFilm(film.path, { size, frames, motionFile, signal });
  const { width, height, shots, framesPerSecond } = survey;
  say(`${name}: ${survey.frames} frames of ${width}x${height} in ${shots.length} shots.`);
  const ways = filmWays(film, methods);
  const [gray, truth] = ['gray', 'truth'].map((id) => ways.find((way) => way.id === id));
  const nameOf = fileNamer();
  const measured: MethodStability[] = [];
  for (const way of ways) {
    const notes: string[] = [];
    const input: WayInput = {
      ...{ path: film.path, width, height, frames: survey.frames, models, signal },
      note: (text) => notes.push(text),
    };
    const own = { ...input, note: () => {} };
    const streams = {
      gray: gray!.open(own),
      colored: way.open(input),
      truth: truth && way !== truth ? truth.open(own) : undefined,
    };
    const startedAt = performance.now();
    const measures = await measureWay(survey, streams, { worst, signal });
    const perSecond = survey.frames / ((performance.now() - startedAt) / 1000);
    const thumbnails = await writeWorst(
      measures.worst,
      { width, height },
      { output, folder: [...folder, nameOf(way.id)] },
    );
    const results = resultsOf(way, measures, thumbnails, notes);
    say(`${name}: ${describe(results)}, ${perSecond.toFixed(1)} frames a second.`);
    measured.push(results);
  }
  return {
    ...{ film: name, frames: survey.frames, framesPerSecond, width, height, hasTruth: truth !== undefined, shots },
    methods: measured,
  };
}

function resultsOf(
  { id, label, kind }: FilmWay,
  { distribution, flicker, coveredShare, colorfulness, drift, deltaE }: WayMeasures,
  worst: MethodStability['worst'],
  notes: readonly string[],
): MethodStability {
  const known = flicker.filter((value) => value !== null);
  const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  return {
    ...{ id, label, kind, distribution },
    flicker: { mean, p95: known.length === 0 ? null : quantile(known, 0.95), coveredShare },
    drift: drift.flatMap(({ deltaE, largest, series }, shot) => (series.length < 2 ? [] : [{ shot, deltaE, largest }])),
    series: { flicker, colorfulness, drift: drift.flatMap(({ series }) => series) },
    worst,
    ...(deltaE !== undefined && { deltaE }),
    notes,
  };
}

function describe({ label, flicker, distribution, deltaE }: MethodStability): string {
  const shown = (value: number | null, digits: number) => (value === null ? 'none' : value.toFixed(digits));
  const truth = deltaE === undefined ? '' : `, CIEDE2000 to the truth ${deltaE.toFixed(2)}`;
  return `${label}: flicker ${shown(flicker.mean, 3)}, CDC ${shown(distribution.mean, 5)}${truth}`;
}
