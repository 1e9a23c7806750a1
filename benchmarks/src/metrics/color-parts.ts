/**
 * Chroma (C*ab in CIELAB) from which a pixel counts as coloured. A difference of about 2.3 is just noticed, and half of
 * what is noticed of a whole picture at once; 5 is twice that, and more than what compression leaves on gray. Below it a
 * step of one code in one channel turns the hue by ten degrees and more, so that hues say nothing.
 */
export const COLORED_CHROMA = 5;

/** Width of a band of lightness: L* 0 to 20, and so on up to 100. */
const BAND_WIDTH = 20;

/** Bands of lightness, dark to bright. A band's lower border belongs to it; 100 to the last. */
export const LUMA_BANDS = ['L* 0-20', 'L* 20-40', 'L* 40-60', 'L* 60-80', 'L* 80-100'] as const;

/**
 * Sectors of hue in CIELAB, each with the angle where it begins, in degrees. sRGB's own colours lie at: red 40, yellow
 * 103, green 136, cyan 196, blue 306, magenta 328. Skin, wood and brick are `orange`, leaves are `green`, sky is `blue`.
 */
export const HUE_SECTORS = [
  ['red', 0],
  ['orange', 45],
  ['yellow', 80],
  ['green', 110],
  ['cyan', 165],
  ['blue', 220],
  ['magenta', 312],
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
