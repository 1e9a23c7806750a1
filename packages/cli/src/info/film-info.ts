import { HavcError } from '@havc/core';
import {
  type ColorDecision,
  decode,
  type MediaInfo,
  type OtherTrack,
  probe,
  type Rational,
  type VideoTrack,
} from '@havc/media';
import { formatBytes, formatDuration } from '../progress/format.ts';
import { formatTable } from '../table.ts';
import type { InfoRequest } from './info-request.ts';

/** A film's tracks and traits, as a table or as JSON. */
export async function filmInfo(input: string, { json, countFrames, signal }: InfoRequest): Promise<string> {
  const media = await probe(input, { countFrames, signal });
  const decision = await colorDecision(input, signal);
  if (json) return `${JSON.stringify({ kind: 'film', ...media, ...decision }, null, 2)}\n`;
  return `${JSON.stringify(input)}\n${formatTable(rows(media, decision))}\n`;
}

/** How the film's samples would be read as colours, or why it can't be coloured. */
type Decision = { readonly color: ColorDecision } | { readonly unsupported: string };

async function colorDecision(input: string, signal: AbortSignal): Promise<Decision> {
  try {
    await using film = await decode(input, { originals: false, signal });
    return { color: film.color };
  } catch (error) {
    if (!HavcError.is(error, 'INPUT_UNSUPPORTED')) throw error;
    return { unsupported: error.message };
  }
}

function rows(media: MediaInfo, decision: Decision): [string, string][] {
  const { video } = media;
  return [
    ['Container', describeContainer(media)],
    ['Picture', describePicture(video)],
    'color' in decision ? ['Colours', describeColor(decision.color)] : ['Note', decision.unsupported],
    ['Frames', describeFrames(video)],
    ...media.otherTracks.map((track): [string, string] => [LABELS[track.kind], describeTrack(track)]),
  ];
}

const LABELS: Readonly<Record<OtherTrack['kind'], string>> = {
  audio: 'Sound',
  subtitle: 'Subtitles',
  attachment: 'Attachment',
  cover: 'Cover',
  data: 'Data',
  video: 'Film 2',
};

function describeContainer({ container, size, duration, chapterCount }: MediaInfo): string {
  const parts = [container];
  if (size !== undefined) parts.push(formatBytes(size));
  if (duration !== undefined) parts.push(`${formatDuration(duration)} (${Number(duration.toFixed(3))} s)`);
  if (chapterCount > 0) parts.push(`${chapterCount} ${chapterCount === 1 ? 'chapter' : 'chapters'}`);
  return parts.join(', ');
}

function describePicture(video: VideoTrack): string {
  const { codec, width, height, pixelFormat, sampleAspectRatio: sar, rotation, fieldOrder } = video;
  const parts = [
    `#${video.streamIndex} ${codec}`,
    `${width}x${height}`,
    `${pixelFormat.name} (${pixelFormat.bitDepth} bits, ${describeSampling(video)})`,
  ];
  if (sar.numerator !== sar.denominator) parts.push(`pixels ${sar.numerator}:${sar.denominator}`);
  if (rotation !== 0) parts.push(`turned by ${rotation} degrees`);
  if (fieldOrder !== 'progressive')
    parts.push(`interlaced, ${fieldOrder === 'top-first' ? 'top' : 'bottom'} field first`);
  return parts.join(', ');
}

function describeSampling({ pixelFormat }: VideoTrack): string {
  const sampling = { yuv: pixelFormat.subsampling, gray: 'gray', rgb: 'RGB' }[pixelFormat.family];
  return pixelFormat.alpha ? `${sampling} with alpha` : sampling;
}

function describeColor(color: ColorDecision): string {
  const said = `${color.range} range, matrix ${color.matrix}, primaries ${color.primaries}, transfer ${color.transfer}`;
  if (color.guessed.length === 0) return said;
  return `${said} (${color.guessed.join(', ')} not said by the file: taken as is usual at its height)`;
}

function describeFrames(video: VideoTrack): string {
  const { frameCount, frameCountExact, averageFrameRate: average, nominalFrameRate: nominal } = video;
  const count = frameCount === undefined ? 'unknown number' : `${frameCountExact ? '' : 'about '}${frameCount}`;
  if (!video.variableFrameRate) return `${count}, ${describeRate(average ?? nominal)} constant`;
  return `${count}, variable rate, ${describeRate(average)} on average, at most ${describeRate(nominal)}`;
}

function describeRate(rate: Rational | undefined): string {
  if (rate === undefined) return 'unknown rate';
  const decimal = Number((rate.numerator / rate.denominator).toFixed(3));
  return rate.denominator === 1 ? `${decimal} fps` : `${decimal} fps (${rate.numerator}/${rate.denominator})`;
}

function describeTrack(track: OtherTrack): string {
  const parts = [`#${track.streamIndex} ${track.codec}`];
  if (track.channels !== undefined) parts.push(`${track.channels} ${track.channels === 1 ? 'channel' : 'channels'}`);
  if (track.sampleRate !== undefined) parts.push(`${track.sampleRate} Hz`);
  if (track.language !== undefined && track.language !== 'und') parts.push(track.language);
  if (track.title !== undefined) parts.push(`"${track.title}"`);
  return parts.join(', ');
}
