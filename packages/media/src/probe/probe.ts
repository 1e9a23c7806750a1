import { stat } from 'node:fs/promises';
import { HavcError } from '@havc/core';
import { readFfmpegOutput } from '../ffmpeg/child.ts';
import { inputArguments, MOST_FILM_PIXELS } from '../ffmpeg/input.ts';
import { type FfmpegInstallation, locateFfmpeg } from '../ffmpeg/locate.ts';
import type { MediaInfo, VideoTrack } from './media-info.ts';
import { type ProbedFormat, type ProbedStream, readOtherTrack, readVideoTrack } from './read-tracks.ts';
import { tooLarge, whyTooLarge, whyUnreadable } from './why-unreadable.ts';

export interface ProbeOptions {
  /** Counts the frames by reading the whole file where the container doesn't store their number. Default false. */
  readonly countFrames?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Distances between this many first packets tell whether the frame rate varies. */
const SAMPLED_PACKETS = 400;

/** The first complaints tell the cause, the others what followed from it. */
const KEPT_MESSAGES = 40;

/** H.264 and H.265 allow 16 frames to be decoded before one that is shown earlier. */
const LONGEST_REORDERING = 17;

/**
 * Finds out what a film file holds: container, tracks, frame rate, colour tags, geometry, duration.
 *
 * @throws HavcError `INPUT_MISSING` where there is no such file; `INPUT_UNREADABLE` where it is empty, a folder, a pipe,
 * no film, a playlist, damaged beyond recognition, a still picture, or has no picture track or no frames;
 * `INPUT_UNSUPPORTED` where its pictures have more than 100 million pixels.
 */
export async function probe(path: string, options: ProbeOptions = {}): Promise<MediaInfo> {
  const size = await fileSize(path);
  const installation = await locateFfmpeg();
  const [description, intervals] = await Promise.all([
    describe(installation, path, options.signal),
    packetTimes(installation, path, { first: SAMPLED_PACKETS, signal: options.signal }).catch((error: unknown) => {
      // `describe` fails on the same file and says it better.
      if (HavcError.is(error, 'ABORTED')) throw error;
      return [];
    }),
  ]);
  const { format, streams } = description;
  const stream = pictureTrack(streams);
  ensureFilm(path, description, stream);
  const duration = positive(format.duration);
  // Packets come in decoding order: of a sample that was cut off, the last ones have gaps between them.
  const settled = intervals.length < SAMPLED_PACKETS ? intervals : intervals.slice(0, -LONGEST_REORDERING);
  let video = readVideoTrack(stream, duration, settled);
  if (intervals.length === 0) {
    throw unreadable(
      path,
      'has a picture track without a single frame',
      'It was probably cut off while being written.',
    );
  }
  if (intervals.length < SAMPLED_PACKETS) video = { ...video, frameCount: intervals.length, frameCountExact: true };
  else if (options.countFrames && !video.frameCountExact)
    video = await withCountedFrames(installation, path, video, options);
  return {
    path,
    container: format.format_name ?? 'unknown',
    size,
    duration: duration ?? video.duration,
    startTime: Number(format.start_time ?? 0) || 0,
    video,
    otherTracks: streams.filter((other) => other !== stream).map(readOtherTrack),
    chapterCount: description.chapters.length,
    ...commentOf(format),
  };
}

function commentOf({ tags = {} }: ProbedFormat): Pick<MediaInfo, 'comment'> {
  // `COMMENT` in Matroska; MOV may name a language: `comment-eng`.
  const name = Object.keys(tags).find((tag) => /^comment(-|$)/i.test(tag));
  return name === undefined ? {} : { comment: tags[name]! };
}

/**
 * Times of all frames of the picture track in seconds, counted from the container's start, in order of presentation.
 * Reads the file's packets but decodes nothing.
 */
export async function frameTimes(path: string, options: { readonly signal?: AbortSignal } = {}): Promise<number[]> {
  const installation = await locateFfmpeg();
  const [{ format }, times] = await Promise.all([
    describe(installation, path, options.signal),
    packetTimes(installation, path, { signal: options.signal }),
  ]);
  const start = Number(format.start_time ?? 0) || 0;
  return times.map((time) => time - start);
}

interface Description {
  readonly format: ProbedFormat;
  readonly streams: readonly ProbedStream[];
  readonly chapters: readonly unknown[];
  /** What ffprobe complained of. */
  readonly messages: readonly string[];
}

async function describe(
  installation: FfmpegInstallation,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Description> {
  const messages: string[] = [];
  let text: string;
  try {
    text = await readFfmpegOutput({
      program: installation.ffprobe,
      args: ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', '-show_chapters', ...inputArguments(path)],
      task: `reading ${path}`,
      signal,
      onMessage: (line) => {
        if (messages.length < KEPT_MESSAGES) messages.push(line);
      },
      maxBytes: 16 << 20,
    });
  } catch (cause) {
    if (!HavcError.is(cause, 'FFMPEG_FAILED')) throw cause;
    const { what, advice } = await whyUnreadable(path, messages);
    throw unreadable(path, what, advice, cause);
  }
  const { format = {}, streams = [], chapters = [] } = JSON.parse(text) as Partial<Description>;
  return { format, streams, chapters, messages };
}

/** Presentation times of packets in seconds, ascending; packets without one or marked to be discarded are left out. */
async function packetTimes(
  installation: FfmpegInstallation,
  path: string,
  options: { readonly first?: number; readonly signal?: AbortSignal | undefined },
): Promise<number[]> {
  const text = await readFfmpegOutput({
    program: installation.ffprobe,
    args: [
      ...['-v', 'error', '-of', 'csv=p=0', '-select_streams', 'V:0', '-show_entries', 'packet=pts_time,dts_time,flags'],
      ...(options.first ? ['-read_intervals', `%+#${options.first}`] : []),
      ...inputArguments(path),
    ],
    task: `reading the timestamps of ${path}`,
    signal: options.signal,
    // About 30 bytes a frame: room for a hundred hours.
    maxBytes: 256 << 20,
  });
  const times: number[] = [];
  for (const line of text.split('\n')) {
    const [pts, dts, flags = ''] = line.split(',');
    if (pts === undefined || dts === undefined || flags.includes('D')) continue;
    const time = pts === 'N/A' ? dts : pts;
    times.push(time === 'N/A' ? (times.at(-1) ?? 0) : Number(time));
  }
  return times.sort((a, b) => a - b);
}

async function withCountedFrames(
  installation: FfmpegInstallation,
  path: string,
  video: VideoTrack,
  options: ProbeOptions,
): Promise<VideoTrack> {
  const times = await packetTimes(installation, path, { signal: options.signal });
  return { ...video, frameCount: times.length, frameCountExact: true };
}

/** The first picture track that is no cover art. */
function pictureTrack(streams: readonly ProbedStream[]): ProbedStream | undefined {
  return streams.find((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
}

function ensureFilm(
  path: string,
  { format, streams, messages }: Description,
  stream: ProbedStream | undefined,
): asserts stream is ProbedStream {
  const container = format.format_name ?? '';
  if (/^image2|_pipe$/.test(container)) {
    const kind = container.replace(/_pipe$/, '').replace('image2', stream?.codec_name ?? 'image');
    throw unreadable(
      path,
      `is a still picture (${kind}), whatever its name says`,
      'Give it the extension of a picture.',
      undefined,
      {
        still: true,
      },
    );
  }
  if (!stream) {
    const others = streams.map((other) => other.codec_type).join(', ');
    const what = others ? `has no picture track, only: ${others}` : 'has no track at all';
    throw unreadable(path, what, 'Choose a file with a film in it.');
  }
  const { width = 0, height = 0 } = stream;
  const excess = width * height > MOST_FILM_PIXELS ? tooLarge(width, height) : whyTooLarge(messages);
  if (excess && (width * height > MOST_FILM_PIXELS || width * height === 0)) {
    throw new HavcError('INPUT_UNSUPPORTED', `${JSON.stringify(path)} ${excess.what}. ${excess.advice}`, {
      details: { path, width, height },
    });
  }
  if (!(width > 0) || !(height > 0)) {
    throw unreadable(path, `has a picture track (${stream.codec_name}) without a size`, 'It is damaged or cut off.');
  }
}

async function fileSize(path: string): Promise<number> {
  let found: Awaited<ReturnType<typeof stat>>;
  try {
    found = await stat(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new HavcError('INPUT_MISSING', `There is no file ${JSON.stringify(path)}. Check the name and the folder.`, {
        cause,
      });
    }
    throw unreadable(path, `can't be opened (${code})`, 'Check its name and permissions.', cause);
  }
  if (found.isDirectory()) throw unreadable(path, 'is a folder', 'Name a film in it.');
  if (found.isFIFO() || found.isSocket() || found.isCharacterDevice()) {
    throw unreadable(
      path,
      'is a pipe or a device, and a film is read more than once',
      'Name a file, or pipe y4m in as -.',
    );
  }
  if (found.isFile() && found.size === 0) throw unreadable(path, 'is empty (0 bytes)', 'Copy or download it again.');
  return found.size;
}

function unreadable(path: string, what: string, advice: string, cause?: unknown, details: object = {}): HavcError {
  return new HavcError('INPUT_UNREADABLE', `${JSON.stringify(path)} ${what}. ${advice}`, {
    details: { path, ...details },
    ...(cause === undefined ? {} : { cause }),
  });
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return value > 0 ? value : undefined;
}
