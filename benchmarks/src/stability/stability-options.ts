import { HavcError } from '@havc/core';
import type { Method } from '../methods/method.ts';
import { SMALLEST_SIDE } from '../metrics/time/luma-pyramid.ts';

/** A film whose stability is measured. It is coloured from gray, whether it has colours or not. */
export interface StabilityFilm {
  readonly path: string;
  /** A film of the same frames in colour, or `self` where this one has its true colours itself. */
  readonly truth?: string | 'self' | undefined;
  /** Films of the same frames that any program has coloured, judged as they are. */
  readonly colored?: readonly string[] | undefined;
}

/** What the stability suite measures. */
export interface StabilityOptions {
  readonly films: readonly StabilityFilm[];
  readonly methods: readonly Method[];
  /** How many frames from the start of each film. Default: all. */
  readonly frames?: number | undefined;
  /** Shorter side at which colours are compared, 16 to 1080 pixels; smaller films keep their size. Default: 360. */
  readonly size?: number | undefined;
  /** How many frames that flicker most get thumbnails, by film and method, 0 to 100. Default: 5. */
  readonly worst?: number | undefined;
}

/** Options with their defaults. */
export interface CheckedOptions extends StabilityOptions {
  /** Infinity for all. */
  readonly frames: number;
  readonly size: number;
  readonly worst: number;
}

/**
 * The options with their defaults filled in.
 *
 * @throws HavcError `OPTION_INVALID`.
 */
export function checkOptions(options: StabilityOptions): CheckedOptions {
  const { films, methods, frames = Number.POSITIVE_INFINITY, size = 360, worst = 5 } = options;
  if (films.length === 0) fail('options.films is empty: name at least one film.');
  for (const [at, { path, truth }] of films.entries()) {
    if (path === '' || truth === '') fail(`options.films[${at}] has an empty path: name a file.`);
  }
  if (frames !== Number.POSITIVE_INFINITY) ensureWhole(frames, 'options.frames', 1, Number.MAX_SAFE_INTEGER);
  ensureWhole(size, 'options.size', SMALLEST_SIDE, 1080);
  ensureWhole(worst, 'options.worst', 0, 100);
  return { films, methods, frames, size, worst };
}

function ensureWhole(value: number, name: string, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  fail(`${name} must be a whole number ${range}, got ${value}.`);
}

function fail(message: string): never {
  throw new HavcError('OPTION_INVALID', message);
}
