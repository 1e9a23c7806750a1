/**
 * The transfer curve of sRGB, both ways, by table.
 *
 * Source: IEC 61966-2-1, with the constants that scikit-image uses (0.04045 and 0.0031308).
 */

let linear: Float64Array | undefined;

/** Linear light 0..1 of each of the 256 codes. */
export function linearLightTable(): Float64Array {
  linear ??= Float64Array.from({ length: 256 }, (_, code) => decode(code / 255));
  return linear;
}

/** Steps of the table that guesses a code from linear light; one step is narrower than the narrowest code. */
export const GUESS_STEPS = 4096;

/** How {@link byteFromLinear} finds a code: a guess that is never too high, and the light at which each code begins. */
export interface SrgbEncoder {
  readonly guess: Uint8Array;
  readonly begins: Float64Array;
}

/** How 255 · R' becomes a code: the nearest, half up; or truncated, as a cast to bytes does. */
export type CodeRounding = 'nearest' | 'truncated';

const encoders: Partial<Record<CodeRounding, SrgbEncoder>> = {};

/** The tables for {@link byteFromLinear}. */
export function srgbEncoder(rounding: CodeRounding = 'nearest'): SrgbEncoder {
  encoders[rounding] ??= makeEncoder(rounding === 'nearest' ? 0.5 : 0);
  return encoders[rounding];
}

/** Code n begins where the curve passes n − early, so that a look-up rounds exactly as 255 * encode(light) would. */
function makeEncoder(early: number): SrgbEncoder {
  const begins = Float64Array.from({ length: 257 }, (_, code) =>
    code === 0 ? 0 : code === 256 ? Number.POSITIVE_INFINITY : decode((code - early) / 255),
  );
  const guess = new Uint8Array(GUESS_STEPS + 1);
  let code = 0;
  for (let step = 0; step <= GUESS_STEPS; step++) {
    while (step / GUESS_STEPS >= begins[code + 1]!) code++;
    guess[step] = code;
  }
  return { guess, begins };
}

/** The 8-bit sRGB code of linear light, rounded as the encoder says; below 0 and above 1 are clipped. */
export function byteFromLinear({ guess, begins }: SrgbEncoder, light: number): number {
  // Written so that NaN, too, ends as 0.
  if (!(light > 0)) return 0;
  if (light >= 1) return 255;
  let code = guess[(light * GUESS_STEPS) | 0]!;
  while (light >= begins[code + 1]!) code++;
  return code;
}

/** Linear light 0..1 to sRGB 0..1, clipped at both ends. */
export function encodeSrgb(light: number): number {
  if (!(light > 0)) return 0;
  if (light >= 1) return 1;
  return light > 0.0031308 ? 1.055 * light ** (1 / 2.4) - 0.055 : 12.92 * light;
}

function decode(value: number): number {
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}
