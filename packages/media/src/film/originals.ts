/** What the source has of one frame: its luma samples and its time. */
export interface OriginalFrame {
  readonly index: number;
  /** Luma samples row by row: one byte each, or two (little-endian) above 8 bits. */
  readonly luma: Buffer;
  /** Presentation time in units of the track's time base, counted from the start of the decoded range. */
  readonly pts: number;
}

/**
 * Hands the source's own luma planes to the encoder, frame by frame. Memory holds only the frames that are between
 * decoder and encoder: taking one frees those before it.
 */
export interface Originals {
  /** The original of this frame, once decoded. Frames must be asked for in rising order, each once. */
  take(index: number): OriginalFrame;
  /** Gives the buffer back for the next frame. */
  release(original: OriginalFrame): void;
}
