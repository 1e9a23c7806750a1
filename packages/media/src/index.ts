export { encode } from './encode/encode.ts';
export type {
  EncodeMetadata,
  EncodeOptions,
  EncodePlan,
  EncodeReport,
  UnheldTracks,
  VideoCodec,
} from './encode/encode-options.ts';
export { type DefaultOutput, defaultOutput, planEncode } from './encode/encode-plan.ts';
export { RECIPE_TAG } from './encode/provenance-tags.ts';
export { type FfmpegInstallation, locateFfmpeg, OLDEST_FFMPEG } from './ffmpeg/locate.ts';
export type { ColorDecision } from './film/color-decision.ts';
export { type CompareFilmsOptions, compareFilms } from './film/compare-films.ts';
export { type DecodeOptions, decode } from './film/decode.ts';
export type { Film, Position } from './film/film.ts';
export { type OriginalFrame, Originals } from './film/originals.ts';
export {
  ensureWritable,
  outputError,
  type ReservedOutput,
  type ReserveOutputOptions,
  reserveOutput,
} from './output-file.ts';
export type { ColorTags, FieldOrder, MediaInfo, OtherTrack, Rational, VideoTrack } from './probe/media-info.ts';
export { type ChromaSubsampling, type PixelFormat, parsePixelFormat } from './probe/pixel-format.ts';
export { frameTimes, type ProbeOptions, probe } from './probe/probe.ts';
export { expandSequence, type ImageSequence, isSequencePattern } from './still/expand-sequence.ts';
export { type ImageFolder, listImages, naturalOrder } from './still/list-images.ts';
export { planStill, type StillPlan, type StillPlanOptions, stillFormatOf } from './still/plan-still.ts';
export { type ReadStillOptions, readStill } from './still/read-still.ts';
export type { Still, StillFormat, StillOriginal } from './still/still.ts';
export { type WriteStillOptions, writeStill } from './still/write-still.ts';
