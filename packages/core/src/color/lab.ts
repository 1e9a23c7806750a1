import type { NdArray } from 'ndarray';
import type { FloatImage, RgbImage } from '../image.ts';
import { ensureApart, ensureFloatImage, ensureRgbImage, floatOutput, rgbOutput } from '../kernel-arguments.ts';
import { labRow, labTables } from './lab-row.ts';
import { byteFromLinear, type CodeRounding, encodeSrgb, srgbEncoder } from './srgb.ts';

/** Interleaved CIE L*a*b*, D65, shape [height, width, 3]: L 0..100, a and b about −110..110. */
export type LabImage = FloatImage;

/**
 * Interleaved L, a, b in bytes, shape [height, width, 3]: L × 255/100, a + 128, b + 128, each rounded half up and
 * clipped to 0..255. The layout is that of OpenCV's 8-bit Lab; the values come from the float formula of
 * {@link rgbToLab}. OpenCV's come from fixed-point tables: one in ten differs from ours by 1, single ones by up to 3.
 */
export type Lab8Image = NdArray<Uint8Array>;

/**
 * The picture in CIE L*a*b*, as scikit-image's `rgb2lab` gives it (to 1e-4).
 *
 * sRGB curve, D65 white of the 2-degree observer. Because the published matrix has six digits, gray comes out with a
 * and b of a few thousandths, not 0.
 *
 * @param image - R'G'B' as sRGB, full range 0..255, any strides.
 * @param out - floats of the same shape; a new image when absent.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` has another shape or sample type.
 *
 * Source: scikit-image 0.19, skimage/color/colorconv.py; IEC 61966-2-1; CIE 15.
 */
export function rgbToLab(image: RgbImage, out?: LabImage): LabImage {
  ensureRgbImage(image, 'image');
  const result = floatOutput(out, image);
  ensureApart(result, image, ['out', 'image']);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, channelStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toChannelStep] = result.stride as [number, number, number];
  const tables = labTables();
  const lab = new Float64Array(width * 3);
  const to = result.data;
  for (let row = 0; row < height; row++) {
    labRow(tables, image.data, image.offset + row * rowStep, step, channelStep, width, lab);
    let o = result.offset + row * toRowStep;
    for (let i = 0; i < lab.length; i += 3, o += toStep) {
      to[o] = lab[i]!;
      to[o + toChannelStep] = lab[i + 1]!;
      to[o + 2 * toChannelStep] = lab[i + 2]!;
    }
  }
  return result;
}

/**
 * The picture in 8-bit Lab; see {@link Lab8Image} for what the bytes mean.
 *
 * @param image - R'G'B' as sRGB, full range 0..255, any strides.
 * @param out - bytes of the same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3].
 *
 * Source: the formula of {@link rgbToLab}; the layout of OpenCV's documentation of RGB to L*a*b*.
 */
export function rgbToLab8(image: RgbImage, out?: Lab8Image): Lab8Image {
  ensureRgbImage(image, 'image');
  const result = rgbOutput(out, image);
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, channelStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toChannelStep] = result.stride as [number, number, number];
  const tables = labTables();
  const lab = new Float64Array(width * 3);
  const to = result.data;
  for (let row = 0; row < height; row++) {
    labRow(tables, image.data, image.offset + row * rowStep, step, channelStep, width, lab);
    let o = result.offset + row * toRowStep;
    // No clipping: over all of sRGB, L is 0..100, a −86.2..98.3 and b −107.9..94.5. The half makes `| 0` round half up.
    for (let i = 0; i < lab.length; i += 3, o += toStep) {
      to[o] = (lab[i]! * 2.55 + 0.5) | 0;
      to[o + toChannelStep] = (lab[i + 1]! + 128.5) | 0;
      to[o + 2 * toChannelStep] = (lab[i + 2]! + 128.5) | 0;
    }
  }
  return result;
}

/**
 * The picture back in 8-bit R'G'B', rounded half up; what lies outside of sRGB is clipped channel by channel.
 *
 * @param lab - L, a, b as {@link rgbToLab} gives them, any strides. NaN gives 0.
 * @param out - bytes of the same shape; a new image when absent.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `lab` or `out` has another shape or sample type.
 *
 * Source: scikit-image 0.19, `lab2rgb` (a negative Z counts as 0, as there).
 */
export function labToRgb(lab: LabImage, out?: RgbImage): RgbImage {
  ensureFloatImage(lab, 'lab');
  const result = rgbOutput(out, lab);
  ensureApart(result, lab, ['out', 'lab']);
  return writeRgb(lab, result, { lightnessScale: 1, neutral: 0, rounding: 'nearest' });
}

