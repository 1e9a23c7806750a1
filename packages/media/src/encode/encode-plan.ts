import { extname, join, parse } from 'node:path';
import type { Writable } from 'node:stream';
import { HavcError } from '@havc/core';
import { readFfmpegOutput } from '../ffmpeg/child.ts';
import { type FfmpegInstallation, locateFfmpeg } from '../ffmpeg/locate.ts';
import type { Film } from '../film/film.ts';
import type { MediaInfo, OtherTrack } from '../probe/media-info.ts';
import { type ChromaSubsampling, parsePixelFormat, planarYuv } from '../probe/pixel-format.ts';
import { describeTrack, fitTracks, type TrackFit } from '../tracks/fit-tracks.ts';
import { type CodecProfile, chooseCodec } from './codecs.ts';
import type { EncodeOptions, EncodePlan } from './encode-options.ts';
import { provenanceTags } from './provenance-tags.ts';

/** ffmpeg's muxer by the extension of the output. */
const CONTAINERS: Readonly<Record<string, string>> = {
  '.mp4': 'mp4',
  '.m4v': 'mp4',
  '.mov': 'mov',
  '.mkv': 'matroska',
  '.webm': 'webm',
  '.avi': 'avi',
  '.mxf': 'mxf',
  '.nut': 'nut',
  '.ts': 'mpegts',
  '.y4m': 'yuv4mpegpipe',
};

/** Codecs that a container can hold; containers that aren't named hold all. */
const PICTURE_CODECS: Readonly<Record<string, readonly string[]>> = {
  mp4: ['h264', 'h265', 'av1', 'vp9'],
  mov: ['h264', 'h265', 'prores'],
  webm: ['vp9', 'av1'],
  avi: ['h264', 'ffv1'],
  mxf: ['h264', 'prores'],
  mpegts: ['h264', 'h265'],
  nut: ['h264', 'h265', 'vp9', 'prores', 'ffv1'],
};

/**
 * Says what `encode` will write, before anything is written.
 *
 * @param output - the path, whose extension chooses the container, or a stream, which gets y4m.
 * @throws HavcError `OPTION_INVALID` for a codec, crf or extension that isn't known, or a text in
 * `metadata` that can't be written; `OUTPUT_UNSUPPORTED` where the
 * container can't hold the codec or (with `unheldTracks: 'refuse'`) a track, with the container that can;
 * `FFMPEG_UNSUITABLE` where this ffmpeg lacks the encoder.
 */
export async function planEncode(
  film: Pick<Film, 'info'>,
  output: string | Writable,
  options: EncodeOptions = {},
): Promise<EncodePlan> {
  const installation = await locateFfmpeg();
  if (typeof output !== 'string') return planY4m(film.info, options);
  const { codec, profile } = chooseCodec(options);
  const container = containerOf(output);
  if (container === 'yuv4mpegpipe') return planY4m(film.info, options);
  const holds = PICTURE_CODECS[container];
  if (holds && !holds.includes(codec)) {
    const better = profile.extensions.map((extension) => `.${extension}`).join(' or ');
    throw new HavcError(
      'OUTPUT_UNSUPPORTED',
      `A ${extname(output)} file can't hold ${codec}. Name the output with ${better}, or choose another codec.`,
      { details: { codec, container } },
    );
  }
  ensureEncoder(installation, codec, profile);
  const provenance = provenanceTags(film.info, container, options.metadata);
  const [{ pixelFormat, notes }, fit] = await Promise.all([
    choosePixelFormat(installation, film.info, profile, options),
    fitTracks(installation, film.info, container, options.signal),
  ]);
  const tracks = assignTracks(film.info, fit, output, options);
  return {
    codec,
    encoder: profile.encoder,
    container,
    pixelFormat,
    ...tracks,
    notes: [
      ...notes,
      ...interlacingNotes(film.info, profile, codec),
      ...trackNotes(film.info, tracks),
      ...rotationNotes(film.info, container),
      ...provenance.notes,
    ],
  };
}

/** An output name of one's own, and why it is that one. */
export interface DefaultOutput {
  readonly path: string;
  /** What the user should be told, if anything. */
  readonly note: string | undefined;
}

/**
 * The name of the coloured film beside its source, `name.color.mp4`; with the first of the codec's containers that
 * holds all tracks, so that nothing is lost without being asked for.
 *
 * @param suffix - what the name gets in place of `color`.
 */
