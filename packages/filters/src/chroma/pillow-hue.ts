/** What turns the hues of rows. */
export interface HueTurner {
  /** Turns the hues of the `width` pixels that lie in `row` as R, G, B one after the other. */
  turnRow(row: Uint8Array, width: number): void;
}

/**
 * What turns hues as Pillow's HSV allows it: in 256 steps around the wheel.
 *
 * H = trunc(255 · turn of the wheel), S = trunc(255 (max − min) / max), V = max; the turn is trunc(255 · degrees / 360)
 * of 256 steps. Back: sector and place in it from 6 H / 255, samples rounded half away from zero.
 *
 * Source: Pillow 9.4, src/libImaging/Convert.c (rgb2hsv, hsv2rgb); the turn is HAVC's `_apply_hue_shift`.
 */
export function hueTurner(degrees: number): HueTurner {
  const f = Math.fround;
  const turn = Math.trunc((degrees / 360) * 255);
  const sector = new Uint8Array(256);
  const along = new Float64Array(256);
  for (let code = 0; code < 256; code++) {
    const position = (((((code + turn) % 256) + 256) % 256) * 6) / 255;
    sector[code] = Math.floor(position) % 6;
    along[code] = f(position - Math.floor(position));
  }
  const unit = Float64Array.from({ length: 256 }, (_, S) => f(S / 255));
  return {
    turnRow(row, width) {
      for (let i = 0; i < 3 * width; i += 3) {
        const R = row[i]!;
        const G = row[i + 1]!;
        const B = row[i + 2]!;
        const V = Math.max(R, G, B);
        const span = V - Math.min(R, G, B);
        if (span === 0) continue;
        // Pillow's formula with the terms left out that are 0 or 1: only the middle sample's place is a fraction.
        let sixths = 0;
        if (R === V) sixths = G >= B ? f(1 - f((V - G) / span)) : f(f((V - B) / span) - 1);
        else if (G === V) sixths = R >= B ? f(1 + f((V - R) / span)) : f(3 - f((V - B) / span));
        else sixths = G >= R ? f(3 + f((V - G) / span)) : f(5 - f((V - R) / span));
        const around = sixths / 6 + 1;
        const H = Math.trunc(f(around < 1 ? around : around - 1) * 255);
        const s = unit[Math.trunc(f(span / V) * 255)]!;
        const a = along[H]!;
        // A product of floats and 1 is exact enough in doubles; samples are never negative, so round is floor(x + .5).
        const low = Math.floor(V * (1 - s) + 0.5);
        const falling = Math.floor(V * (1 - s * a) + 0.5);
        const rising = Math.floor(V * (1 - s * (1 - a)) + 0.5);
        const place = sector[H]!;
        row[i] = place === 0 || place === 5 ? V : place === 1 ? falling : place === 4 ? rising : low;
        row[i + 1] = place === 1 || place === 2 ? V : place === 3 ? falling : place === 0 ? rising : low;
        row[i + 2] = place === 3 || place === 4 ? V : place === 5 ? falling : place === 2 ? rising : low;
      }
    },
  };
}
