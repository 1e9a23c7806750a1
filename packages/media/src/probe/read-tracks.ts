import type { ColorTags, FieldOrder, OtherTrack, Rational, VideoTrack } from './media-info.ts';
import { parsePixelFormat } from './pixel-format.ts';

/** The part of ffprobe's JSON that describes the container. */
export interface ProbedFormat {
  readonly format_name?: string;
  readonly duration?: string;
  readonly start_time?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The part of ffprobe's JSON that describes a stream; every field may be missing. */
export interface ProbedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly codec_tag_string?: string;
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly color_range?: string;
  readonly color_space?: string;
  readonly color_primaries?: string;
  readonly color_transfer?: string;
  readonly sample_aspect_ratio?: string;
  readonly field_order?: string;
  readonly time_base?: string;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly duration?: string;
  readonly nb_frames?: string;
  readonly channels?: number;
  readonly sample_rate?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly disposition?: Readonly<Record<string, number>>;
  readonly side_data_list?: readonly { readonly side_data_type?: string; readonly rotation?: number }[];
}

/** @param times - presentation times of the first packets in seconds, ascending. */
export function readVideoTrack(
  stream: ProbedStream,
  containerDuration: number | undefined,
  times: readonly number[],
): VideoTrack {
  const averageFrameRate = rational(stream.avg_frame_rate);
  const nominalFrameRate = rational(stream.r_frame_rate);
  const timeBase = rational(stream.time_base) ?? { numerator: 1, denominator: 90_000 };
  const duration = Number(stream.duration) > 0 ? Number(stream.duration) : containerDuration;
  const stored = Number(stream.nb_frames);
  const rate = averageFrameRate ?? nominalFrameRate;
  const reckoned = duration && rate ? Math.round((duration * rate.numerator) / rate.denominator) : undefined;
  return {
    streamIndex: stream.index,
    codec: stream.codec_name ?? 'unknown',
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    pixelFormat: parsePixelFormat(stream.pix_fmt ?? 'unknown'),
    color: readColorTags(stream),
    sampleAspectRatio: rational(stream.sample_aspect_ratio?.replace(':', '/')) ?? { numerator: 1, denominator: 1 },
    rotation: readRotation(stream),
    fieldOrder: readFieldOrder(stream.field_order),
    timeBase,
    averageFrameRate,
    nominalFrameRate,
    variableFrameRate: distancesVary(times, timeBase.numerator / timeBase.denominator),
    duration,
    frameCount: stored > 0 ? stored : reckoned,
    frameCountExact: stored > 0,
  };
}

export function readOtherTrack(stream: ProbedStream): OtherTrack {
  return {
    streamIndex: stream.index,
    kind: readKind(stream),
    codec: stream.codec_name ?? stream.codec_tag_string ?? 'unknown',
    language: stream.tags?.['language'],
    title: stream.tags?.['title'],
    channels: stream.channels,
    sampleRate: stream.sample_rate === undefined ? undefined : Number(stream.sample_rate),
  };
}

function readKind(stream: ProbedStream): OtherTrack['kind'] {
  if (stream.codec_type === 'video') return stream.disposition?.['attached_pic'] === 1 ? 'cover' : 'video';
  if (stream.codec_type === 'audio' || stream.codec_type === 'subtitle' || stream.codec_type === 'attachment') {
    return stream.codec_type;
  }
  return 'data';
}

function readColorTags(stream: ProbedStream): ColorTags {
  const known = (name: string | undefined) =>
    name === undefined || ['unknown', 'unspecified', 'reserved'].includes(name) ? undefined : name;
  const range = stream.color_range;
  return {
    range: range === 'pc' ? 'full' : range === 'tv' ? 'limited' : undefined,
    matrix: known(stream.color_space),
    primaries: known(stream.color_primaries),
    transfer: known(stream.color_transfer),
  };
}

/** ffprobe gives the turn counter-clockwise in side data, and older builds clockwise in the `rotate` tag. */
function readRotation(stream: ProbedStream): VideoTrack['rotation'] {
  const matrix = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation;
  const clockwise = matrix === undefined ? Number(stream.tags?.['rotate'] ?? stream.tags?.['ROTATE'] ?? 0) : -matrix;
  // The tag is text, in which anything may stand.
  if (!Number.isFinite(clockwise)) return 0;
  const quarter = ((Math.round(clockwise / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarter as 0 | 1 | 2 | 3];
}

/**
 * ffprobe's second letter says which field is stored interleaved, and its writers disagree on the rest: Matroska and
 * ffmpeg itself use `tb` for "top field first", so the first letter decides.
 */
function readFieldOrder(order: string | undefined): FieldOrder {
  if (order === 'tt' || order === 'tb') return 'top-first';
  if (order === 'bb' || order === 'bt') return 'bottom-first';
  return 'progressive';
}

/** Containers round times to their clock: a constant rate shows distances that differ by up to one tick, or 1 ms in ffprobe's output. */
function distancesVary(times: readonly number[], tick: number): boolean {
  if (times.length < 3) return false;
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (let i = 1; i < times.length; i++) {
    const distance = times[i]! - times[i - 1]!;
    shortest = Math.min(shortest, distance);
    longest = Math.max(longest, distance);
  }
  return longest - shortest > 1.01 * tick + 2e-6;
}

function rational(text: string | undefined): Rational | undefined {
  const match = /^(\d+)\/(\d+)$/.exec(text ?? '');
  if (!match) return undefined;
  const numerator = Number(match[1]);
  const denominator = Number(match[2]);
  return numerator > 0 && denominator > 0 ? { numerator, denominator } : undefined;
}
