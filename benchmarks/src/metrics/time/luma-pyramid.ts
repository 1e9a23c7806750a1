import { HavcError, type Plane, sizeOf, toContiguous } from '@havc/core';

/** Samples that a level has more on each side: its border, continued. Motion may lead as far out of the picture. */
export const MARGIN = 16;

/** The smallest side that motion is looked for in, pixels. */
export const SMALLEST_SIDE = 16;

/** Sizes that are looked at: the whole, and halves of halves. */
const MOST_LEVELS = 4;

/** Luma at one size, with a margin. Sample (x, y) is at `origin + y * stride + x`. */
export interface LumaLevel {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly origin: number;
  readonly data: Uint8Array;
}

/** A frame's luma, made ready for the search for motion. */
export interface LumaPyramid {
  /** From the whole to the smallest, each half as wide and high as the one before. */
  readonly levels: readonly LumaLevel[];
  /**
   * The whole at the four half-pixel places, by `(dx & 1) + 2 * (dy & 1)` for a motion in half pixels: as it is, between a
   * sample and the one on its right, the one below, and all four.
   */
  readonly halves: readonly LumaLevel[];
}

/**
 * A frame's luma at several sizes and between its pixels, which is what motion is searched in.
 *
 * @param luma - any strides.
 * @throws HavcError `SHAPE_INVALID` for less than 16 pixels in either direction.
 */
export function createLumaPyramid(luma: Plane): LumaPyramid {
  const { width, height } = sizeOf(luma);
  if (width < SMALLEST_SIDE || height < SMALLEST_SIDE) {
    throw new HavcError(
      'SHAPE_INVALID',
      `Motion needs frames of at least ${SMALLEST_SIDE}x${SMALLEST_SIDE} pixels, got ${width}x${height}.`,
    );
  }
  let samples = { data: toContiguous(luma), width, height };
  const levels = [withMargin(samples)];
  while (levels.length < MOST_LEVELS && Math.min(samples.width, samples.height) >= 2 * SMALLEST_SIDE) {
    samples = halved(samples);
    levels.push(withMargin(samples));
  }
  const whole = levels[0]!;
  const halves = [whole, between(whole, [0, 1]), between(whole, [0, whole.stride])];
  halves.push(between(whole, [0, 1, whole.stride, whole.stride + 1]));
  return { levels, halves };
}

interface Samples {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

function halved(from: Samples): Samples {
  const width = from.width >> 1;
  const height = from.height >> 1;
  const data = new Uint8Array(width * height);
  for (let y = 0, o = 0; y < height; y++) {
    let i = 2 * y * from.width;
    for (let x = 0; x < width; x++, o++, i += 2) {
      const below = i + from.width;
      data[o] = (from.data[i]! + from.data[i + 1]! + from.data[below]! + from.data[below + 1]! + 2) >> 2;
    }
  }
  return { data, width, height };
}

function withMargin({ data, width, height }: Samples): LumaLevel {
  const stride = width + 2 * MARGIN;
  const padded = new Uint8Array(stride * (height + 2 * MARGIN));
  for (let row = 0; row < height + 2 * MARGIN; row++) {
    const from = Math.min(Math.max(row - MARGIN, 0), height - 1) * width;
    const to = row * stride;
    padded.fill(data[from]!, to, to + MARGIN);
    padded.set(data.subarray(from, from + width), to + MARGIN);
    padded.fill(data[from + width - 1]!, to + MARGIN + width, to + stride);
  }
  return { width, height, stride, origin: MARGIN * stride + MARGIN, data: padded };
}

/** Means of a sample and its neighbours, rounded half up; what would need a sample behind the last stays as it is. */
function between(level: LumaLevel, offsets: readonly number[]): LumaLevel {
  const { data } = level;
  const means = data.slice();
  const last = data.length - offsets.at(-1)!;
  if (offsets.length === 2) {
    const step = offsets[1]!;
    for (let i = 0; i < last; i++) means[i] = (data[i]! + data[i + step]! + 1) >> 1;
  } else {
    const [, right, below, both] = offsets as [number, number, number, number];
    for (let i = 0; i < last; i++)
      means[i] = (data[i]! + data[i + right]! + data[i + below]! + data[i + both]! + 2) >> 2;
  }
  return { ...level, data: means };
}
