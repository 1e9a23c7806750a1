import { KB, KG, KR } from './chroma.ts';

/** Steps of the table between two codes are straight lines: off by less than 1e-5 of white. */
let linearTable: Float64Array | undefined;

/** Linear light of the codes 0..255 (IEC 61966-2-1), and one more to interpolate to. */
function linearLight(): Float64Array {
  linearTable ??= Float64Array.from({ length: 257 }, (_, code) => {
    const v = Math.min(code, 255) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return linearTable;
}

/**
 * CIELAB of cells whose colours are put on a given luma: R' = Y + (R - Y) and so on, clipped to what can be shown. So two
 * pictures of one scene differ by their colours only, however the brightness of one changed.
 *
 * @param luma - Y of each cell, 0..255.
 * @param chroma - R - Y and B - Y of each cell.
 * @param out - L*, a* and b* of each cell; a new array when absent.
 *
 * Source: the formulas of core's `rgbToLab`, D65; on numbers between codes.
 */
export function labCells(luma: Float32Array, chroma: Float32Array, out?: Float32Array): Float32Array {
  const lab = out ?? new Float32Array(3 * luma.length);
  const linear = linearLight();
  for (let cell = 0, i = 0, o = 0; cell < luma.length; cell++, i += 2, o += 3) {
    const Y = luma[cell]!;
    const red = chroma[i]!;
    const blue = chroma[i + 1]!;
    const R = lightOf(linear, Y + red);
    const G = lightOf(linear, Y - (KR * red + KB * blue) / KG);
    const B = lightOf(linear, Y + blue);
    const x = curve((0.412453 * R + 0.35758 * G + 0.180423 * B) / 0.95047);
    const y = curve(0.212671 * R + 0.71516 * G + 0.072169 * B);
    const z = curve((0.019334 * R + 0.119193 * G + 0.950227 * B) / 1.08883);
    lab[o] = 116 * y - 16;
    lab[o + 1] = 500 * (x - y);
    lab[o + 2] = 200 * (y - z);
  }
  return lab;
}

function lightOf(linear: Float64Array, value: number): number {
  const code = Math.min(Math.max(value, 0), 255);
  const whole = code | 0;
  const below = linear[whole]!;
  return below + (linear[whole + 1]! - below) * (code - whole);
}

function curve(t: number): number {
  return t <= 0.008856 ? 7.787 * t + 16 / 116 : Math.cbrt(t);
}
