import ndarray, { type NdArray } from 'ndarray';
import { HavcError } from '../error.ts';
import { ensureSameShape } from '../image.ts';
import { ensureApart, ensureSamples, type Samples } from '../kernel-arguments.ts';

/** The size that a picture is brought to, in pixels. */
export interface TargetSize {
  readonly width: number;
  readonly height: number;
}

/** The longest side and the largest number of samples that a resize makes; more is a mistake somewhere above. */
const MAX_SIDE = 65_536;
const MAX_SAMPLES = 2 ** 30;

const ALL_KINDS = ['Uint8Array', 'Uint16Array', 'Float32Array'];

/**
 * Checks what a resize is given, at its door, and returns `out`, or a new image or plane of the target size.
 *
 * @throws HavcError `SHAPE_INVALID` when `image` is neither [height, width] nor [height, width, 1 to 4] or holds another
 * sample type than `kinds`, or when `out` doesn't fit; `OPTION_INVALID` for a size, or when the two share memory.
 */
export function resizeOutput<T extends Samples>(
  image: NdArray<T>,
  size: TargetSize,
  out: NdArray<T> | undefined,
  kinds: readonly string[] = ALL_KINDS,
): NdArray<T> {
  const { shape } = image;
  const channels = shape.length === 2 ? 1 : shape[2]!;
  if (![2, 3].includes(shape.length) || !(shape[0]! > 0) || !(shape[1]! > 0) || ![1, 2, 3, 4].includes(channels)) {
    throw new HavcError(
      'SHAPE_INVALID',
      `image must be [height, width] or [height, width, 1 to 4] and not empty, got [${shape.join(', ')}].`,
    );
  }
  ensureSamples(image, 'image', kinds);
  ensureSide(size.width, 'width');
  ensureSide(size.height, 'height');
  const length = size.width * size.height * channels;
  if (length > MAX_SAMPLES) {
    throw new HavcError(
      'OPTION_INVALID',
      `options.width and options.height ask for ${size.width}x${size.height}, more than ${MAX_SAMPLES} samples: take a smaller size.`,
    );
  }
  const target = [size.height, size.width, ...shape.slice(2)];
  if (!out) {
    const kind = image.data.constructor as new (length: number) => T;
    // A Buffer can't be made by its constructor.
    return ndarray(image.data instanceof Uint8Array ? (new Uint8Array(length) as T) : new kind(length), target);
  }
  ensureSamples(out, 'out', kinds);
  ensureSameShape(out, { shape: target }, ['out', 'the target']);
  ensureApart(out, image, ['out', 'image']);
  return out;
}

function ensureSide(value: number, name: string): void {
  if (Number.isInteger(value) && value >= 1 && value <= MAX_SIDE) return;
  throw new HavcError(
    'OPTION_INVALID',
    `options.${name} must be a whole number from 1 to ${MAX_SIDE}, got ${String(value)}.`,
  );
}
