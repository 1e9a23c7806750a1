import type { PixelFormat } from './pixel-format.ts';

/** A ratio as containers store it, e.g. 30000/1001 frames a second. */
export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

/** Names of ITU-T H.273 as ffmpeg spells them; undefined where the file says nothing. */
export interface ColorTags {
  readonly range: 'limited' | 'full' | undefined;
  /** `bt709`, `smpte170m`, `bt470bg`, `bt2020nc`, `gbr`, ... */
  readonly matrix: string | undefined;
  readonly primaries: string | undefined;
  readonly transfer: string | undefined;
}

/** How the lines of a frame were taken: one picture, or two fields, the top or the bottom one first. */
export type FieldOrder = 'progressive' | 'top-first' | 'bottom-first';

/** The picture track of a film. */
export interface VideoTrack {
  /** Index among all streams of the file. */
  readonly streamIndex: number;
  readonly codec: string;
  /** Stored size in pixels, before the rotation is applied. */
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: PixelFormat;
  readonly color: ColorTags;
  /** Shape of a pixel; 1/1 where the file says nothing. */
  readonly sampleAspectRatio: Rational;
  /** Degrees to turn the picture clockwise for display: 0, 90, 180 or 270. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly fieldOrder: FieldOrder;
  /** Unit of its timestamps in seconds. */
  readonly timeBase: Rational;
  /** Frames divided by duration. */
  readonly averageFrameRate: Rational | undefined;
  /** The lowest rate on which every timestamp lies, as the container or codec gives it. */
  readonly nominalFrameRate: Rational | undefined;
  /** Whether the distances between its first frames differ by more than their rounding. */
  readonly variableFrameRate: boolean;
  /** Seconds; undefined where neither track nor container says. */
  readonly duration: number | undefined;
  /** Number of frames, and whether it was counted or stored (`true`), or reckoned from duration and rate. */
  readonly frameCount: number | undefined;
  readonly frameCountExact: boolean;
}

/** A track that is copied as it is: sound, subtitles, an attachment, cover art, data. */
export interface OtherTrack {
  readonly streamIndex: number;
  readonly kind: 'audio' | 'subtitle' | 'attachment' | 'cover' | 'data' | 'video';
  readonly codec: string;
  readonly language: string | undefined;
  readonly title: string | undefined;
  /** Audio only. */
  readonly channels: number | undefined;
  readonly sampleRate: number | undefined;
}

/** What `probe` finds out about a film. */
export interface MediaInfo {
  readonly path: string;
  /** ffmpeg's names of the container: `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  /** Bytes; undefined for a pipe. */
  readonly size: number | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** Seconds; where the container's clock starts. */
  readonly startTime: number;
  readonly video: VideoTrack;
  readonly otherTracks: readonly OtherTrack[];
  readonly chapterCount: number;
  /** The film's own comment; absent where it has none. */
  readonly comment?: string;
}
