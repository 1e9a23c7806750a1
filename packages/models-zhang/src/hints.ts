import { type FloatImage, HavcError, type Plane } from '@havc/core';

/** A colour that a person has put on a spot of a picture. */
export interface HintPoint {
  /** Pixels from the left and from the top; whole numbers or not. */
  readonly x: number;
  readonly y: number;
  /** CIE a and b, about −110..110. */
  readonly ab: readonly [number, number];
  /** Pixels of the picture around the spot that have that colour too. Default 0: one spot of the network's own grid. */
  readonly radius?: number;
}

/** Where a picture's colours are known: single spots, or a mask over the picture with the colours under it. */
export type ColorHints =
  | { readonly points: readonly HintPoint[] }
  | {
      /** [height, width] of the picture: other than 0 where the colour is known. */
      readonly mask: Plane<Uint8Array>;
      /** [height, width, 2]: CIE a and b. */
      readonly ab: FloatImage;
    };

/** Hints as the network takes them: [2, size, size] and [size, size]. */
export interface HintPlanes {
  readonly ab: Float32Array;
  readonly mask: Float32Array;
}

/** No colour of sRGB lies beyond. */
const LARGEST_AB = 128;

/**
 * Draws hints onto the network's grid. Of a mask, each cell takes the pixel at its centre; where points overlap, the last
 * one wins.
 *
 * @param hints - on a picture of `width` x `height`.
 * @param size - side of the network's square.
 * @throws HavcError `OPTION_INVALID` for a point outside of the picture or a colour that can't be; `SHAPE_INVALID` for a
 * mask of another size.
 */
export function drawHints(hints: ColorHints, width: number, height: number, size: number): HintPlanes {
  const planes = { ab: new Float32Array(2 * size * size), mask: new Float32Array(size * size) };
  if ('points' in hints) {
    hints.points.forEach((point, index) => {
      ensurePoint(point, index, width, height);
      drawPoint(point, size / width, size / height, size, planes);
    });
  } else {
    drawMask(hints, width, height, size, planes);
  }
  return planes;
}

function drawPoint(point: HintPoint, scaleX: number, scaleY: number, size: number, planes: HintPlanes): void {
  const { x, y, ab, radius = 0 } = point;
  const cell = (value: number) => Math.min(size - 1, Math.max(0, Math.floor(value)));
  for (let row = cell((y - radius) * scaleY); row <= cell((y + radius) * scaleY); row++) {
    for (let column = cell((x - radius) * scaleX); column <= cell((x + radius) * scaleX); column++) {
      setHint(planes, row * size + column, ab);
    }
  }
}

function drawMask(
  { mask, ab }: Extract<ColorHints, { mask: unknown }>,
  width: number,
  height: number,
  size: number,
  planes: HintPlanes,
): void {
  ensureExtents(mask.shape, [height, width], 'hints.mask');
  ensureExtents(ab.shape, [height, width, 2], 'hints.ab');
  for (let row = 0; row < size; row++) {
    const y = Math.floor(((row + 0.5) * height) / size);
    for (let column = 0; column < size; column++) {
      const x = Math.floor(((column + 0.5) * width) / size);
      if (mask.data[mask.offset + y * mask.stride[0]! + x * mask.stride[1]!] === 0) continue;
      const at = ab.offset + y * ab.stride[0]! + x * ab.stride[1]!;
      setHint(planes, row * size + column, [ab.data[at]!, ab.data[at + ab.stride[2]!]!]);
    }
  }
}

function setHint(planes: HintPlanes, cell: number, [a, b]: readonly [number, number]): void {
  planes.mask[cell] = 1;
  planes.ab[cell] = a;
  planes.ab[cell + planes.mask.length] = b;
}

function ensurePoint({ x, y, ab, radius = 0 }: HintPoint, index: number, width: number, height: number): void {
  const name = `hints.points[${index}]`;
  if (!(x >= 0 && x < width && y >= 0 && y < height)) {
    throw invalid(`${name} lies at ${x}, ${y}, and the picture has ${width}x${height} pixels.`);
  }
  if (!ab.every((value) => Math.abs(value) <= LARGEST_AB)) {
    throw invalid(`${name}.ab must be two numbers from -${LARGEST_AB} to ${LARGEST_AB}, got ${ab.join(', ')}.`);
  }
  if (!(radius >= 0)) throw invalid(`${name}.radius must be a number of pixels from 0, got ${radius}.`);
}

function ensureExtents(shape: readonly number[], expected: readonly number[], name: string): void {
  if (shape.join() === expected.join()) return;
  throw new HavcError(
    'SHAPE_INVALID',
    `${name} must be [${expected.join(', ')}] as the picture is, got [${shape.join(', ')}].`,
  );
}

function invalid(message: string): HavcError {
  return new HavcError('OPTION_INVALID', message);
}
