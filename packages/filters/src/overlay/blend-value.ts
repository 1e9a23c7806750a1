/**
 * How `overlayImages` makes a sample's new value out of the overlay's v and the base's b, 0..255.
 *
 * Normal v; addition v + b; average (v + b) / 2; difference |v − b|; divide 255 v / b, and 255 over black;
 * exclusion v + b − 2 v b / 255; multiply v b / 255; overlay 2 v b / 255 where v < 128, else
 * 255 − 2 (255 − v) (255 − b) / 255; subtract v − b.
 *
 * Source: HAVC's `HAVC_clip_overlay`. That the overlay and not the base decides in "overlay" (which other programs
 * call "hard light"), and that subtract takes the base from the overlay, is the original's way.
 */
export type OverlayMode =
  | 'normal'
  | 'addition'
  | 'average'
  | 'difference'
  | 'divide'
  | 'exclusion'
  | 'multiply'
  | 'overlay'
  | 'subtract';

/** All {@link OverlayMode}s. */
export const OVERLAY_MODES = [
  'normal',
  'addition',
  'average',
  'difference',
  'divide',
  'exclusion',
  'multiply',
  'overlay',
  'subtract',
] as const satisfies readonly OverlayMode[];