export async function defaultOutput(
  info: MediaInfo,
  options: EncodeOptions = {},
  suffix = 'color',
): Promise<DefaultOutput> {
  const { codec, profile } = chooseCodec(options);
  const installation = await locateFfmpeg();
  const { dir, name } = parse(info.path);
  const path = (extension: string) => join(dir, `${name}.${suffix}.${extension}`);
  const usual = profile.extensions[0]!;
  if (options.unheldTracks !== undefined && options.unheldTracks !== 'refuse')
    return { path: path(usual), note: undefined };
  let problem = '';
  for (const extension of profile.extensions) {
    const container = CONTAINERS[`.${extension}`]!;
    const { unheld } = await fitTracks(installation, info, container, options.signal);
    const serious = unheld.filter((track) => track.kind !== 'data');
    if (serious.length === 0) {
      const note = problem && `Written as .${extension}: .${usual} can't hold ${problem}.`;
      return { path: path(extension), note: note || undefined };
    }
    problem ||= serious.map(describeTrack).join(', ');
  }
  // None holds all: `planEncode` says which track, and what to do.
  return { path: path(codec === 'prores' ? usual : profile.extensions.at(-1)!), note: undefined };
}

function containerOf(output: string): string {
  const extension = extname(output).toLowerCase();
  const container = CONTAINERS[extension];
  if (container) return container;
  throw new HavcError(
    'OPTION_INVALID',
    `The output ${JSON.stringify(output)} needs an extension that names its container: ${Object.keys(CONTAINERS).join(' ')}.`,
  );
}

function planY4m(info: MediaInfo, options: EncodeOptions): EncodePlan {
  provenanceTags(info, 'yuv4mpegpipe', options.metadata);
  const { family, bitDepth, subsampling } = info.video.pixelFormat;
  const pixelFormat = options.pixelFormat ?? planarYuv(family === 'gray' ? '4:2:0' : subsampling, bitDepth);
  const notes: string[] = [];
  if (info.video.variableFrameRate) {
    notes.push('The frame rate varies, and y4m can only say one: frames keep their number, not their times.');
  }
  if (info.otherTracks.length > 0) notes.push('y4m carries the picture alone: sound and other tracks stay behind.');
  return {
    codec: 'h264',
    encoder: 'wrapped_avframe',
    container: 'yuv4mpegpipe',
    pixelFormat,
    copied: [],
    converted: [],
    dropped: info.otherTracks.map((track) => track.streamIndex),
    notes,
  };
}

function ensureEncoder(installation: FfmpegInstallation, codec: string, profile: CodecProfile): void {
  if (installation.encoders.has(profile.encoder)) return;
  throw new HavcError(
    'FFMPEG_UNSUITABLE',
    `The ffmpeg at ${installation.ffmpeg} (${installation.version}) has no ${profile.encoder}, which ${codec} needs. ` +
      'Choose another codec, or install a current ffmpeg on PATH (or name it in HAVC_FFMPEG).',
    { details: { encoder: profile.encoder, path: installation.ffmpeg } },
  );
}

async function choosePixelFormat(
  installation: FfmpegInstallation,
  info: MediaInfo,
  profile: CodecProfile,
  options: EncodeOptions,
): Promise<{ pixelFormat: string; notes: string[] }> {
  const supported = await supportedPixelFormats(installation, profile.encoder, options.signal);
  const { pixelFormat: asked } = options;
  if (asked !== undefined) {
    if (supported.includes(asked) && parsePixelFormat(asked).family === 'yuv') return { pixelFormat: asked, notes: [] };
    const usable = supported.filter((name) => parsePixelFormat(name).family === 'yuv');
    throw new HavcError(
      'OPTION_INVALID',
      `${profile.encoder} can't write the pixel format ${asked}; it can write ${usable.join(', ')}.`,
    );
  }
  const { family, bitDepth } = info.video.pixelFormat;
  const original = info.video.pixelFormat.subsampling;
  const notes: string[] = [];
  let subsampling: ChromaSubsampling = profile.keepsSubsampling ? original : '4:2:0';
  if (profile.encoder === 'prores_ks' && subsampling === '4:2:0') subsampling = '4:2:2';
  if (!profile.keepsSubsampling && family !== 'gray' && original !== '4:2:0') {
    notes.push(
      `Chroma is written as 4:2:0, which every player shows; --pixel-format ${planarYuv(original, bitDepth)} keeps ${original}.`,
    );
  }
  const depths = [bitDepth, ...[8, 10, 12, 16].filter((depth) => depth > bitDepth), 12, 10, 8];
  const depth = depths.find((candidate) => supported.includes(planarYuv(subsampling, candidate)));
  if (depth === undefined) {
    throw new HavcError(
      'OUTPUT_UNSUPPORTED',
      `${profile.encoder} of this ffmpeg can't write ${subsampling} samples. Choose another codec.`,
    );
  }
  if (depth < bitDepth)
    notes.push(`${profile.encoder} can't write ${bitDepth} bits: written with ${depth}. ffv1 keeps all.`);
  return { pixelFormat: planarYuv(subsampling, depth), notes };
}

