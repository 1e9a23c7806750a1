import { ensureRgbImage, type RgbImage, rgbOutput } from '@havc/core';
import { changeHsvRow, hsvTables } from './change-hsv.ts';
import { ensureHueExpression, type HueExpression } from './hue-expression.ts';
import { hueMixer } from './hue-mixer.ts';

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
  const { ranges = [], saturation = 1, shiftDegrees = 0, weight = 0 } = expression ?? {};
  const checked = { ranges, saturation, shiftDegrees, weight };
  ensureHueExpression(checked, 'expression');
  const result = rgbOutput(out, image);
  const [height, width] = image.shape as [number, number];
  const isUnchanged = shiftDegrees === 0 && saturation === 1;
  const mixer = hueMixer(isUnchanged ? { ...checked, weight: 0 } : checked, options.softness ?? 0, width);
  const tables = hsvTables({ degrees: shiftDegrees, saturation, value: 1 });
  const [rowStep, step, sampleStep] = image.stride as [number, number, number];
  const [toRowStep, toStep, toSampleStep] = result.stride as [number, number, number];
  const changed = new Uint8Array(3 * width);
  for (let row = 0; row < height; row++) {
    const at = image.offset + row * rowStep;
    const toAt = result.offset + row * toRowStep;
    // Where nothing changes, all weights stay 0 and the picture is copied.
    if (!isUnchanged) {
      mixer.measure(image.data, at, step, sampleStep);
      const weights = mixer.needsAll ? undefined : mixer.weights;
      changeHsvRow(tables, image.data, at, step, sampleStep, width, changed, weights);
    }
    mixer.mix(image.data, at, step, sampleStep, changed, result.data, toAt, toStep, toSampleStep);
  }
  return result;
}
