/** What is done to hue, saturation and value of a pixel in OpenCV's 8-bit HSV. */
export interface HsvChange {
  /** Degrees that the hue is turned by, whole, −360..360. */
  readonly degrees: number;
  /** Factor on the saturation, 0 or more. */
  readonly saturation: number;
  /** Factor on the value (the largest of R, G and B), 0 or more. */
  readonly value: number;
}

/** A prepared {@link HsvChange}: look-up tables for {@link changeHsvRow}. */
export interface HsvTables {
  /** For each hue, what multiplies the saturation in the sample that is neither the largest nor the smallest. */
  readonly along: Float32Array;
  /** For each hue, which of R, G, B (0, 1, 2) is the largest, the smallest and the one between, two bits each. */
  readonly order: Uint8Array;
  /** For each saturation the new one, 0..1. */
  readonly saturation: Float32Array;
  /** For each value the new one, 0..1, and as a sample. */
  readonly value: Float32Array;
  readonly high: Uint8Array;
  /** 255/i and 30/i in fixed point, for the way from RGB to HSV. */
  readonly saturationOf: Int32Array;
  readonly hueOf: Int32Array;
}

const SHIFT = 12;
const HALF = 1 << (SHIFT - 1);

/**
 * Prepares a change of hue, saturation and value.
 *
 * New saturation and value are cut to whole numbers and clipped at 255 (the original lets them run over: a saturation of
 * 200 times 1.5 becomes 44). A new hue is cut to whole steps of two degrees.
 *
 * Source: OpenCV 4.6, modules/imgproc/src/color_hsv.simd.hpp, as in core's `rgbToHsv` and `hsvToRgb`; for the changes
 * HAVC's `np_image_chroma_tweak` and `np_hue_add` (vsslib).
 */
export function hsvTables(change: HsvChange): HsvTables {
  const f = Math.fround;
  const unit = f(1 / 255);
  const along = new Float32Array(180);
  const order = new Uint8Array(180);
  for (let hue = 0; hue < 180; hue++) {
    const position = f(turned(hue, change.degrees) * f(6 / 180));
    const edge = Math.trunc(position);
    const past = f(position - edge);
    // From one primary to the next a sample first rises, then another falls.
    along[hue] = edge % 2 === 0 ? f(1 - past) : past;
    order[hue] = ORDERS[edge % 6]!;
  }
  const saturation = Float32Array.from({ length: 256 }, (_, S) => f(scaled(S, change.saturation) * unit));
  const value = Float32Array.from({ length: 256 }, (_, V) => f(scaled(V, change.value) * unit));
  return {
    along,
    order,
    saturation,
    value,
    high: Uint8Array.from(value, (V) => f(V * 255)),
    saturationOf: saturationReciprocals(),
    hueOf: Int32Array.from({ length: 256 }, (_, i) => (i === 0 ? 0 : roundHalfToEven((180 << SHIFT) / (6 * i)))),
  };
}

/** Largest, smallest and middle sample of the six sectors of the wheel: 0, 1, 2 for R, G, B in bits 0-1, 2-3, 4-5. */
const ORDERS = [
  0 | (2 << 2) | (1 << 4),
  1 | (2 << 2) | (0 << 4),
  1 | (0 << 2) | (2 << 4),
  2 | (0 << 2) | (1 << 4),
  2 | (1 << 2) | (0 << 4),
  0 | (1 << 2) | (2 << 4),
] as const;

/**
 * Writes a row of pixels with changed hue, saturation and value.
 *
 * Where nothing changes, the row is still what a way to 8-bit HSV and back makes of it: off by a few codes. Each pixel is
 * read before it is written, so `to` may be the row itself.
 *
 * @param weights - for each pixel; those with 0 are left out, whatever is in `to` then. All are written when absent.
 * @param toStep - by default R, G, B lie one after the other from the beginning of `to`.
 */
export function changeHsvRow(
  tables: HsvTables,
  from: Uint8Array,
  at: number,
  step: number,
  sampleStep: number,
  width: number,
  to: Uint8Array,
  weights?: Uint8Array,
  toAt = 0,
  toStep = 3,
  toSampleStep = 1,
): void {
  const { along, order, saturation, value, high, saturationOf, hueOf } = tables;
  const f = Math.fround;
  for (let column = 0, i = at, o = toAt; column < width; column++, i += step, o += toStep) {
    if (weights !== undefined && weights[column] === 0) continue;
    const R = from[i]!;
    const G = from[i + sampleStep]!;
    const B = from[i + 2 * sampleStep]!;
    const V = Math.max(R, G, B);
    const span = V - Math.min(R, G, B);
    const sector = V === R ? G - B : V === G ? B - R + 2 * span : R - G + 4 * span;
    let H = (Math.imul(sector, hueOf[span]!) + HALF) >> SHIFT;
    if (H < 0) H += 180;
    const S = saturation[(Math.imul(span, saturationOf[V]!) + HALF) >> SHIFT]!;
    const v = value[V]!;
    const samples = order[H]!;
    to[o + Math.imul(samples & 3, toSampleStep)] = high[V]!;
    to[o + Math.imul((samples >> 2) & 3, toSampleStep)] = f(v * f(1 - S)) * 255;
    // 1 - S * along is rounded once, as on OpenCV's vector path. Its last product is rounded too, but never over a code.
    to[o + Math.imul(samples >> 4, toSampleStep)] = f(v * f(1 - S * along[H]!)) * 255;
  }
}

/** 255 / V in fixed point with 12 bits, for each V: (max − min) times it, rounded half up, is OpenCV's 8-bit S. */
export function saturationReciprocals(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, V) => (V === 0 ? 0 : roundHalfToEven((255 << SHIFT) / V)));
}

function turned(hue: number, degrees: number): number {
  const sum = hue + degrees / 2;
  return Math.trunc(sum > 180 ? sum - 180 : sum < 0 ? sum + 180 : sum);
}

function scaled(code: number, factor: number): number {
  return Math.min(255, Math.trunc(code * factor));
}

/** As the processor's own rounding does it, on which OpenCV's tables depend. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