/** What was asked once is known for as long as the process lives: an ffmpeg that was located doesn't change. */
const knownPixelFormats = new WeakMap<FfmpegInstallation, Map<string, readonly string[]>>();

async function supportedPixelFormats(
  installation: FfmpegInstallation,
  encoder: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const known = knownPixelFormats.get(installation) ?? new Map<string, readonly string[]>();
  knownPixelFormats.set(installation, known);
  const answer = known.get(encoder) ?? (await askPixelFormats(installation, encoder, signal));
  known.set(encoder, answer);
  return answer;
}

async function askPixelFormats(
  installation: FfmpegInstallation,
  encoder: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const help = await readFfmpegOutput({
    program: installation.ffmpeg,
    args: ['-hide_banner', '-h', `encoder=${encoder}`],
    task: `asking what ${encoder} can do`,
    signal,
  });
  return /Supported pixel formats: (.*)/.exec(help)?.[1]?.trim().split(/\s+/) ?? [];
}

function assignTracks(
  info: MediaInfo,
  fit: TrackFit,
  output: string,
  options: EncodeOptions,
): Pick<EncodePlan, 'copied' | 'converted' | 'dropped'> {
  const index = (tracks: readonly OtherTrack[]) => tracks.map((track) => track.streamIndex);
  const extraPictures = info.otherTracks.filter((track) => track.kind === 'video');
  // Timecode and sensor tracks mean something only in the container that they came in.
  const data = fit.unheld.filter((track) => track.kind === 'data');
  const serious = fit.unheld.filter((track) => track.kind !== 'data');
  const copied = index(fit.held);
  if (serious.length === 0 || options.unheldTracks === 'drop') {
    return { copied, converted: [], dropped: index([...extraPictures, ...data, ...serious]) };
  }
  if (options.unheldTracks === 'convert') {
    const convertible = serious.filter(isConvertible);
    const lost = serious.filter((track) => !isConvertible(track));
    return { copied, converted: index(convertible), dropped: index([...extraPictures, ...data, ...lost]) };
  }
  const verb = serious.length === 1 ? 'it' : 'them';
  throw new HavcError(
    'OUTPUT_UNSUPPORTED',
    `A ${extname(output)} file can't hold ${serious.map(describeTrack).join(', ')}. Name the output with .mkv, which ` +
      `can, or drop ${verb} (--tracks drop), or convert what can be converted (--tracks convert).`,
    { details: { tracks: index(serious), container: containerOf(output) } },
  );
}

const BITMAP_SUBTITLES = new Set(['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle', 'xsub']);

function isConvertible(track: OtherTrack): boolean {
  return track.kind === 'audio' || (track.kind === 'subtitle' && !BITMAP_SUBTITLES.has(track.codec));
}

function trackNotes(info: MediaInfo, tracks: Pick<EncodePlan, 'converted' | 'dropped'>): string[] {
  const name = (indices: readonly number[]) =>
    info.otherTracks
      .filter((track) => track.kind !== 'video' && indices.includes(track.streamIndex))
      .map(describeTrack);
  const [converted, dropped] = [name(tracks.converted), name(tracks.dropped)];
  return [
    ...(converted.length > 0 ? [`Converted: ${converted.join(', ')}.`] : []),
    ...(dropped.length > 0 ? [`Left out: ${dropped.join(', ')}.`] : []),
  ];
}

function rotationNotes(info: MediaInfo, container: string): string[] {
  const { rotation } = info.video;
  if (rotation === 0 || container === 'mp4' || container === 'mov') return [];
  return [
    `The film is to be turned by ${rotation} degrees, and few players look for that in ${container}: .mp4 is sure.`,
  ];
}

function interlacingNotes(info: MediaInfo, profile: CodecProfile, codec: string): string[] {
  if (info.video.fieldOrder === 'progressive' || profile.interlaced) return [];
  return [`The film is interlaced, and ${codec} can't say so: lines are kept as they are. h264, prores and ffv1 can.`];
}
