import type { RgbImage } from '@havc/core';
import { bilinearAxis } from './bilinear-axis.ts';
import { decodeSrgb, LUMINANCE, labCurve, RGB_FROM_XYZ, WHITE } from './srgb.ts';

/**
 * Writes the picture that has `image`'s lightness and the colours of `ab`: two square planes, CIELAB's a and b.
 *
 * @param image - R'G'B', any strides.
 * @param out - interleaved R'G'B' of the same size, without gaps. Must not share memory with `image`.
 */
export type JoinKernel = (image: RgbImage, ab: Float32Array, out: Uint8Array) => void;

/** Steps of the table of cube roots: straight lines between them are at most 3e-7 off, 3e-5 in L*. */
const CURVE_STEPS = 16384;

/** Below this luminance, L* is a straight line. */
const LINEAR_BELOW = 0.008856;

/** Steps of the table that guesses a code from linear light; each is narrower than the narrowest code. */
const GUESS_STEPS = 4096;

/**
 * Makes the kernel that joins lightness and colour, all in one pass: a and b are stretched with straight lines between
 * half-pixel centres, and Lab becomes 8-bit R'G'B', rounded half up. What lies outside of sRGB is clipped.
 *
 * @param size - side of the planes.
 *
 * Source: vs-ddcolor; kornia's `rgb_to_lab` and `lab_to_rgb`, PyTorch's `interpolate(mode='bilinear')`.
 */
export function createJoinKernel(size: number): JoinKernel {
  const [red, green, blue] = LUMINANCE.map((share) =>
    Float64Array.from({ length: 256 }, (_, code) => decodeSrgb(code / 255) * share),
  ) as [Float64Array, Float64Array, Float64Array];
  const curve = Float64Array.from({ length: CURVE_STEPS + 2 }, (_, step) => Math.cbrt(step / CURVE_STEPS));
  const grayCurve = Float64Array.from({ length: 256 }, (_, code) => labCurve(red[code]! + green[code]! + blue[code]!));
  const { guess, begins } = codeTables();
  const [[rx, ry, rz], [gx, gy, gz], [bx, by, bz]] = RGB_FROM_XYZ.map(([x, y, z]) => [
    x * WHITE[0],
    y * WHITE[1],
    z * WHITE[2],
  ]) as [Row, Row, Row];
  const rowA = new Float64Array(size);
  const rowB = new Float64Array(size);
  let columns = bilinearAxis(size, 1);
  let rows = bilinearAxis(size, 1);

  const curveOf = (luminance: number): number => {
    if (luminance <= LINEAR_BELOW) return labCurve(luminance);
    const position = luminance * CURVE_STEPS;
    const step = position | 0;
    const below = curve[step]!;
    return below + (curve[step + 1]! - below) * (position - step);
  };
  const codeOf = (light: number): number => {
    if (light <= 0) return 0;
    if (light >= 1) return 255;
    let code = guess[(light * GUESS_STEPS) | 0]!;
    while (light >= begins[code + 1]!) code++;
    return code;
  };

  return ({ data, shape, stride, offset }, ab, out) => {
    const [height, width] = shape as [number, number];
    const [rowStep, step, channelStep] = stride as [number, number, number];
    if (columns.share.length !== width) columns = bilinearAxis(size, width);
    if (rows.share.length !== height) rows = bilinearAxis(size, height);
    const { first, second, share } = columns;
    const plane = size * size;
    for (let y = 0, to = 0; y < height; y++) {
      const upper = rows.first[y]! * size;
      const lower = rows.second[y]! * size;
      const down = rows.share[y]!;
      for (let x = 0; x < size; x++) {
        const a = ab[upper + x]!;
        const b = ab[plane + upper + x]!;
        // Divided here, once a column of the small planes, as Lab's formula wants them.
        rowA[x] = (a + (ab[lower + x]! - a) * down) / 500;
        rowB[x] = (b + (ab[plane + lower + x]! - b) * down) / 200;
      }
      for (let x = 0, from = offset + y * rowStep; x < width; x++, from += step, to += 3) {
        const r = data[from]!;
        const g = data[from + channelStep]!;
        const b = data[from + 2 * channelStep]!;
        // Nearly every pixel of a black-and-white film is gray.
        const fy = r === g && g === b ? grayCurve[r]! : curveOf(red[r]! + green[g]! + blue[b]!);
        const left = first[x]!;
        const right = second[x]!;
        const along = share[x]!;
        const fx = fy + rowA[left]! + (rowA[right]! - rowA[left]!) * along;
        const fz = fy - rowB[left]! - (rowB[right]! - rowB[left]!) * along;
        const X = uncurve(fx);
        const Y = uncurve(fy);
        const Z = uncurve(Math.max(fz, 0));
        out[to] = codeOf(rx * X + ry * Y + rz * Z);
        out[to + 1] = codeOf(gx * X + gy * Y + gz * Z);
        out[to + 2] = codeOf(bx * X + by * Y + bz * Z);
      }
    }
  };
}

type Row = [number, number, number];

function uncurve(f: number): number {
  return f > 0.2068966 ? f * f * f : (f - 4 / 29) / 7.787;
}

/** How an 8-bit code is found: a guess that is never too high, and the light at which each code begins. */
function codeTables(): { guess: Uint8Array; begins: Float64Array } {
  const begins = Float64Array.from({ length: 257 }, (_, code) => {
    if (code === 0) return 0;
    return code === 256 ? Number.POSITIVE_INFINITY : decodeSrgb((code - 0.5) / 255);
  });
  const guess = new Uint8Array(GUESS_STEPS + 1);
  for (let step = 0, code = 0; step <= GUESS_STEPS; step++) {
    while (step / GUESS_STEPS >= begins[code + 1]!) code++;
    guess[step] = code;
  }
  return { guess, begins };
}
