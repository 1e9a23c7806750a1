import { createPlane, createRgbImage, type Plane, type RgbImage } from '@havc/core';

/** Luma of a made world at any place, also between pixels: waves and blobs of many sizes, 60 to 190. */
export function worldLuma(x: number, y: number): number {
  const waves =
    Math.sin(x / 3.1 + y / 7.3) + Math.sin(y / 2.7 - x / 11) + Math.sin((x + y) / 5.3 + 2 * Math.sin(y / 23 + x / 31));
  return 125 + 16 * waves + 16 * Math.sin(x / 19 + 1.3 * Math.sin(y / 13));
}

/** A plane from a function of the place. */
export function makePlane(width: number, height: number, value: (x: number, y: number) => number): Plane {
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) data[i] = Math.round(value(x, y));
  return createPlane(width, height, data);
}

/** The colour differences R - Y and B - Y of a place, in codes. */
export type Tint = (x: number, y: number) => readonly [red: number, blue: number];

/** A picture with luma and colour differences from functions of the place; these must not lead out of 0..255. */
export function makePicture(
  width: number,
  height: number,
  luma: (x: number, y: number) => number,
  tint: Tint,
): RgbImage {
  const image = createRgbImage(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const Y = luma(x, y);
      const [red, blue] = tint(x, y);
      const codes = [Y + red, Y - (0.299 * red + 0.114 * blue) / 0.587, Y + blue].map(Math.round);
      if (codes.some((code) => code < 0 || code > 255)) throw new RangeError(`A colour at ${x}, ${y} can't be shown.`);
      image.data.set(codes, i);
    }
  }
  return image;
}

/** Numbers that look random, from -1 to 1, the same in each run. */
export function noise(seed: number): (x: number, y: number) => number {
  return (x, y) => {
    let state = Math.imul(x + 1, 374_761_393) ^ Math.imul(y + 1, 668_265_263) ^ Math.imul(seed + 1, 2_246_822_519);
    state = Math.imul(state ^ (state >>> 13), 1_274_126_177);
    return ((state ^ (state >>> 16)) >>> 0) / 2 ** 31 - 1;
  };
}
