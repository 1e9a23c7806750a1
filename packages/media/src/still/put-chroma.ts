/** BT.601's luma weights, which JPEG and OpenCV use for R'G'B' of any primaries. */
const KR = 0.299;
const KG = 0.587;
const KB = 0.114;

/** Four neighbouring rows of chroma, each `[B - Y, R - Y, B - Y, ...]` in 8-bit steps, and their weights (sum 1). */
export interface ChromaRows {
  readonly rows: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
  readonly weights: readonly [number, number, number, number];
}

/** Y of one row of R'G'B'(A) pixels as {@link putChroma} sees it, into `out`. */
export function lumasOfRow(pixels: Uint8Array | Uint16Array, start: number, channels: 3 | 4, out: Float64Array): void {
  for (let x = 0, at = start; x < out.length; x++, at += channels) {
    out[x] = KR * pixels[at]! + KG * pixels[at + 1]! + KB * pixels[at + 2]!;
  }
}

/**
 * Gives one row of R'G'B'(A) pixels new chroma and keeps their luma, in place.
 *
 * Y is 0.299 R + 0.587 G + 0.114 B of the samples as they are. The new pixel is Y plus the blend of the chroma rows; where
 * that leaves the range, its chroma is drawn towards neutral by one factor for all channels, so that hue and luma stay.
 * R and B are rounded half up, and G is then the whole number that brings Y closest to what it was. So Y moves by at most
 * 0.5 * 0.587 = 0.2935 steps, and gray pixels (whose Y is a whole number) keep it exactly once it is rounded. G never
 * needs clipping: rounding R and B moves it by at most 0.5 * (0.299 + 0.114) / 0.587 = 0.352 steps past an end.
 *
 * @param pixels - full-range samples of 8 or 16 bits; alpha is left as it is.
 * @param start - index of the row's first sample.
 * @param width - pixels in the row; every chroma row has 2 * width values.
 * @param channels - samples of a pixel: 3, or 4 with alpha.
 * @param lumas - the row's Y where it is to be another than the pixels', 0 to the largest sample, not rounded.
 */
export function putChroma(
  pixels: Uint8Array | Uint16Array,
  start: number,
  width: number,
  channels: 3 | 4,
  chroma: ChromaRows,
  lumas?: Float64Array,
): void {
  const [c0, c1, c2, c3] = chroma.rows;
  const maximum = pixels.BYTES_PER_ELEMENT === 1 ? 255 : 65535;
  const [w0, w1, w2, w3] = chroma.weights.map((weight) => weight * (maximum / 255)) as [number, number, number, number];
  let at = start;
  for (let x = 0, c = 0; x < width; x++, c += 2, at += channels) {
    const luma = lumas ? lumas[x]! : KR * pixels[at]! + KG * pixels[at + 1]! + KB * pixels[at + 2]!;
    const blue = w0 * c0[c]! + w1 * c1[c]! + w2 * c2[c]! + w3 * c3[c]!;
    const red = w0 * c0[c + 1]! + w1 * c1[c + 1]! + w2 * c2[c + 1]! + w3 * c3[c + 1]!;
    const green = -(KR * red + KB * blue) / KG;
    const highest = Math.max(red, green, blue);
    const lowest = Math.min(red, green, blue);
    let keep = 1;
    if (highest > 0 && luma + highest > maximum) keep = (maximum - luma) / highest;
    if (luma + lowest * keep < 0) keep = luma / -lowest;
    const r = (luma + red * keep + 0.5) | 0;
    const b = (luma + blue * keep + 0.5) | 0;
    pixels[at] = r;
    pixels[at + 1] = ((luma - KR * r - KB * b) / KG + 0.5) | 0;
    pixels[at + 2] = b;
  }
}
