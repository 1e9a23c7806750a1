/** IEC 61966-2-1: from R', G' or B' to linear light, both 0..1. */
export function decodeSrgb(value: number): number {
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

/** The other way round. */
export function encodeSrgb(light: number): number {
  return light > 0.0031308 ? 1.055 * light ** (1 / 2.4) - 0.055 : 12.92 * light;
}

/** CIE 1976's curve from relative luminance to lightness: L* is 116 f − 16. The constants as kornia rounds them. */
export function labCurve(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 4 / 29;
}

/** Relative luminance of linear sRGB, with kornia's digits. */
export const LUMINANCE = [0.212671, 0.71516, 0.072169] as const;

/** CIE XYZ of white: D65, two-degree observer. */
export const WHITE = [0.95047, 1, 1.08883] as const;

/** Linear sRGB from CIE XYZ, row by row. */
export const RGB_FROM_XYZ = [
  [3.2404813432005266, -1.5371515162713185, -0.4985363261688878],
  [-0.9692549499965682, 1.8759900014898907, 0.0415559265582928],
  [0.0556466391351772, -0.2040413383665112, 1.0573110696453443],
] as const;
