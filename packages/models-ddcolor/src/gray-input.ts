import type { RgbImage } from '@havc/core';
import { bilinearAxis } from './bilinear-axis.ts';
import { decodeSrgb, encodeSrgb, LUMINANCE, RGB_FROM_XYZ, WHITE } from './srgb.ts';

/** The network's input, a kernel that {@link createGrayInputKernel} makes. */
export type GrayInputKernel = (image: RgbImage, out: Float32Array) => void;

/** Steps of the decoding table for each code of 0..255: straight lines between them are at most 1e-7 off. */
const STEPS_PER_CODE = 16;
const DECODING_STEPS = 255 * STEPS_PER_CODE;

/** Steps of the encoding table: its curve is steep near black, and straight lines between them at most 1e-6 off. */
const ENCODING_STEPS = 65536;

/**
 * Makes the kernel that turns a picture into what the network sees: a square of `size` pixels, in gray.
 *
 * The picture is stretched with straight lines between half-pixel centres, without antialiasing, as R'G'B'; then its
 * CIELAB lightness becomes R'G'B' again, whose three channels differ by up to 4e-5. Any strides.
 *
 * @returns a function that writes [3, size, size] floats, 0..1, within 1e-6 of the original's.
 *
 * Source: vs-ddcolor; kornia's `rgb_to_lab` and `lab_to_rgb`; PyTorch's `interpolate(mode='bilinear')`.
 */
export function createGrayInputKernel(size: number): GrayInputKernel {
  const decoding = Float64Array.from({ length: DECODING_STEPS + 2 }, (_, step) => decodeSrgb(step / DECODING_STEPS));
  const encoding = Float32Array.from({ length: ENCODING_STEPS + 2 }, (_, step) => encodeSrgb(step / ENCODING_STEPS));
  // Linear sRGB of the gray that has luminance 1. It isn't quite 1: the matrix's digits don't add up to the white.
  const [kr, kg, kb] = RGB_FROM_XYZ.map(([x, y, z]) => x * WHITE[0] + y * WHITE[1] + z * WHITE[2]) as Row;
  let columns = bilinearAxis(1, size);
  let rows = bilinearAxis(1, size);
  /** Linear light of a code between 0 and 255. */
  const linear = (code: number): number => {
    const position = code * STEPS_PER_CODE;
    const step = position | 0;
    const below = decoding[step]!;
    return below + (decoding[step + 1]! - below) * (position - step);
  };
  /** R', G' or B', 0..1, of linear light that may be a little more than 1. */
  const encoded = (light: number): number => {
    if (light >= 1) return 1;
    const position = light * ENCODING_STEPS;
    const step = position | 0;
    const below = encoding[step]!;
    return below + (encoding[step + 1]! - below) * (position - step);
  };

  return ({ data, shape, stride, offset }, out) => {
    const [height, width] = shape as [number, number];
    const [rowStep, step, channelStep] = stride as [number, number, number];
    if (columns.inputs !== width) columns = bilinearAxis(width, size);
    if (rows.inputs !== height) rows = bilinearAxis(height, size);
    const plane = size * size;
    for (let y = 0, n = 0; y < size; y++) {
      const upper = offset + rows.first[y]! * rowStep;
      const lower = offset + rows.second[y]! * rowStep;
      const down = rows.share[y]!;
      for (let x = 0; x < size; x++, n++) {
        const left = columns.first[x]! * step;
        const right = columns.second[x]! * step;
        const along = columns.share[x]!;
        let luminance = 0;
        for (let channel = 0, o = 0; channel < 3; channel++, o += channelStep) {
          const aboveLeft = data[upper + left + o]!;
          const belowLeft = data[lower + left + o]!;
          const above = aboveLeft + (data[upper + right + o]! - aboveLeft) * along;
          const below = belowLeft + (data[lower + right + o]! - belowLeft) * along;
          luminance += LUMINANCE[channel]! * linear(above + (below - above) * down);
        }
        out[n] = encoded(luminance * kr);
        out[n + plane] = encoded(luminance * kg);
        out[n + 2 * plane] = encoded(luminance * kb);
      }
    }
  };
}

type Row = [number, number, number];
