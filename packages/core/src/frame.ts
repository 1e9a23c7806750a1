import type { RgbImage } from './image.ts';

/** What scene detection knows of a frame. */
export interface SceneInfo {
  /** Whether this frame is the first of a shot, whatever it looks like: nothing in time may reach across. */
  readonly cut: boolean;
  /** Whether this frame is worth being a reference for those around it: neither dark nor washed out, and new. */
  readonly reference?: boolean;
  /** Mean luma of the frame, 0..1. */
  readonly luma?: number;
  /** The detector's score that `cut` was decided on; its scale is the detector's own. */
  readonly ratio?: number;
}

/** One picture of a film on its way through the stages. */
export interface Frame {
  /** 0-based position in the source. */
  readonly index: number;
  /** Presentation time in seconds, counted from the start of the source. */
  readonly time: number;
  /** The picture at working size, R'G'B', full range. */
  readonly image: RgbImage;
  /**
   * The picture at working size whose tone the source's own luma has. Where it is given, the luma that is written follows
   * the change of tone from it to `image`; where it is absent, the source's luma is written as it is.
   */
  readonly before?: RgbImage;
  /** Set by scene detection. */
  readonly scene?: SceneInfo;
}

/** A step that sees a film as a stream: what needs neighbours, a scene or a memory. Frames keep their order. */
export type Stage<In = Frame, Out = In> = (frames: AsyncIterable<In>) => AsyncIterable<Out>;

/** What gives a picture colours: a model, or a merge of two colourizers. */
export interface Colorizer {
  /**
   * Colours one picture. Only its luma counts; the input is left as it is.
   *
   * @param image - R'G'B', full range, shape [height, width, 3].
   * @returns a picture of the same shape.
   */
  colorize(image: RgbImage, options?: { readonly signal?: AbortSignal }): Promise<RgbImage>;
  /** Frees what the colourizer holds; safe to call twice. */
  dispose(): Promise<void>;
}
