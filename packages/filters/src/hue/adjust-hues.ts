import { ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import { changeHsvRow, hsvTables } from './change-hsv.ts';
import { ensureHueExpression, type HueExpression } from './hue-expression.ts';
import { fillHueRow, hueLookup } from './hue-weights.ts';

/** How a change of hues is applied. */
export interface AdjustHuesOptions {
  /** Width in degrees, 0..90, of the ramp around each end of the hues; see `hueMask`. Default 0: hard edges. */
  readonly softness?: number;
}

/**
 * The picture with some hues turned around the wheel, or made more or less colorful.
 *
 * P is the picture, Q the picture in which all hues are changed (in OpenCV's 8-bit HSV: hue in steps of two degrees,
 * results cut to whole codes, saturation clipped at 255), K is Q inside the hues and P outside. With weight w:
 * - w = 0: K.
 * - w > 0 and no shift: K + w (Q − K), so that w of the change shows in all hues.
 * - w > 0 and a shift, or w < 0: K + |w| (P − K), so that w of the picture is kept.
 * Mixes are truncated. Gray never changes; neither do other hues, but for the second case.
 *
 * @param image - R'G'B', full range, any strides.
 * @param expression - which hues and what about them, as `parseHueExpression` gives it. Without a change (only ranges,
 * or undefined for "none") the picture comes back as it is.
 * @param options - see {@link AdjustHuesOptions}.
 * @param out - same shape; a new image when absent. May be `image` itself; must not overlap it otherwise.
 * @returns `out`.
 * @throws HavcError `SHAPE_INVALID` when `image` or `out` isn't bytes of [height, width, 3]; `OPTION_INVALID` for an
 * expression out of range.
 *
 * Source: HAVC's `adjust_chroma` (vsslib/restcolor.py). There, saturations above 255 run over to low ones, the ends of a
 * range and pure red are in no range (see `hueMask`), and samples mixed with themselves can lose a code.
 */
export function adjustHues(
  image: RgbImage,
  expression: HueExpression | undefined,
  options: AdjustHuesOptions = {},
  out?: RgbImage,
): RgbImage {
  ensureRgbImage(image, 'image');
  if (expression) ensureHueExpression(expression, 'expression');
  const { ranges = [], saturation = 1, shiftDegrees = 0, weight = 0 } = expression ?? {};
  const lookup = hueLookup({ ranges, softness: options.softness ?? 0 }, 'options');
  const result = rgbOutput(out, image);
  const tables = hsvTables({ degrees: shiftDegrees, saturation, value: 1 });
  const everywhere = shiftDegrees === 0 && weight > 0 ? weight : 0;
  const inside = everywhere > 0 ? 1 : 1 - Math.abs(weight);
  const isUnchanged = (shiftDegrees === 0 && saturation === 1) || inside === 0;
  const shares = ramp(everywhere, inside);
  const rests = ramp(1 - everywhere, everywhere > 0 ? 0 : Math.abs(weight));
  const from = image.data;
  const to = result.data;
  const [height, width] = image.shape as [number, number];
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const weights = new Uint8Array(width);
  const changed = new Uint8Array(3 * width);
  for (let row = 0; row < height; row++) {
    let i = image.offset + row * rowStep;
    let o = result.offset + row * toRowStep;
    if (!isUnchanged) {
      fillHueRow(lookup, from, i, step, sampleStep, width, weights);
      changeHsvRow(tables, from, i, step, sampleStep, width, changed, everywhere > 0 ? undefined : weights);
    }
    for (let column = 0, q = 0; column < width; column++, q += 3, i += step, o += toStep) {
      const R = from[i]!;
      const G = from[i + sampleStep]!;
      const B = from[i + 2 * sampleStep]!;
      const share = shares[weights[column]!]!;
      if (isUnchanged || share === 0 || (R === G && G === B)) {
        to[o] = R;
        to[o + toSampleStep] = G;
        to[o + 2 * toSampleStep] = B;
      } else if (share === 1) {
        to[o] = changed[q]!;
        to[o + toSampleStep] = changed[q + 1]!;
        to[o + 2 * toSampleStep] = changed[q + 2]!;
      } else {
        const rest = rests[weights[column]!]!;
        to[o] = R * rest + changed[q]! * share;
        to[o + toSampleStep] = G * rest + changed[q + 1]! * share;
        to[o + 2 * toSampleStep] = B * rest + changed[q + 2]! * share;
      }
    }
  }
  return result;
}

/** For each weight of a hue, what lies between `outside` (weight 0) and `inside` (weight 255), both exactly. */
function ramp(outside: number, inside: number): Float64Array {
  const values = Float64Array.from({ length: 256 }, (_, weight) => outside + ((inside - outside) * weight) / 255);
  values[255] = inside;
  return values;
}
