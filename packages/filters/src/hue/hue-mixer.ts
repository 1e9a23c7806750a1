import type { HueExpression } from './hue-expression.ts';
import { fillHueRow, hueLookup } from './hue-weights.ts';

/** What mixes rows of a picture and of a changed one by the hues of the picture. */
export interface HueMixer {
  /** Weights of the row's pixels, after {@link HueMixer.measure}: 0 for those whose hue isn't meant, up to 255. */
  readonly weights: Uint8Array;
  /** Whether the change shows in pixels of all hues, so that none may be left out. */
  readonly needsAll: boolean;
  /** Finds the weights of a row. */
  measure(from: Uint8Array, at: number, step: number, sampleStep: number): void;
  /**
   * Writes the mix of the row that was measured and of `changed`, R, G, B one after the other, into `to`. A sample that
   * the change leaves alone stays as it is.
   */
  mix(
    from: Uint8Array,
    at: number,
    step: number,
    sampleStep: number,
    changed: Uint8Array,
    to: Uint8Array,
    toAt: number,
    toStep: number,
    toSampleStep: number,
  ): void;
}

/**
 * Prepares the mix that a hue expression asks for, of pictures P and changed Q: K = Q inside the hues, P elsewhere; then
 * K + w (Q − K) for a weight w above 0 without a shift, K + |w| (P − K) for any other.
 *
 * @param softness - of the ranges' ends in degrees, see `hueMask`.
 * @param turn - degrees that the picture's hues are turned by before they are compared with the ranges.
 */
export function hueMixer(expression: HueExpression, softness: number, width: number, turn = 0): HueMixer {
  const { ranges, shiftDegrees, weight } = expression;
  const lookup = hueLookup({ ranges, softness }, 'options', turn);
  const weights = new Uint8Array(width);
  const everywhere = shiftDegrees === 0 && weight > 0 ? weight : 0;
  const shares = ramp(everywhere, everywhere > 0 ? 1 : 1 - Math.abs(weight));
  const rests = ramp(1 - everywhere, everywhere > 0 ? 0 : Math.abs(weight));
  return {
    weights,
    needsAll: everywhere > 0,
    measure(from, at, step, sampleStep) {
      fillHueRow(lookup, from, at, step, sampleStep, width, weights);
    },
    mix(from, at, step, sampleStep, changed, to, toAt, toStep, toSampleStep) {
      for (let column = 0, i = at, q = 0, o = toAt; column < width; column++, i += step, q += 3, o += toStep) {
        const R = from[i]!;
        const G = from[i + sampleStep]!;
        const B = from[i + 2 * sampleStep]!;
        const share = shares[weights[column]!]!;
        if (share === 0) {
          to[o] = R;
          to[o + toSampleStep] = G;
          to[o + 2 * toSampleStep] = B;
        } else if (share === 1) {
          to[o] = changed[q]!;
          to[o + toSampleStep] = changed[q + 1]!;
          to[o + 2 * toSampleStep] = changed[q + 2]!;
        } else {
          const rest = rests[weights[column]!]!;
          to[o] = mixed(R, changed[q]!, rest, share);
          to[o + toSampleStep] = mixed(G, changed[q + 1]!, rest, share);
          to[o + 2 * toSampleStep] = mixed(B, changed[q + 2]!, rest, share);
        }
      }
    },
  };
}

function mixed(own: number, other: number, rest: number, share: number): number {
  return own === other ? own : Math.trunc(own * rest + other * share);
}

/** For each weight of a hue, what lies between `outside` (weight 0) and `inside` (weight 255), both exactly. */
function ramp(outside: number, inside: number): Float64Array {
  const values = Float64Array.from({ length: 256 }, (_, weight) => outside + ((inside - outside) * weight) / 255);
  values[255] = inside;
  return values;
}
