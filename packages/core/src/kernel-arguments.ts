import ndarray, { type NdArray } from 'ndarray';
import { HavcError } from './error.ts';
import { ensureImage, ensurePlane, ensureSameShape, type FloatImage, type Plane, type RgbImage } from './image.ts';

/** What the samples of an image or a plane may be stored as. */
export type Samples = Uint8Array | Uint16Array | Float32Array;

type View = Pick<NdArray<Samples>, 'data' | 'shape' | 'stride' | 'offset'>;

/**
 * Checks at a kernel's door that `image` is bytes of shape [height, width, 3], and that its strides stay inside its data.
 *
 * @throws HavcError `SHAPE_INVALID` that names the argument and what it is instead.
 */
export function ensureRgbImage(image: RgbImage, name: string): void {
  ensureImage(image, name);
  ensureSamples(image, name, ['Uint8Array']);
}

/**
 * Checks at a kernel's door that `image` is floats of shape [height, width, channels], inside its data.
 *
 * @throws HavcError `SHAPE_INVALID` that names the argument and what it is instead.
 */
export function ensureFloatImage(image: FloatImage, name: string, channels = 3): void {
  ensureImage(image, name, channels);
  ensureSamples(image, name, ['Float32Array']);
}

/**
 * Checks at a kernel's door that `plane` is [height, width] of one of the sample types, inside its data.
 *
 * @throws HavcError `SHAPE_INVALID` that names the argument and what it is instead.
 */
export function ensureSamplePlane(plane: Plane<Samples>, name: string, kinds: readonly string[]): void {
  ensurePlane(plane, name);
  ensureSamples(plane, name, kinds);
}

/**
 * Checks that the samples are stored as one of `kinds`, and that no stride leads outside of the data.
 *
 * @throws HavcError `SHAPE_INVALID` that names the argument and what it is instead.
 */
export function ensureSamples(view: View, name: string, kinds: readonly string[]): void {
  const kind = kindOf(view.data);
  if (!kinds.includes(kind)) {
    throw new HavcError('SHAPE_INVALID', `${name} must hold its samples in a ${kinds.join(' or ')}, got ${kind}.`);
  }
  const [first, last] = reach(view);
  if (first >= 0 && last < view.data.length) return;
  throw new HavcError(
    'SHAPE_INVALID',
    `${name} reaches from sample ${first} to ${last} by its shape, stride and offset, but its data has ${view.data.length}.`,
  );
}

/**
 * Checks that `out` shares no memory with `input`, for kernels that read a sample after they wrote its neighbour. Two
 * views whose samples take turns in one buffer count as sharing: what is compared is first and last byte.
 *
 * @throws HavcError `OPTION_INVALID` that names both.
 */
export function ensureApart(out: View, input: View, names: readonly [string, string]): void {
  if (out.data.buffer !== input.data.buffer) return;
  const [outFrom, outTo] = byteRange(out);
  const [from, to] = byteRange(input);
  if (outTo <= from || to <= outFrom) return;
  throw new HavcError(
    'OPTION_INVALID',
    `${names[0]} shares memory with ${names[1]}: pass a buffer of its own, or none.`,
  );
}

/** `out` after a check that it is an R'G'B' image of the same shape as `image`, or a new one where it is absent. */
export function rgbOutput(out: RgbImage | undefined, image: { readonly shape: readonly number[] }): RgbImage {
  const [height, width] = image.shape as [number, number];
  if (!out) return ndarray(new Uint8Array(height * width * 3), [height, width, 3]);
  ensureRgbImage(out, 'out');
  ensureSameShape(out, image, ['out', 'image']);
  return out;
}

/** `out` after a check that it is [height, width] of `kind`, or a new plane where it is absent. */
export function planeOutput<T extends Samples>(
  out: Plane<T> | undefined,
  image: { readonly shape: readonly number[] },
  kind: new (length: number) => T,
  name = 'out',
): Plane<T> {
  const [height, width] = image.shape as [number, number];
  if (!out) return ndarray(new kind(height * width), [height, width]) as unknown as Plane<T>;
  ensureSamplePlane(out as unknown as Plane<Samples>, name, [kind.name]);
  ensureSameShape(out, { shape: [height, width] }, [name, 'the image']);
  return out;
}

/** `out` after a check that it is floats of the same shape as `image`, or a new float image where it is absent. */
export function floatOutput(out: FloatImage | undefined, image: { readonly shape: readonly number[] }): FloatImage {
  const [height, width, channels] = image.shape as [number, number, number];
  if (!out) return ndarray(new Float32Array(height * width * channels), [height, width, channels]);
  ensureFloatImage(out, 'out', channels);
  ensureSameShape(out, image, ['out', 'image']);
  return out;
}

/** The name of the typed array that `data` is, a Buffer being a Uint8Array and clamped bytes being bytes. */
function kindOf(data: unknown): string {
  if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) return 'Uint8Array';
  if (data instanceof Uint16Array) return 'Uint16Array';
  if (data instanceof Float32Array) return 'Float32Array';
  return Object.prototype.toString.call(data).slice(8, -1);
}

/** First and last position in `data` that a view touches. */
function reach({ shape, stride, offset }: View): [number, number] {
  let first = offset;
  let last = offset;
  for (let axis = 0; axis < shape.length; axis++) {
    const way = (shape[axis]! - 1) * (stride[axis] ?? Number.NaN);
    if (way < 0) first += way;
    else last += way;
  }
  return [first, last];
}

function byteRange(view: View): [number, number] {
  const [first, last] = reach(view);
  const { byteOffset, BYTES_PER_ELEMENT } = view.data;
  return [byteOffset + first * BYTES_PER_ELEMENT, byteOffset + (last + 1) * BYTES_PER_ELEMENT];
}
