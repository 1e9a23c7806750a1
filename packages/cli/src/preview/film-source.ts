import { type Frame, HavcError, pipe } from '@havc/core';
import { detectScenes } from '@havc/filters';
import { decode, type Film, frameTimes, type Position, probe } from '@havc/media';
import type { ColorizeContext } from '../colorize/colorize-request.ts';
import { formatDuration } from '../progress/format.ts';
import { openFilm } from '../scenes/film-input.ts';
import { frameProgress } from '../scenes/frame-progress.ts';
import { type ChosenFrame, chooseFrames } from './choose-frames.ts';
import { frameTitle } from './label-text.ts';
import type { PreviewColumn, PreviewSource, PreviewWindow } from './preview-column.ts';
import { resolvePositions } from './resolve-positions.ts';
import { surveyShots } from './survey-shots.ts';

/** Which frames of a film are shown: these, or so many that are chosen. */
export type FrameChoice = { readonly at: readonly Position[] } | { readonly scenes: number };

/** Pictures of this shorter side are enough to find cuts and to tell sharp frames from blurred ones. */
const SURVEY_SIZE = 160;

/**
 * A film as columns of a sheet. To choose frames it is read through once, at a small size; else nothing is decoded yet.
 *
 * @throws HavcError as `probe` and `decode` do; `OPTION_INVALID` for a position behind the film's end, and for a film
 * whose clock jumps, where frames can't be looked up.
 */
export async function filmSource(input: string, choice: FrameChoice, context: ColorizeContext): Promise<PreviewSource> {
  const { signal } = context;
  const info = await probe(input, { signal });
  const times = await frameTimes(input, { signal });
  // Opened for its true size; a range is asked for so that a film in which none can be found is refused now.
  await using whole = await decode(input, { size: 'full', start: { frame: 0 }, times, originals: false, signal });
  const chosen =
    'at' in choice
      ? resolvePositions(choice.at, times, info.duration)
      : await chooseByScenes(input, choice.scenes, context);
  const picture = { width: whole.width, height: whole.height };
  const lastTime = times.at(-1) ?? 0;
  const columns = chosen.map(
    (frame): PreviewColumn => ({
      title: frameTitle(frame.time, frame.index),
      picture,
      read: (size, around) => readWindow(input, frame, { size, around, times, signal }),
    }),
  );
  return {
    unit: 'frame',
    facts: describeFilm(whole, times.length, lastTime),
    columns,
    count: times.length,
    duration: info.duration ?? lastTime,
  };
}

async function chooseByScenes(input: string, count: number, context: ColorizeContext): Promise<ChosenFrame[]> {
  await using film = await openFilm({ input, start: undefined, end: undefined }, SURVEY_SIZE, context);
  const progress = frameProgress(film, 'looking for scenes', context);
  const shots = await surveyShots(pipe(film.frames, detectScenes()), progress);
  const chosen = chooseFrames(shots, count);
  const tell = (message: string) => context.reporter.tell({ event: 'decision-made', subject: 'input', message });
  const few = chosen.length < count ? `, all that could be told apart` : '';
  tell(`${counted(shots.length, 'shot')} found, ${counted(chosen.length, 'frame')} chosen${few}.`);
  return chosen;
}

interface WindowOptions {
  readonly size: number | 'full';
  readonly around: number;
  readonly times: readonly number[];
  readonly signal: AbortSignal;
}

async function readWindow(
  input: string,
  { index, shot }: ChosenFrame,
  { size, around, times, signal }: WindowOptions,
): Promise<PreviewWindow> {
  const start = { frame: Math.max(shot.first, index - around) };
  const end = { frame: Math.min(shot.last, index + around) + 1 };
  await using film = await decode(input, { size, start, end, times, originals: false, signal });
  const frames: Frame[] = [];
  for await (const frame of film.frames) frames.push(frame);
  const shown = frames.find((frame) => frame.index === index);
  if (shown) return { frames, shown };
  throw new HavcError(
    'INPUT_UNREADABLE',
    `Frame ${index} of ${JSON.stringify(input)} couldn't be decoded: the film is damaged there. Choose another with --at.`,
    { details: { path: input, frame: index } },
  );
}

function describeFilm({ info, width, height }: Film, frames: number, lastTime: number): string {
  const { averageFrameRate: rate } = info.video;
  const parts = [`${width}x${height}`];
  if (rate) parts.push(`${Number((rate.numerator / rate.denominator).toFixed(3))} fps`);
  parts.push(formatDuration(info.duration ?? lastTime), counted(frames, 'frame'));
  return parts.join(' · ');
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
