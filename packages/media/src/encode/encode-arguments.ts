import { HavcError } from '@havc/core';
import { inputArguments, outputArgument, passthroughArguments, pipeArguments } from '../ffmpeg/input.ts';
import type { FfmpegInstallation } from '../ffmpeg/locate.ts';
import { STEADY_CONTAINER } from '../ffmpeg/steady-copy.ts';
import type { Film } from '../film/film.ts';
import { parsePixelFormat } from '../probe/pixel-format.ts';
import { repackArguments } from '../tracks/fit-tracks.ts';
import { CODECS, chooseCodec } from './codecs.ts';
import { encodeGraph } from './encode-graph.ts';
import type { EncodeOptions, EncodePlan } from './encode-options.ts';
import type { PackedLayout } from './packed-frame.ts';
import { provenanceTags, tagArguments } from './provenance-tags.ts';

/** The pipe on which the steady copy of a film comes in, where it has one. */
export const STEADY_COPY_DESCRIPTOR = 3;

/** What one run of the encoder is made of. */
export interface EncodeRun {
  readonly installation: FfmpegInstallation;
  readonly film: Film;
  readonly layout: PackedLayout;
  readonly plan: EncodePlan;
  readonly options: EncodeOptions;
  /** Where to write; `-` for stdout. */
  readonly path: string;
}

/**
 * ffmpeg's arguments for encoding: packed pictures come in on stdin (see `packed-frame.ts`), and the source is opened a
 * second time for what is copied from it.
 */
export function encodeArguments({ installation, film, layout, plan, options, path }: EncodeRun): string[] {
  const { info, color } = film;
  const { video } = info;
  const isY4m = plan.container === 'yuv4mpegpipe';
  const profile = isY4m ? undefined : CODECS[plan.codec];
  const { family, subsampling } = parsePixelFormat(plan.pixelFormat);
  if (family !== 'yuv') throw new HavcError('OPTION_INVALID', `${plan.pixelFormat} is no Y'CbCr format.`);
  const graph = encodeGraph({
    video,
    color,
    layout,
    subsampling,
    pixelFormat: plan.pixelFormat,
    padToEven: profile !== undefined && !profile.oddSizes,
    canTagFrames: installation.major > 4 || (installation.major === 4 && installation.minor >= 2),
  });
  const range = color.range === 'full' ? 'pc' : 'tv';
  const rate = video.averageFrameRate ?? video.nominalFrameRate;
  // y4m names no times, only a rate, and ffmpeg's muxer takes the clock for it.
  const clock = isY4m && rate ? { numerator: rate.denominator, denominator: rate.numerator } : video.timeBase;
  const { crf } = isY4m ? { crf: 0 } : chooseCodec(options);
  const hasTracks = plan.copied.length + plan.converted.length > 0 || (info.path !== '-' && !isY4m);
  return [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-copyts'],
    ...['-f', 'matroska', '-probesize', '32', '-analyzeduration', '0', '-thread_queue_size', '4', '-i', 'pipe:0'],
    ...(hasTracks ? sourceArguments(film) : []),
    ...['-filter_complex', graph, '-map', '[film]'],
    ...(hasTracks ? trackArguments(film, plan) : []),
    ...(hasTracks ? rangeArguments(film, plan.copied.length + plan.converted.length) : []),
    ...(profile
      ? [
          '-c:v:0',
          plan.encoder,
          ...profile.arguments({
            crf,
            fieldOrder: video.fieldOrder,
            container: plan.container,
            subsampling,
            width: video.width,
            height: video.height,
          }),
        ]
      : ['-strict', '-1']),
    ...['-pix_fmt:v:0', plan.pixelFormat, '-color_range', range, '-colorspace', color.matrix],
    ...['-color_primaries', color.primaries, '-color_trc', color.transfer],
    ...(video.fieldOrder === 'progressive' ? [] : ['-field_order', video.fieldOrder === 'top-first' ? 'tt' : 'bb']),
    ...passthroughArguments(installation),
    ...['-enc_time_base', `${clock.numerator}:${clock.denominator}`],
    // Matroska has no field for it that players of today read; the tag is what ffmpeg looks for.
    ...(video.rotation === 0 ? [] : ['-metadata:s:v:0', `ROTATE=${video.rotation}`]),
    ...tagArguments(provenanceTags(info, plan.container, options.metadata)),
    ...(isY4m ? [] : (options.encoderArguments ?? [])),
    ...(['mp4', 'mov'].includes(plan.container) ? ['-movflags', '+faststart+write_colr'] : []),
    // Sound can come a long way ahead of the first encoded picture.
    ...['-max_muxing_queue_size', '8192', '-f', plan.container, '-y', outputArgument(path)],
  ];
}

/**
 * The source a second time, for what is copied from it. Its clock is moved so that it starts with the decoded range, as
 * the frames' clock does; left to itself, ffmpeg would count from the first track that it copies.
 */
function sourceArguments(film: Film): string[] {
  const { startTime, info, steadyCopy } = film;
  // A shift by exactly the container's start time is taken for ffmpeg's own habit: a microsecond makes it ours.
  const shift = -(info.startTime + startTime) + 0.000001;
  return [
    ...(startTime > 0 ? ['-ss', startTime.toFixed(6)] : []),
    ...['-itsoffset', shift.toFixed(6)],
    ...(steadyCopy ? pipeArguments(STEADY_COPY_DESCRIPTOR, STEADY_CONTAINER) : inputArguments(info.path)),
  ];
}

/** What bounds the copied tracks to the decoded range. */
function rangeArguments(film: Film, tracks: number): string[] {
  const { startTime, endTime } = film;
  return [
    ...(startTime > 0 ? Array.from({ length: tracks }, (_, i) => [`-copypriorss:${i + 1}`, '0']).flat() : []),
    ...(endTime === undefined ? [] : ['-t', (endTime - startTime).toFixed(6)]),
  ];
}

function trackArguments(film: Film, plan: EncodePlan): string[] {
  const { info, steadyCopy } = film;
  const place = (track: number) => (steadyCopy ? steadyCopy.tracks.indexOf(track) : track);
  const sources = new Map(info.otherTracks.map((track) => [track.streamIndex, track]));
  const tracks = [...plan.copied, ...plan.converted].sort((a, b) => a - b);
  const codecs = tracks.flatMap((track, position) => {
    const source = sources.get(track)!;
    if (!plan.converted.includes(track)) {
      return [`-c:${position + 1}`, 'copy', ...repackArguments(source, position + 1, info, plan.container)];
    }
    if (source.kind === 'audio') return [`-c:${position + 1}`, 'aac', `-b:${position + 1}`, '256k'];
    return [`-c:${position + 1}`, plan.container === 'webm' ? 'webvtt' : 'mov_text'];
  });
  return [
    ...tracks.flatMap((track) => ['-map', `1:${place(track)}`]),
    ...codecs,
    // Naming one kind of metadata to copy switches off the copying of all others.
    ...['-map_metadata', '1', '-map_metadata:s:0', `1:s:${place(info.video.streamIndex)}`, '-map_chapters', '1'],
    ...tracks.flatMap((track, position) => [`-map_metadata:s:${position + 1}`, `1:s:${place(track)}`]),
    // The film's own encoder and statistics tags would be untrue of the new picture track.
    ...['encoder', 'ENCODER', 'BPS', 'BPS-eng', 'NUMBER_OF_BYTES', 'NUMBER_OF_BYTES-eng'].flatMap((tag) => [
      '-metadata:s:v:0',
      `${tag}=`,
    ]),
  ];
}
