import { ensureNumber } from '../option-checks.ts';
import { ensureHueRanges, type HueRange } from './hue-ranges.ts';

/** Which hues are meant, and how sharply. */
export interface HueSelection {
  /** The hues, as `parseHueRanges` gives them; none at all select nothing. */
  readonly ranges: readonly HueRange[];
  /**
   * Width in degrees, 0..90, of the ramp around each end of the selected hues, half of it inside. It avoids the contours
   * that a hard edge draws where a picture's hue crosses it. Ranges that touch have no ramp between them. Default 0.
   */
  readonly softness?: number;
}

/** Into how many parts a degree of hue is divided. */
const PARTS = 16;
const CIRCLE = 360 * PARTS;
/** Bits after the point of the reciprocals. */
const SHIFT = 19;

/** A prepared {@link HueSelection}, for {@link fillHueRow}. */
export interface HueLookup {
  /** For each part of the wheel, how much it belongs to the selected hues: 0 (not at all) to 255 (wholly). */
  readonly weights: Uint8Array;
  /** For each difference of the largest and the smallest sample, what turns a place on the hexagon into parts. */
  readonly reciprocals: Int32Array;
}

/**
 * Prepares the test whether pixels belong to the selected hues.
 *
 * @param path - of the selection in the caller's options, for messages.
 * @param turn - degrees that the picture's hues are turned by before they are compared.
 * @param rangesPath - of the ranges alone, where the caller's option has another name.
 * @throws HavcError `OPTION_INVALID` for a range or a softness out of range.
 */
export function hueLookup(selection: HueSelection, path: string, turn = 0, rangesPath = `${path}.ranges`): HueLookup {
  ensureHueRanges(selection.ranges, rangesPath);
  const softness = ensureNumber(selection.softness ?? 0, `${path}.softness`, 0, 90);
  const weights = new Uint8Array(CIRCLE);
  for (const { from, to } of selection.ranges) {
    const first = Math.round(from * PARTS);
    const end = Math.round((to > from ? to : to + 360) * PARTS);
    for (let part = first; part < end; part++) weights[onCircle(part - turn * PARTS)] = 255;
  }
  const reach = Math.round((softness * PARTS) / 2);
  return { weights: reach === 0 ? weights : blurred(weights, reach), reciprocals: reciprocals() };
}

/**
 * Writes how much each pixel of a row belongs to the selected hues, 0..255; gray has no hue and gets 0.
 *
 * With V = max, span = max − min: the place on the color hexagon is 0 at red and counts 6 · span around: G − B where R
 * is the largest (+ 6 span below 0), 2 span + B − R where G is, 4 span + R − G where B is.
 */
export function fillHueRow(
  lookup: HueLookup,
  from: Uint8Array,
  at: number,
  step: number,
  sampleStep: number,
  width: number,
  to: Uint8Array,
  toAt = 0,
  toStep = 1,
): void {
  const { weights, reciprocals } = lookup;
  for (let column = 0, i = at, o = toAt; column < width; column++, i += step, o += toStep) {
    const R = from[i]!;
    const G = from[i + sampleStep]!;
    const B = from[i + 2 * sampleStep]!;
    let place = 0;
    let span = 0;
    if (R >= G) {
      if (G >= B) {
        span = R - B;
        place = G - B;
      } else if (R >= B) {
        span = R - G;
        place = G - B + 6 * span;
      } else {
        span = B - G;
        place = R - G + 4 * span;
      }
    } else if (G >= B) {
      span = R < B ? G - R : G - B;
      place = B - R + 2 * span;
    } else {
      span = B - R;
      place = R - G + 4 * span;
    }
    to[o] = span === 0 ? 0 : weights[Math.imul(place, reciprocals[span]!) >>> SHIFT]!;
  }
}

/** The mean over `reach` parts to both sides: what makes an edge a ramp, whatever ranges meet there. */
function blurred(weights: Uint8Array, reach: number): Uint8Array {
  const result = new Uint8Array(CIRCLE);
  let sum = 0;
  for (let part = -reach; part <= reach; part++) sum += weights[onCircle(part)]!;
  for (let part = 0; part < CIRCLE; part++) {
    result[part] = Math.round(sum / (2 * reach + 1));
    sum += weights[onCircle(part + reach + 1)]! - weights[onCircle(part - reach)]!;
  }
  return result;
}

function onCircle(part: number): number {
  return ((part % CIRCLE) + CIRCLE) % CIRCLE;
}

/**
 * Factors that give exactly floor(960 · place / span) for each place on the hexagon. As a place is below 1530, rounding
 * a factor up to 19 bits can't carry the product over the next whole number: the error stays below 1530 / 2^19 < 1/255.
 */
function reciprocals(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, span) => (span === 0 ? 0 : Math.ceil((60 * PARTS * 2 ** SHIFT) / span)));
}
