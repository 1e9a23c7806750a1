/**
 * How far chroma may go, for every stored chroma code (0..255, neutral at 128) of the picture that sets the bounds, and
 * for one or 256 degrees of texture.
 */
export interface ChromaBounds {
  /** The lowest code plus 256 times the highest one, for code `c` at texture `t` at `(t << 8) | c`. */
  readonly limits: Uint16Array;
  /** Whether there is an entry for each degree of texture, 0..255. */
  readonly isTextured: boolean;
}

/** Bounds the same number of codes to both sides, whatever the hue: `code ± round(128 · threshold)`. */
export function neutralBounds(threshold: number): ChromaBounds {
  const tolerance = Math.round(128 * threshold);
  return codeTable(
    (code) => code - tolerance,
    (code) => code + tolerance,
  );
}

/**
 * Bounds as multiples of the stored code: `code · (1 ± threshold)`, truncated. Because codes have an offset of 128, they
 * are tighter for colours of low codes (U of yellows, V of greens and blues) than for those of high ones.
 *
 * Source: HAVC's `chroma_stabilizer` (vsslib/imfilters.py).
 */
export function storedBounds(threshold: number): ChromaBounds {
  return codeTable(
    (code) => code * (1 - threshold),
    (code) => code * (1 + threshold),
  );
}

/** The bounds that were made last, which a film needs for each of its frames. */
let lastTextured: { readonly tolerance: number; readonly extra: number; readonly bounds: ChromaBounds } | undefined;

/**
 * Bounds `code ± (tolerance + extra · t / 255)` for each degree of texture t, inside 0..255, truncated.
 *
 * Source: HAVC's `chroma_stabilizer_adaptive` (vsslib/imfilters.py), which computes in 32-bit floats; hence the rounding.
 */
export function texturedBounds(tolerance: number, extra: number): ChromaBounds {
  if (lastTextured?.tolerance === tolerance && lastTextured.extra === extra) return lastTextured.bounds;
  const limits = new Uint16Array(65_536);
  const f = Math.fround;
  for (let texture = 0; texture < 256; texture++) {
    const reach = f(f(tolerance) + f(f(extra) * f(texture / 255)));
    for (let code = 0; code < 256; code++) {
      const chroma = code - 128;
      const low = Math.trunc(f(Math.max(-128, f(chroma - reach)) + 128));
      const high = Math.trunc(f(Math.min(127, f(chroma + reach)) + 128));
      limits[(texture << 8) | code] = low | (high << 8);
    }
  }
  const bounds = { limits, isTextured: true };
  lastTextured = { tolerance, extra, bounds };
  return bounds;
}

function codeTable(low: (code: number) => number, high: (code: number) => number): ChromaBounds {
  const clip = (bound: number) => Math.trunc(Math.min(255, Math.max(0, bound)));
  const limits = Uint16Array.from({ length: 256 }, (_, code) => clip(low(code)) | (clip(high(code)) << 8));
  return { limits, isTextured: false };
}
