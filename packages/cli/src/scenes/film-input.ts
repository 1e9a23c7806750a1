import type { Readable } from 'node:stream';
import { abortError, HavcError, untilAborted } from '@havc/core';
import { type DecodeOptions, decode, type Film, type Position } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { inputKind } from '../colorize/input-kind.ts';

/** A film that is looked at, or a part of it. */
export interface FilmInput {
  /** A path, or `-` for y4m on stdin. */
  readonly input: string;
  readonly start: Position | undefined;
  readonly end: Position | undefined;
}

const KINDS = { image: 'an image', folder: 'a folder', sequence: 'a sequence of images' } as const;

/**
 * Says whether a film comes from a file or a pipe.
 *
 * @param command - for messages: `havc scenes`.
 * @throws HavcError `OPTION_INVALID` for images, a pipe that is a terminal, and a range of a pipe; as `inputKind` does.
 */
export async function filmInputKind(
  { input, start, end }: FilmInput,
  command: string,
  { streams }: ColorizeContext,
): Promise<'film' | 'pipe'> {
  const kind = await inputKind(input);
  if (kind === 'film') return kind;
  if (kind !== 'pipe') {
    const advice = kind === 'image' ? 'name a film' : 'name a film, or make one of its images first, e.g. with ffmpeg';
    throw new HavcError(
      'OPTION_INVALID',
      `${command} takes a film, and ${JSON.stringify(input)} is ${KINDS[kind]}: ${advice}.`,
      { details: { path: input } },
    );
  }
  if (streams.stdin.isTTY) {
    throw new HavcError(
      'OPTION_INVALID',
      `The input is -, but nothing is piped in: \`vspipe -c y4m script.vpy - | ${command} -\`.`,
    );
  }
  if ((start ?? end) !== undefined) {
    throw new HavcError(
      'OPTION_INVALID',
      '--start and --end need a file: a film from a pipe is cut before it comes in.',
    );
  }
  return kind;
}

/** Opens a film for looking at it, and tells what is to be known of it. */
export async function openFilm(
  { input, start, end }: FilmInput,
  size: NonNullable<DecodeOptions['size']>,
  { streams, signal, reporter }: ColorizeContext,
): Promise<Film> {
  const tell = (message: string) => reporter.tell({ event: 'decision-made', subject: 'input', message });
  const source: string | Readable = input === '-' ? streams.stdin : input;
  // Nothing may ever come in on a pipe: that must not hold up a Ctrl-C.
  const film = await untilAborted(
    decode(source, { size, start, end, originals: false, signal, onNotice: tell }),
    signal,
  ).catch((error: unknown) => {
    throw signal.aborted ? abortError(signal) : error;
  });
  for (const note of film.notes) reporter.tell({ event: 'decision-made', subject: 'color', message: note });
  return film;
}

/** Tells what damage has shown while a film was read. */
export function tellDamage({ damageCount, sizeChangedAt }: Film, { reporter }: ColorizeContext): void {
  const tell = (message: string) => reporter.tell({ event: 'decision-made', subject: 'input', message });
  if (sizeChangedAt !== undefined) tell(`From frame ${sizeChangedAt} on, the pictures have another size.`);
  if (damageCount === 0) return;
  const times = damageCount === 1 ? 'once' : `${damageCount} times`;
  tell(`The decoder complained ${times}: the source is damaged, and some frames may be missing or broken.`);
}
