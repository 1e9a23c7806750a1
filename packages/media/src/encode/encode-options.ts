/** Codecs by the names that people use. */
export type VideoCodec = 'h264' | 'h265' | 'av1' | 'vp9' | 'prores' | 'ffv1';

/** What to do with tracks of the source that the output's container can't hold. */
export type UnheldTracks = 'refuse' | 'drop' | 'convert';

/** How a film was made, to be written into it. */
export interface EncodeMetadata {
  /**
   * The recipe that was used, as JSON, at most 64 KB. Matroska and WebM hold it in the tag `HAVC_RECIPE`; MP4, MOV and AVI
   * in their comment, in the lines after `comment`.
   */
  readonly recipe?: string;
  /** A line for people, at most 1 KB: what coloured the film. Written as the comment, unless the film has one of its own. */
  readonly comment?: string;
  /** What a comment of the film begins with that is the writer's own, from an earlier run: such a one is replaced. */
  readonly replaces?: readonly string[];
}

export interface EncodeOptions {
  /** Default `h264`. */
  readonly codec?: VideoCodec;
  /** Constant quality, lower is better: 0..51 for h264 and h265 (default 17 and 19), 0..63 for av1 (24) and vp9 (22). */
  readonly crf?: number;
  /** Further arguments for ffmpeg's encoder, e.g. `['-preset', 'slow', '-tune', 'grain']`; they win over ours. */
  readonly encoderArguments?: readonly string[];
  /** ffmpeg's name of the output's pixel format, where the default isn't wanted, e.g. `yuv420p`. */
  readonly pixelFormat?: string;
  /** Default `refuse`: a HavcError before anything is written. `convert` makes AAC and mov_text of them. */
  readonly unheldTracks?: UnheldTracks;
  /** Whether an existing file is replaced (once the new one is complete). Default false. */
  readonly overwrite?: boolean;
  /**
   * Written beside the film's own tags, none of which is replaced but a `HAVC_RECIPE`; what there's no place for is left
   * out, and said in the plan's notes. y4m holds none. Default: nothing.
   */
  readonly metadata?: EncodeMetadata;
  readonly signal?: AbortSignal | undefined;
  /** Called after each frame that was handed to the encoder. */
  readonly onProgress?: ((progress: { readonly frames: number; readonly time: number }) => void) | undefined;
}

/** What will be written, known before anything is. */
export interface EncodePlan {
  readonly codec: VideoCodec;
  /** ffmpeg's encoder: `libx264`. */
  readonly encoder: string;
  /** ffmpeg's muxer: `mp4`, `matroska`, `webm`, `mov`, `yuv4mpegpipe`. */
  readonly container: string;
  readonly pixelFormat: string;
  /** Stream indices of the source that are copied, converted or left out. */
  readonly copied: readonly number[];
  readonly converted: readonly number[];
  readonly dropped: readonly number[];
  /** What the user should be told, a sentence each. */
  readonly notes: readonly string[];
}

/** What was written. */
export interface EncodeReport {
  readonly path: string;
  readonly frames: number;
  readonly bytes: number;
}
