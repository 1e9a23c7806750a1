/**
 * Chroma (C*ab in CIELAB) from which a pixel counts as coloured: about twice the difference that is just noticed (2.3, M. Mahy
 * and others, "Evaluation of uniform color differences", 1994), and more than what compression leaves on gray. A step of one
 * code in one channel turns the hue by up to 8 degrees here, and by up to 20 at half of it, where hues say nothing.
 */
export const COLORED_CHROMA = 5;

/** Width of a band of lightness: L* 0 to 20, and so on up to 100. */
const BAND_WIDTH = 20;

/** Bands of lightness, dark to bright. A band's lower border belongs to it; 100 to the last. */
export const LUMA_BANDS = ['L* 0-20', 'L* 20-40', 'L* 40-60', 'L* 60-80', 'L* 80-100'] as const;

/**
 * Sectors of hue in CIELAB, each with the angle where it begins, in degrees. sRGB's own colours lie at: red 40, yellow
 * 103, green 136, cyan 196, blue 306, magenta 328. Skin and wood are `orange`, leaves `green`, sky `blue`.
 */
export const HUE_SECTORS = [
  ['red', 0],
  ['orange', 45],
  ['yellow', 80],
  ['green', 110],
  ['cyan', 165],
  ['blue', 220],
  ['magenta', 310],
] as const;

/** Names of the sectors, and `neutral` at the end for pixels below {@link COLORED_CHROMA}. */
export const HUE_PARTS: readonly string[] = [...HUE_SECTORS.map(([name]) => name), 'neutral'];

/** Index in {@link LUMA_BANDS}. */
export function lumaBandOf(L: number): number {
  return Math.min(LUMA_BANDS.length - 1, Math.max(0, Math.floor(L / BAND_WIDTH)));
}

/** Index in {@link HUE_PARTS}. */
export function huePartOf(a: number, b: number): number {
  if (a * a + b * b < COLORED_CHROMA * COLORED_CHROMA) return HUE_SECTORS.length;
  const angle = (Math.atan2(b, a) * 180) / Math.PI;
  const degrees = angle < 0 ? angle + 360 : angle;
  let part = HUE_SECTORS.length - 1;
  while (part > 0 && degrees < HUE_SECTORS[part]![1]) part--;
  return part;
}
