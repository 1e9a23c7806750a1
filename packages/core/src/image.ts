import ndarray, { type NdArray } from 'ndarray';
import { HavcError } from './error.ts';

/** Interleaved R'G'B', full range 0..255, shape [height, width, 3]. */
export type RgbImage = NdArray<Uint8Array>;

/** One plane of samples, shape [height, width]: luma, a mask, a chroma plane. */
export type Plane<T extends Uint8Array | Uint16Array | Float32Array = Uint8Array> = NdArray<T>;

/** Interleaved float samples, shape [height, width, channels]: Lab, linear light. */
export type FloatImage = NdArray<Float32Array>;

/** A new image, black where `data` isn't given. `data` is used as it is, not copied. */
export function createRgbImage(width: number, height: number, data?: Uint8Array): RgbImage {
  ensureSize(width, height);
  const length = width * height * 3;
  if (data && data.length !== length) {
    throw new HavcError(
      'SHAPE_INVALID',
      `An R'G'B' image of ${width}x${height} needs ${length} bytes, but data has ${data.length}.`,
    );
  }
  return ndarray(data ?? new Uint8Array(length), [height, width, 3]);
}

/** A new float image of `channels` samples a pixel, all 0. */
export function createFloatImage(width: number, height: number, channels: number): FloatImage {
  ensureSize(width, height);
  return ndarray(new Float32Array(width * height * channels), [height, width, channels]);
}

/** A new plane over `data`, which is used as it is, not copied. */
export function createPlane<T extends Uint8Array | Uint16Array | Float32Array>(
  width: number,
  height: number,
  data: T,
): Plane<T> {
  ensureSize(width, height);
  if (data.length !== width * height) {
    throw new HavcError(
      'SHAPE_INVALID',
      `A plane of ${width}x${height} needs ${width * height} samples, but data has ${data.length}.`,
    );
  }
  return ndarray(data, [height, width]) as unknown as Plane<T>;
}

/** Width and height in pixels of an image or a plane. */
export function sizeOf(image: { readonly shape: readonly number[] }): { width: number; height: number } {
  return { width: image.shape[1] ?? 0, height: image.shape[0] ?? 0 };
}

/**
 * Checks at a kernel's door that `image` is [height, width, channels] and not empty.
 *
 * @throws HavcError `SHAPE_INVALID` that names the argument and the shape it has.
 */
export function ensureImage(
  image: { readonly shape: readonly number[]; readonly data: ArrayLike<number> },
  name: string,
  channels = 3,
): void {
  const { shape } = image;
  if (shape.length !== 3 || shape[2] !== channels || !(shape[0]! > 0) || !(shape[1]! > 0)) {
    throw new HavcError('SHAPE_INVALID', `${name} must be [height, width, ${channels}], got [${shape.join(', ')}].`);
  }
}

/**
 * Checks at a kernel's door that `plane` is [height, width] and not empty.
 *
 * @throws HavcError `SHAPE_INVALID` that names the argument and the shape it has.
 */
export function ensurePlane(plane: { readonly shape: readonly number[] }, name: string): void {
  const { shape } = plane;
  if (shape.length !== 2 || !(shape[0]! > 0) || !(shape[1]! > 0)) {
    throw new HavcError('SHAPE_INVALID', `${name} must be [height, width], got [${shape.join(', ')}].`);
  }
}

/**
 * Checks that two images have the same shape.
 *
 * @throws HavcError `SHAPE_INVALID` that names both and their shapes.
 */
export function ensureSameShape(
  a: { readonly shape: readonly number[] },
  b: { readonly shape: readonly number[] },
  names: readonly [string, string],
): void {
  if (a.shape.length === b.shape.length && a.shape.every((extent, axis) => extent === b.shape[axis])) return;
  throw new HavcError(
    'SHAPE_INVALID',
    `${names[0]} and ${names[1]} must have the same shape, got [${a.shape.join(', ')}] and [${b.shape.join(', ')}].`,
  );
}

/**
 * The samples in C order as one typed array: the image's own memory where it is laid out so, else a copy.
 * Treat it as read-only.
 */
export function toContiguous<T extends Uint8Array | Uint16Array | Float32Array>(image: NdArray<T>): T {
  const { data, shape, stride, offset } = image;
  const length = shape.reduce((product, extent) => product * extent, 1);
  let expected = 1;
  let contiguous = true;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis]! > 1 && stride[axis] !== expected) contiguous = false;
    expected *= shape[axis]!;
  }
  if (contiguous) return (offset === 0 && data.length === length ? data : data.subarray(offset, offset + length)) as T;
  const copy = new (data.constructor as new (length: number) => T)(length);
  const [height = 1, width = 1, channels = 1] = shape;
  const [strideY = 0, strideX = 0, strideC = 0] = stride;
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let from = offset + y * strideY + x * strideX;
      for (let c = 0; c < channels; c++, from += strideC) copy[to++] = data[from]!;
    }
  }
  return copy;
}

function ensureSize(width: number, height: number): void {
  if (Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0) return;
  throw new HavcError('SHAPE_INVALID', `An image needs a width and a height of at least 1, got ${width}x${height}.`);
}
