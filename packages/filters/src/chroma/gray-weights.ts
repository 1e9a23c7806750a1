import { ensureNumber, ensureOneOf } from '../option-checks.ts';

/** How gray a pixel must be to get other colours, and how fast that ends. */
export interface GrayMaskOptions {
  /**
   * What the mask m, 0..255, is of a saturation S and the threshold t, with steepness a. Default "steep".
   * - `hard`: 255 below t, 0 from there on.
   * - `steep`: 255 − 2 S / a below t; from there on 255 − t − 2 a (S − t). It has a step at t, down where
   *   a > 2 and up where a < 2.
   * - `power`: 255 (1 − S / s)^a up to s = min(2 t, 200), 0 beyond.
   * - `exponential`: 255 · 2^(−a S / t), 0 from 2 t on.
   */
  readonly curve?: 'hard' | 'steep' | 'power' | 'exponential';
  /** Saturation in codes of OpenCV's 8-bit HSV, 0..255, below which a pixel counts as gray. Default 30. */
  readonly threshold?: number;
  /** 1..10; the higher, the more colours of the picture are kept. Without effect on a hard mask. Default 2. */
  readonly steepness?: number;
}

/**
 * The mask value of each saturation, 0..255: the table for the kernel `grayWeights`.
 *
 * @param path - of the options in the caller's options, for messages.
 * @throws HavcError `OPTION_INVALID` for an option out of range.
 *
 * Source: HAVC's `w_np_gradient_mask` (vsslib/restcolor.py), in the precision of its floats.
 */
export function grayWeights(options: GrayMaskOptions, path: string): Uint8Array {
  const curve = ensureOneOf(options.curve ?? 'steep', `${path}.curve`, ['hard', 'steep', 'power', 'exponential']);
  const t = ensureNumber(options.threshold ?? 30, `${path}.threshold`, 0, 255);
  const a = ensureNumber(options.steepness ?? 2, `${path}.steepness`, 1, 10);
  const f = Math.fround;
  const weight = (S: number) => {
    if (curve === 'hard') return S < t ? 255 : 0;
    if (curve === 'steep') return 255 - t - (S < t ? (2 * S) / a - t : 2 * (S - t) * a);
    if (t === 0) return 0;
    if (curve === 'exponential') {
      return S >= 2 * t ? 0 : f(f(Math.exp(f(f(-a * f(S / t)) * f(Math.LN2)))) * 255);
    }
    const end = Math.min(2 * t, 200);
    return f(f(f(1 - f(Math.min(S, end) / end)) ** a) * 255);
  };
  return Uint8Array.from({ length: 256 }, (_, S) => Math.min(255, Math.max(0, weight(S))));
}
