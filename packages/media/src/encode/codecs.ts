import { HavcError } from '@havc/core';
import type { FieldOrder } from '../probe/media-info.ts';
import type { EncodeOptions, VideoCodec } from './encode-options.ts';

/** What this package knows of a codec. */
export interface CodecProfile {
  /** ffmpeg's encoder. */
  readonly encoder: string;
  /** Range of `crf` and its default; absent where the codec has no constant-quality number. */
  readonly crf?: { readonly most: number; readonly usual: number };
  /** Containers in order of preference for an output whose name isn't given. */
  readonly extensions: readonly string[];
  /** Whether the source's chroma sampling is kept; else 4:2:0, which every player shows. */
  readonly keepsSubsampling: boolean;
  /** Whether odd widths and heights can be coded in 4:2:0. */
  readonly oddSizes: boolean;
  /** Whether a frame may be coded as two fields. */
  readonly interlaced: boolean;
  /** Arguments for ffmpeg. */
  arguments(context: CodecContext): string[];
}

/** What of the film an encoder needs to know. */
export interface CodecContext {
  /** 0 where the codec has none. */
  readonly crf: number;
  readonly fieldOrder: FieldOrder;
  readonly container: string;
  readonly subsampling: string;
  /** Stored size in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Codecs, their encoders in ffmpeg and our settings. */
export const CODECS: Readonly<Record<VideoCodec, CodecProfile>> = {
  h264: {
    encoder: 'libx264',
    crf: { most: 51, usual: 17 },
    extensions: ['mp4', 'mkv'],
    keepsSubsampling: false,
    oddSizes: false,
    interlaced: true,
    arguments: ({ crf, fieldOrder }) => [
      ...['-preset', 'medium', '-crf', String(crf)],
      ...(fieldOrder === 'progressive' ? [] : ['-flags', '+ilme+ildct']),
    ],
  },
  h265: {
    encoder: 'libx265',
    crf: { most: 51, usual: 19 },
    extensions: ['mp4', 'mkv'],
    keepsSubsampling: false,
    oddSizes: false,
    interlaced: false,
    arguments: ({ crf, container }) => [
      ...['-preset', 'medium', '-crf', String(crf), '-x265-params', 'log-level=error'],
      // The tag that Apple's players ask for.
      ...(container === 'mp4' || container === 'mov' ? ['-tag:v:0', 'hvc1'] : []),
    ],
  },
  av1: {
    encoder: 'libsvtav1',
    crf: { most: 63, usual: 24 },
    extensions: ['mp4', 'mkv'],
    keepsSubsampling: false,
    oddSizes: false,
    interlaced: false,
    arguments: ({ crf }) => ['-preset', '7', '-crf', String(crf)],
  },
  vp9: {
    encoder: 'libvpx-vp9',
    crf: { most: 63, usual: 22 },
    extensions: ['webm', 'mkv'],
    keepsSubsampling: false,
    oddSizes: true,
    interlaced: false,
    arguments: ({ crf }) => ['-crf', String(crf), '-b:v', '0', '-row-mt', '1', '-deadline', 'good', '-cpu-used', '2'],
  },
  prores: {
    encoder: 'prores_ks',
    extensions: ['mov', 'mkv'],
    keepsSubsampling: true,
    oddSizes: false,
    interlaced: true,
    arguments: ({ fieldOrder, subsampling }) => [
      ...['-profile:v', subsampling === '4:4:4' ? '4444' : 'hq', '-vendor', 'apl0'],
      ...(fieldOrder === 'progressive' ? [] : ['-flags', '+ildct']),
    ],
  },
  ffv1: {
    encoder: 'ffv1',
    extensions: ['mkv', 'avi'],
    keepsSubsampling: true,
    oddSizes: true,
    interlaced: true,
    // Version 3, every frame a key frame, checksums in each slice: what archives ask for (RFC 9043).
    arguments: ({ width, height }) => ffv1Arguments(Math.min(width, height)),
  },
};

/** The codec's profile and the constant-quality number to use, checked. */
export function chooseCodec(options: EncodeOptions): { codec: VideoCodec; profile: CodecProfile; crf: number } {
  const codec = options.codec ?? 'h264';
  const profile = CODECS[codec];
  if (!profile) {
    throw new HavcError(
      'OPTION_INVALID',
      `options.codec must be one of ${Object.keys(CODECS).join(', ')}, got ${JSON.stringify(codec)}.`,
    );
  }
  const { crf } = options;
  if (crf === undefined) return { codec, profile, crf: profile.crf?.usual ?? 0 };
  if (!profile.crf) throw new HavcError('OPTION_INVALID', `options.crf has no meaning for ${codec}: leave it out.`);
  if (!(crf >= 0 && crf <= profile.crf.most)) {
    throw new HavcError(
      'OPTION_INVALID',
      `options.crf must be a number from 0 to ${profile.crf.most} for ${codec}, got ${crf}.`,
    );
  }
  return { codec, profile, crf };
}

function ffv1Arguments(shorterSide: number): string[] {
  // ffmpeg's version 3 loses the samples of a picture that is one pixel wide or high; version 1 keeps them.
  if (shorterSide === 1) return ['-level', '1', '-g', '1'];
  const archival = ['-level', '3', '-g', '1', '-slicecrc', '1'];
  // Left to itself, ffmpeg wants two slices at least, and a tiny picture has no room for them.
  return shorterSide < 16 ? [...archival, '-slices', '1'] : archival;
}
