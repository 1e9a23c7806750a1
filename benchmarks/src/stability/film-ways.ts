import { basename } from 'node:path';
import { type Frame, pipe } from '@havc/core';
import { decode } from '@havc/media';
import type { LoadModelOptions } from '@havc/presets';
import { uniqueIds } from '../color/unique-ids.ts';
import type { Method, MethodKind } from '../methods/method.ts';
import { openMethod } from '../methods/open-method.ts';
import { exactFrames, firstFrames, fitTo, type Size, toGray } from './frame-streams.ts';
import type { StabilityFilm } from './stability-options.ts';

/** What a way to colour a film is given. */
export interface WayInput extends Size {
  /** Path of the film. */
  readonly path: string;
  readonly frames: number;
  readonly models: LoadModelOptions;
  readonly signal?: AbortSignal | undefined;
  /** Takes what must be said beside the way's numbers. */
  note(text: string): void;
}

/** One way in which a film gets its colours: one row of the results. */
export interface FilmWay {
  readonly id: string;
  readonly label: string;
  readonly kind: MethodKind;
  /**
   * The coloured frames, exactly as many as are asked for, at the size that is asked for. Only their colours count.
   *
   * @throws HavcError while running, as `decode` and methods do; `OPTION_INVALID` for a film with too few frames.
   */
  open(input: WayInput): AsyncGenerator<Frame, void, undefined>;
}

/** The ways to colour a film: its truth where there is one, none at all (`gray`), the methods, and films as they are. */
export function filmWays(film: StabilityFilm, methods: readonly Method[]): readonly FilmWay[] {
  const { path, truth, colored = [] } = film;
  const fixed: FilmWay[] = [
    ...(truth === undefined ? [] : [truthWay(truth === 'self' ? path : truth)]),
    { id: 'gray', label: 'Gray: no colours at all', kind: 'gray', open: grayFrames },
  ];
  const others = [...methods.map(methodWay), ...colored.map(finishedWay)];
  return [...fixed, ...uniqueIds(others, ['truth', 'gray'])];
}

/** The truth as a way of its own: what a film in true colours flickers and drifts. */
function truthWay(path: string): FilmWay {
  return { id: 'truth', label: 'Truth', kind: 'truth', open: (input) => finishedFrames(path, input) };
}

function finishedWay(path: string): FilmWay {
  const name = basename(path);
  return { id: name, label: name, kind: 'film', open: (input) => finishedFrames(path, input) };
}

function methodWay(method: Method): FilmWay {
  const { id, label, kind } = method;
  return { id, label, kind, open: (input) => methodFrames(method, input) };
}

async function* grayFrames({ path, frames, signal, ...size }: WayInput): AsyncGenerator<Frame, void, undefined> {
  await using film = await decode(path, { size: shorterSide(size), originals: false, signal });
  yield* pipe(film.frames, exactFrames(frames, path), toGray, fitTo(size));
}

async function* finishedFrames(
  path: string,
  { frames, signal, ...size }: WayInput,
): AsyncGenerator<Frame, void, undefined> {
  await using film = await decode(path, { size: shorterSide(size), originals: false, signal });
  yield* pipe(film.frames, exactFrames(frames, JSON.stringify(path)), fitTo(size));
}

async function* methodFrames(method: Method, input: WayInput): AsyncGenerator<Frame, void, undefined> {
  const { path, frames, models, signal, note } = input;
  const { recipe, label } = method;
  await using open = await openMethod(method, { ...models, signal }, true);
  await using film = await decode(path, { size: recipe.size, originals: false, signal });
  const stage = await open.stageFor({ width: film.width, height: film.height });
  for (const notice of open.notices) note(notice);
  if (recipe.luma === 'toned')
    note('Only its colours are measured, on the luma of the film: it changes the tone as well.');
  if (recipe.frames !== 'all') note(`It colours only some frames (${recipe.frames}); the others stay gray.`);
  yield* pipe(film.frames, firstFrames(frames), toGray, stage, exactFrames(frames, label), fitTo(input));
}

function shorterSide({ width, height }: Size): number {
  return Math.max(16, Math.min(width, height));
}
