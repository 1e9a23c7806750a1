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
/**
 * The table for the kernel `hueWeights`: for each part of the wheel, a sixteenth of a degree, and at last for gray, how
 * much it belongs to the selected hues, 0 (not at all) to 255 (wholly). Gray has no hue and gets 0.
 *
 * The kernel finds a pixel's part with V = max, span = max − min: the place on the color hexagon is 0 at red and counts
 * 6 · span around: G − B where R is the largest (+ 6 span below 0), 2 span + B − R where G is, 4 span + R − G where B is.
 * The part is floor(960 · place / span).
 *
 * @param path - of the selection in the caller's options, for messages.
 * @param turn - degrees that the picture's hues are turned by before they are compared.
 * @param rangesPath - of the ranges alone, where the caller's option has another name.
 * @throws HavcError `OPTION_INVALID` for a range or a softness out of range.
 */
export function hueTable(selection: HueSelection, path: string, turn = 0, rangesPath = `${path}.ranges`): Uint8Array {
  ensureHueRanges(selection.ranges, rangesPath);
  const softness = ensureNumber(selection.softness ?? 0, `${path}.softness`, 0, 90);
  const table = new Uint8Array(CIRCLE + 1);
  for (const { from, to } of selection.ranges) {
    const first = Math.round(from * PARTS);
    const end = Math.round((to > from ? to : to + 360) * PARTS);
    for (let part = first; part < end; part++) table[onCircle(part - turn * PARTS)] = 255;
  }
  const reach = Math.round((softness * PARTS) / 2);
  return reach === 0 ? table : blurred(table, reach);
}

/** The mean over `reach` parts to both sides: what makes an edge a ramp, whatever ranges meet there. */
function blurred(weights: Uint8Array, reach: number): Uint8Array {
  const result = new Uint8Array(CIRCLE + 1);
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
