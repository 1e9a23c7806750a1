/**
 * Pictures for tests: arbitrary ones for fast-check, and the same picture in every layout of memory. Not part of the
 * package; tests of other packages may import it by its relative path.
 */
import fc from 'fast-check';
import ndarray, { type NdArray } from 'ndarray';
import { expect } from 'vitest';
import type { RgbImage } from '../image.ts';
import type { Samples } from '../kernel-arguments.ts';
import { difference } from './golden.ts';

/** A picture of one row, out of colours. */
export function pictureOf(...colors: readonly (readonly [number, number, number])[]): RgbImage {
  return ndarray(Uint8Array.from(colors.flat()), [1, colors.length, 3]);
}

/** The colours of a picture, row by row. */
export function colorsOf(image: NdArray<Samples>): number[][] {
  const [height, width, channels] = image.shape as [number, number, number];
  return Array.from({ length: height * width }, (_, n) =>
    Array.from({ length: channels }, (__, c) => image.get(Math.floor(n / width), n % width, c)),
  );
}

/** The rows of a plane. */
export function rowsOf(plane: NdArray<Samples>): number[][] {
  const [height, width] = plane.shape as [number, number];
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => plane.get(y, x)));
}

/** Arbitrary R'G'B' pictures of 1x1 to `side` x `side`. */
export function rgbImages(side = 8): fc.Arbitrary<RgbImage> {
  return fc
    .record({ width: fc.integer({ min: 1, max: side }), height: fc.integer({ min: 1, max: side }) })
    .chain(({ width, height }) =>
      fc
        .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
        .map((data) => ndarray(data, [height, width, 3])),
    );
}

/** Arbitrary pictures in which every pixel is gray. */
export function grayImages(side = 8): fc.Arbitrary<RgbImage> {
  return rgbImages(side).map((image) => {
    const { data } = image;
    for (let i = 0; i < data.length; i += 3) data.fill(data[i]!, i, i + 3);
    return image;
  });
}

/** A picture without pattern that is the same in each run. */
export function noise(width: number, height: number, channels = 3): NdArray<Uint8Array> {
  let state = 1;
  const data = Uint8Array.from({ length: width * height * channels }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return ndarray(data, channels === 1 ? [height, width] : [height, width, channels]);
}

/** The same samples laid out in memory in other ways, each in a buffer of its own. */
export function layouts<T extends Samples>(image: NdArray<T>): Record<string, NdArray<T>> {
  const { shape } = image;
  const length = shape.reduce((product, extent) => product * extent, 1);
  const kind = image.data.constructor as new (length: number) => T;
  const backwards = shape.map((_, axis) => shape.slice(0, axis).reduce((product, extent) => product * extent, 1));
  const larger = shape.map((extent) => extent + 2);
  const ones = shape.map(() => 1);
  const flips = shape.map((_, axis) => (axis < 2 ? -1 : 1));
  const made: Record<string, NdArray<T>> = {
    'in rows': ndarray(new kind(length), [...shape]),
    'transposed, channel by channel': ndarray(new kind(length), [...shape], backwards),
    'cut out of a larger one': ndarray(new kind(larger.reduce((product, extent) => product * extent, 1)), larger)
      .lo(...ones)
      .hi(...shape),
    'upside down and mirrored': ndarray(new kind(length), [...shape]).step(...flips),
  };
  for (const view of Object.values(made)) copy(image, view);
  return made;
}

/** Checks that a kernel gives the same result for every layout of its input and of its output. */
export function expectAnyLayout<A extends Samples, B extends Samples = A>(
  image: NdArray<A>,
  kernel: (image: NdArray<A>, out?: NdArray<B>) => NdArray<B>,
): void {
  const expected = kernel(image);
  for (const [name, view] of Object.entries(layouts(image))) {
    expect(difference(kernel(view), expected), `input ${name}`).toMatchObject({ max: 0 });
    expect(difference(view, image), `input ${name} is left as it was`).toMatchObject({ max: 0 });
  }
  for (const [name, out] of Object.entries(layouts(expected))) {
    out.data.fill(0);
    expect(kernel(image, out), `output ${name} is what is returned`).toBe(out);
    expect(difference(out, expected), `output ${name}`).toMatchObject({ max: 0 });
  }
}

/** Checks that a kernel that says so can write onto its own input. */
export function expectInPlace<A extends Samples>(
  image: NdArray<A>,
  kernel: (image: NdArray<A>, out?: NdArray<A>) => NdArray<A>,
): void {
  const expected = kernel(image);
  for (const [name, view] of Object.entries(layouts(image))) {
    expect(difference(kernel(view, view), expected), name).toMatchObject({ max: 0 });
  }
}

function copy(from: NdArray<Samples>, to: NdArray<Samples>): void {
  const [height, width, channels] = from.shape as [number, number, number?];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (channels === undefined) to.set(y, x, from.get(y, x));
      else for (let c = 0; c < channels; c++) to.set(y, x, c, from.get(y, x, c));
    }
  }
}
