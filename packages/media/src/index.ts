export type { EncodeOptions, EncodePlan, EncodeReport, UnheldTracks, VideoCodec } from './encode/encode-options.ts';
export { type FfmpegInstallation, locateFfmpeg, OLDEST_FFMPEG } from './ffmpeg/locate.ts';
export type { ColorDecision } from './film/color-decision.ts';
export type { Film, Position } from './film/film.ts';
export type { OriginalFrame, Originals } from './film/originals.ts';
export type { ColorTags, FieldOrder, MediaInfo, OtherTrack, Rational, VideoTrack } from './probe/media-info.ts';
export { type ChromaSubsampling, type PixelFormat, parsePixelFormat } from './probe/pixel-format.ts';
export { frameTimes, type ProbeOptions, probe } from './probe/probe.ts';
