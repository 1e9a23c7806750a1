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

/** Into how many parts a degree of hue is divided. The finest difference of hue in 8 bits is 0.16 degrees. */
export const HUE_PARTS = 16;
const CIRCLE = 360 * HUE_PARTS;

/**
 * How much a pixel belongs to the selected hues, for each part of the wheel: 0 (not at all) to 255 (wholly).
 *
 * Look it up at `Math.imul(position, reciprocals[span]) >>> HUE_SHIFT`; see {@link hueReciprocals}.
 *
 * @param path - of the selection in the caller's options, for messages.
 * @param turn - degrees that the picture's hues are turned by before they are compared.
 * @throws HavcError `OPTION_INVALID` for a range or a softness out of range.
 */
export function hueWeights(selection: HueSelection, path: string, turn = 0): Uint8Array {
  ensureHueRanges(selection.ranges, `${path}.ranges`);
  const softness = ensureNumber(selection.softness ?? 0, `${path}.softness`, 0, 90);
  const weights = new Uint8Array(CIRCLE);
  for (const { from, to } of selection.ranges) {
    const first = Math.round(from * HUE_PARTS);
    const end = Math.round((to > from ? to : to + 360) * HUE_PARTS);
    for (let part = first; part < end; part++) weights[onCircle(part - turn * HUE_PARTS)] = 255;
  }
  const reach = Math.round((softness * HUE_PARTS) / 2);
  return reach === 0 ? weights : blurred(weights, reach);
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

/** Bits after the point of {@link hueReciprocals}. */
export const HUE_SHIFT = 19;

/**
 * Factors that turn a place on the color hexagon into parts of the wheel, exactly floor(960 · position / span).
 *
 * For a pixel with V = max, span = max − min > 0, `position` is 0 at red and counts 6 · span around: G − B where R is
 * the largest (+ 6 span below 0), 2 span + B − R where G is, 4 span + R − G where B is. As position < 1530, rounding
 * the factor up to 19 bits can't carry the product over the next whole number: the error stays below 1530 / 2^19 < 1/255.
 */
export function hueReciprocals(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, span) =>
    span === 0 ? 0 : Math.ceil((60 * HUE_PARTS * 2 ** HUE_SHIFT) / span),
  );
}
