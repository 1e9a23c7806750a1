import { ensureRgbImage, overRuns, PixelRun, type RgbImage, rgbOutput, runAddress } from '@havc/core';
import { hsvNumbers } from './change-hsv.ts';
import { ensureHueExpression, type HueExpression } from './hue-expression.ts';
import { hueMixer } from './hue-mixer.ts';
import { hueKernels } from './kernels.ts';

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
  const module = hueKernels();
  const { kernels, memory } = module;
  const isUnchanged = shiftDegrees === 0 && saturation === 1;
  const mixer = hueMixer(module, 3, checked, options.softness ?? 0);
  const numbers = hsvNumbers({ degrees: shiftDegrees, saturation, value: 1 });
  const own = new PixelRun(image, memory, 0);
  const changed = runAddress(1);
  // Where nothing changes, what was read is written.
  const to = new PixelRun(result, memory, isUnchanged ? 0 : 2);
  overRuns([own], to, image, (pixels) => {
    if (isUnchanged) return;
    mixer.measure(own.address, pixels);
    kernels.changeHsv(own.address, changed, pixels, mixer.needed, ...numbers);
    mixer.mix(own.address, changed, to.address, pixels);
  });
  return result;
}
