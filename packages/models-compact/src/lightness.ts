/** Entries of the table from luminance to lightness. Between them it's straight lines, at most 3e-5 off. */
const LUMINANCE_STEPS = 16384;

/** Relative luminance of the sRGB primaries, as skimage has them (D65); they add up to 1. */
const LUMINANCE = [0.212671, 0.71516, 0.072169] as const;

/** Below this luminance, CIE 1976 L* is a straight line. */
const LINEAR_BELOW = 0.008856;

/** Writes the lightness of an R'G'B' picture: L* of CIELAB, 0..100. */
export type LightnessKernel = (rgb: Uint8Array, out: Float32Array) => void;

/**
 * Makes the kernel that takes sRGB (8 bit, interleaved) to lightness as `skimage.color.rgb2lab` does, within 1e-4.
 * Its tables are made here, once. A gray pixel, which is nearly every one of a black-and-white film, takes one look-up.
 */
export function createLightnessKernel(): LightnessKernel {
  const linear = Float64Array.from({ length: 256 }, (_, code) => toLinear(code / 255));
  const red = linear.map((value) => value * LUMINANCE[0]);
  const green = linear.map((value) => value * LUMINANCE[1]);
  const blue = linear.map((value) => value * LUMINANCE[2]);
  const gray = Float32Array.from(linear, toLightness);
  // One entry more, so that the neighbour of luminance 1 exists.
  const steps = Float64Array.from({ length: LUMINANCE_STEPS + 2 }, (_, step) => toLightness(step / LUMINANCE_STEPS));

  return (rgb, out) => {
    for (let at = 0, to = 0; to < out.length; at += 3, to++) {
      const r = rgb[at]!;
      const g = rgb[at + 1]!;
      const b = rgb[at + 2]!;
      if (r === g && g === b) {
        out[to] = gray[r]!;
        continue;
      }
      const Y = red[r]! + green[g]! + blue[b]!;
      if (Y <= LINEAR_BELOW) {
        out[to] = toLightness(Y);
        continue;
      }
      const position = Y * LUMINANCE_STEPS;
      const step = position | 0;
      const below = steps[step]!;
      out[to] = below + (steps[step + 1]! - below) * (position - step);
    }
  };
}

/** IEC 61966-2-1, 5.2: from the encoded value to linear light, both 0..1. */
function toLinear(value: number): number {
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

/** CIE 1976 L*, 0..100, of a luminance 0..1; the constants as skimage rounds them. */
function toLightness(Y: number): number {
  return 116 * (Y > LINEAR_BELOW ? Math.cbrt(Y) : 7.787 * Y + 16 / 116) - 16;
}
