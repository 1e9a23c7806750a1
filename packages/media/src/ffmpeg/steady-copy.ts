import { HavcError } from '@havc/core';
import type { MediaInfo } from '../probe/media-info.ts';
import { type FfmpegChild, startFfmpeg } from './child.ts';
import { inputArguments } from './input.ts';
import type { FfmpegInstallation } from './locate.ts';

/** How a film whose clock jumps is read: through a copy in which the times go on continuously, and count from 0. */
export interface SteadyCopy {
  /** Stream indices of the source in the order in which they come out. The picture is the first. */
  readonly tracks: readonly number[];
}

/** The container of the copy: it holds almost every codec, and needs no seeking. */
export const STEADY_CONTAINER = 'nut';

/**
 * Starts copying a film to stdout with a clock that ffmpeg makes continuous: where the times of a track jump, those of
 * all tracks are moved, so that sound and picture stay together.
 *
 * Two such copies of one film have the same times, as long as both take the same tracks: the jump that is met first
 * counts.
 */
export function startSteadyCopy(
  installation: FfmpegInstallation,
  info: MediaInfo,
  copy: SteadyCopy,
  options: { readonly signal?: AbortSignal | undefined; readonly onMessage?: (line: string) => void } = {},
): FfmpegChild {
  const child = startFfmpeg({
    program: installation.ffmpeg,
    args: [
      // Packets without a time, which damage leaves behind, get one: the container takes none without.
      ...['-hide_banner', '-nostdin', '-v', 'error', '-fflags', '+genpts'],
      ...inputArguments(info.path),
      ...copy.tracks.flatMap((track) => ['-map', `0:${track}`]),
      ...['-c', 'copy', '-max_muxing_queue_size', '8192'],
      // Nobody seeks in it, and with times from a damaged file the index of ffmpeg 4 fails an assertion.
      ...['-f', STEADY_CONTAINER, '-write_index', '0', 'pipe:1'],
    ],
    task: `mending the clock of ${info.path}`,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: options.signal,
    onMessage: options.onMessage,
  });
  const done = child.done.catch((error: unknown) => {
    throw beyondMending(error, info.path);
  });
  // Whoever awaits it sees the rejection; until then it must not count as unhandled.
  done.catch(() => {});
  return { ...child, done };
}

/** Where ffmpeg gave up by itself, the film is at fault. */
function beyondMending(error: unknown, path: string): unknown {
  if (!HavcError.is(error, 'FFMPEG_FAILED') || typeof error.details['exitCode'] !== 'number') return error;
  return new HavcError(
    'INPUT_UNREADABLE',
    `The clock of ${JSON.stringify(path)} jumps, and is damaged beyond mending. Copy the film with a tool for recordings ` +
      'first, or use another copy.',
    { cause: error, details: { path, stderr: error.details['stderr'] } },
  );
}

/**
 * The film as its steady copy shows it: without the tracks that the copy leaves out, and without what a clock that jumps
 * tells of its length.
 */
export function describeSteadyCopy(info: MediaInfo, copy: SteadyCopy): MediaInfo {
  const { video } = info;
  const count = video.frameCountExact ? {} : { frameCount: undefined };
  return {
    ...info,
    startTime: 0,
    duration: undefined,
    video: { ...video, ...count, duration: undefined },
    otherTracks: info.otherTracks.filter((track) => copy.tracks.includes(track.streamIndex)),
  };
}
