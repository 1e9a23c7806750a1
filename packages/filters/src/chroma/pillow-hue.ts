/**
 * By how many of Pillow's 256 codes of hue the kernel `turnHues` turns for some degrees: trunc(255 · degrees / 360).
 *
 * There, H = trunc(255 · turn of the wheel), S = trunc(255 (max − min) / max), V = max, from 32-bit floats. Back: sector
 * and place in it from 6 H / 255, samples rounded half away from zero. The kernel computes that in whole numbers of 255²,
 * which gives the same for all H, S and V.
 *
 * Source: Pillow 9.4, src/libImaging/Convert.c (rgb2hsv, hsv2rgb); the turn is HAVC's `_apply_hue_shift`.
 */
export function hueCodes(degrees: number): number {
  return Math.trunc((degrees / 360) * 255);
}