/**
 * {@link labToRgb}, truncated instead of rounded: what a cast of `lab2rgb`'s floats, times 255, to bytes gives.
 *
 * @param lab - L, a, b as {@link rgbToLab} gives them, any strides. NaN gives 0.
 * @param out - bytes of the same shape; a new image when absent.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `lab` or `out` has another shape or sample type.
 *
 * Source: richzhang/colorization, and HAVC's use of it.
 */
export function labToRgbTruncated(lab: LabImage, out?: RgbImage): RgbImage {
  ensureFloatImage(lab, 'lab');
  const result = rgbOutput(out, lab);
  ensureApart(result, lab, ['out', 'lab']);
  return writeRgb(lab, result, { lightnessScale: 1, neutral: 0, rounding: 'truncated' });
}

/**
 * The picture back in R'G'B', from 8-bit Lab.
 *
 * @param lab - bytes as {@link rgbToLab8} gives them, any strides.
 * @param out - same shape; a new image when absent. May be `lab` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `lab` or `out` isn't bytes of [height, width, 3].
 *
 * Source: the inverse of {@link Lab8Image}, then {@link labToRgb}.
 */
export function lab8ToRgb(lab: Lab8Image, out?: RgbImage): RgbImage {
  ensureRgbImage(lab, 'lab');
  return writeRgb(lab, rgbOutput(out, lab), { lightnessScale: 100 / 255, neutral: 128, rounding: 'nearest' });
}

/**
 * The picture back in R'G'B' as floats 0..1, clipped, as scikit-image's `lab2rgb` gives it. For models that go on with
 * floats; {@link labToRgb} is several times faster where bytes are wanted.
 *
 * @param lab - L, a, b as {@link rgbToLab} gives them, any strides.
 * @param out - floats of the same shape; a new image when absent. May be `lab` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `lab` or `out` has another shape or sample type.
 *
 * Source: scikit-image 0.19, `lab2rgb`.
 */
export function labToRgbFloat(lab: LabImage, out?: FloatImage): FloatImage {
  ensureFloatImage(lab, 'lab');
  const result = floatOutput(out, lab);
  const light = new Float64Array(3);
  const [height, width] = lab.shape as [number, number];
  const [rowStep, step, channelStep] = lab.stride as [number, number, number];
  const [toRowStep, toStep, toChannelStep] = result.stride as [number, number, number];
  const from = lab.data;
  const to = result.data;
  for (let row = 0; row < height; row++) {
    let i = lab.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      linearLight(from[i]!, from[i + channelStep]!, from[i + 2 * channelStep]!, light);
      to[o] = encodeSrgb(light[0]!);
      to[o + toChannelStep] = encodeSrgb(light[1]!);
      to[o + 2 * toChannelStep] = encodeSrgb(light[2]!);
    }
  }
  return result;
}

interface LabCoding {
  readonly lightnessScale: number;
  readonly neutral: number;
  readonly rounding: CodeRounding;
}

function writeRgb(lab: LabImage | Lab8Image, result: RgbImage, coding: LabCoding): RgbImage {
  const { lightnessScale, neutral, rounding } = coding;
  const encoder = srgbEncoder(rounding);
  const light = new Float64Array(3);
  const [height, width] = lab.shape as [number, number];
  const [rowStep, step, channelStep] = lab.stride as [number, number, number];
  const [toRowStep, toStep, toChannelStep] = result.stride as [number, number, number];
  const from = lab.data;
  const to = result.data;
  for (let row = 0; row < height; row++) {
    let i = lab.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    for (let column = 0; column < width; column++, i += step, o += toStep) {
      const L = from[i]! * lightnessScale;
      linearLight(L, from[i + channelStep]! - neutral, from[i + 2 * channelStep]! - neutral, light);
      to[o] = byteFromLinear(encoder, light[0]!);
      to[o + toChannelStep] = byteFromLinear(encoder, light[1]!);
      to[o + 2 * toChannelStep] = byteFromLinear(encoder, light[2]!);
    }
  }
  return result;
}

/** Linear sRGB light of a Lab colour, not clipped. The matrix is the inverse of the one in {@link labRow}. */
function linearLight(L: number, a: number, b: number, light: Float64Array): void {
  const fy = (L + 16) / 116;
  const fz = fy - b / 200;
  const X = uncurve(fy + a / 500) * 0.95047;
  const Y = uncurve(fy);
  const Z = uncurve(Math.max(fz, 0)) * 1.08883;
  light[0] = 3.240481343200526 * X - 1.5371515162713183 * Y - 0.49853632616888777 * Z;
  light[1] = -0.9692549499965681 * X + 1.8759900014898907 * Y + 0.04155592655829283 * Z;
  light[2] = 0.05564663913517714 * X - 0.2040413383665112 * Y + 1.0573110696453443 * Z;
}

function uncurve(value: number): number {
  return value > 0.2068966 ? value * value * value : (value - 16 / 116) / 7.787;
}
