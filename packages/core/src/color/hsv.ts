import type { NdArray } from 'ndarray';
import type { RgbImage } from '../image.ts';
import { ensureRgbImage, rgbOutput } from '../kernel-arguments.ts';

/**
 * Interleaved H, S, V bytes of OpenCV's 8-bit HSV, shape [height, width, 3]: hue 0..179 (two degrees a step, red at 0),
 * saturation and value 0..255. Gray has hue 0 and saturation 0.
 */
export type HsvImage = NdArray<Uint8Array>;

const SHIFT = 12;
const HALF = 1 << (SHIFT - 1);

/** 255/i and 30/i in fixed point, made on first use. */
let reciprocals: { readonly saturation: Int32Array; readonly hue: Int32Array } | undefined;

function reciprocalTables() {
  if (reciprocals) return reciprocals;
  const saturation = new Int32Array(256);
  const hue = new Int32Array(256);
  for (let i = 1; i < 256; i++) {
    saturation[i] = roundHalfToEven((255 << SHIFT) / i);
    hue[i] = roundHalfToEven((180 << SHIFT) / (6 * i));
  }
  reciprocals = { saturation, hue };
  return reciprocals;
}

/** As the processor's own rounding does it, on which OpenCV's tables depend. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/**
 * The picture in OpenCV's 8-bit HSV, bit for bit what `cvtColor(RGB2HSV)` gives.
 *
 * V = max(R, G, B); S = 255 (V − min) / V; H = 30 × the position in the colour hexagon, in fixed point with 12 bits and
 * tables of reciprocals, rounded half up.
 *
 * @param image - R'G'B', full range 0..255, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_hsv.simd.hpp (fixed-point scheme).
 */
export function rgbToHsv(image: RgbImage, out?: HsvImage): HsvImage {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const { saturation, hue } = reciprocalTables();
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, g, b] = [image.stride[0]!, image.stride[1]!, image.stride[2]!, 2 * image.stride[2]!];
  const [toRowStep, toStep, s, v] = [result.stride[0]!, result.stride[1]!, result.stride[2]!, 2 * result.stride[2]!];
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const R = from[i]!;
      const G = from[i + g]!;
      const B = from[i + b]!;
      const V = Math.max(R, G, B);
      const low = Math.min(R, G, B);
      const span = V - low;
      const sector = V === R ? G - B : V === G ? B - R + 2 * span : R - G + 4 * span;
      const H = (sector * hue[span]! + HALF) >> SHIFT;
      to[o] = H < 0 ? H + 180 : H;
      to[o + s] = (span * saturation[V]! + HALF) >> SHIFT;
      to[o + v] = V;
    }
  }
  return result;
}

/**
 * The picture back in R'G'B', bit for bit what OpenCV's `cvtColor(HSV2RGB)` gives on its vector path.
 *
 * OpenCV cuts off the fraction in whole blocks of 32 pixels of a row, and rounds in what is left of the row. Here the
 * fraction is cut off everywhere, so that a pixel's colour doesn't depend on where it stands; the last `width mod 32`
 * columns can differ by 1 from OpenCV's. A hue of 180 or more goes on around the circle.
 *
 * @param image - H, S, V as {@link rgbToHsv} gives them, any strides.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_hsv.simd.hpp; 32-bit floats throughout, hence `Math.fround`.
 * Which steps are fused was found by comparing all 256³ colours with its output.
 */
export function hsvToRgb(image: HsvImage, out?: RgbImage): RgbImage {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const [height, width] = image.shape as [number, number];
  const from = image.data;
  const to = result.data;
  const [rowStep, step, s, v] = [image.stride[0]!, image.stride[1]!, image.stride[2]!, 2 * image.stride[2]!];
  const [toRowStep, toStep, g, b] = [result.stride[0]!, result.stride[1]!, result.stride[2]!, 2 * result.stride[2]!];
  const f = Math.fround;
  const hueScale = f(6 / 180);
  const unit = f(1 / 255);
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const position = f(from[i]! * hueScale);
      const S = f(from[i + s]! * unit);
      const V = f(from[i + v]! * unit);
      const edge = position | 0;
      const along = f(position - edge);
      const high = f(V * 255) | 0;
      const low = f(f(V * f(1 - S)) * 255) | 0;
      // 1 - S * along is one fused step on OpenCV's vector path: rounded once, so no fround around the product.
      const falling = f(f(V * f(1 - S * along)) * 255) | 0;
      const rising = f(f(V * f(1 - S * f(1 - along))) * 255) | 0;
      const sector = edge >= 6 ? edge - 6 : edge;
      let R = high;
      let G = low;
      let B = low;
      if (sector === 0) G = rising;
      else if (sector === 1) {
        R = falling;
        G = high;
      } else if (sector === 2) {
        R = low;
        G = high;
        B = rising;
      } else if (sector === 3) {
        R = low;
        G = falling;
        B = high;
      } else if (sector === 4) {
        R = rising;
        B = high;
      } else B = falling;
      to[o] = R;
      to[o + g] = G;
      to[o + b] = B;
    }
  }
  return result;
}
