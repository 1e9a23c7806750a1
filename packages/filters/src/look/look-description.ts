import type { RgbTriple } from './lut.ts';
import type { CurvePoints } from './tone-curve.ts';

/** A colour cast: how far a gray moves along OKLab's axes; 0.02 is plain to see. */
export interface Tint {
  /** Towards red, negative towards green. */
  readonly a: number;
  /** Towards yellow, negative towards blue. */
  readonly b: number;
}

/** What happens to the colours around one hue, fading out to both sides. */
export interface HueMove {
  /** Hue in OKLab, degrees: red 29, skin about 55, yellow 110, green 142, cyan 195, blue 264, magenta 328. */
  readonly hueDegrees: number;
  /** How far to both sides it reaches, degrees, up to 180. */
  readonly widthDegrees: number;
  /** Turns the hue by so many degrees; default 0. */
  readonly turnDegrees?: number;
  /** Multiplies the colour's strength; default 1. */
  readonly saturation?: number;
  /** Added to the lightness 0..1 of strong colours, less to weak ones; default 0. */
  readonly lightness?: number;
}

/** How a look's result goes back onto the picture when its strength isn't 1. */
export type LookMerge =
  | { readonly method: 'linear' }
  | {
      readonly method: 'chroma-bound';
      readonly baseTolerance: number;
      readonly maxExtra: number;
      readonly redFix: boolean;
    };

/**
 * A look as data. Its parts apply in this order: tone curve on each channel; then in OKLab the hue moves, the saturation
 * and the tints; then black and white on each channel.
 */
export interface LookDescription {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** The tone curve of R', G' and B', 0..1, rising. */
  readonly tone: CurvePoints;
  readonly hues: readonly HueMove[];
  /** Multiplies the strength of all colours. */
  readonly saturation: number;
  /** Strengthens weak colours by up to this part more, strong ones less; 0 treats all alike. */
  readonly vibrance: number;
  /** The cast of dark tones: all of it at lightness 0.4, none in black and white. */
  readonly shadows: Tint;
  /** The cast of light tones: all of it at lightness 0.6, none in black and white. */
  readonly highlights: Tint;
  /** What black becomes, 0..1. */
  readonly black: RgbTriple;
  /** What white becomes, 0..1. */
  readonly white: RgbTriple;
  /**
   * How HAVC puts this look on a picture in part. `applyLook` always mixes linearly; for `'chroma-bound'`, look
   * at full strength and merge with these options.
   */
  readonly merge: LookMerge;
}
