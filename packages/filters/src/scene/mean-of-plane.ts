import type { Plane } from '@havc/core';

/** Mean of a plane's samples, 0..255 for bytes, whatever its strides. */
export function meanOfPlane(plane: Plane): number {
  const [height, width] = plane.shape as [number, number];
  const [rowStep, step] = plane.stride as [number, number];
  const { data } = plane;
  let total = 0;
  for (let row = 0; row < height; row++) {
    let sum = 0;
    let i = plane.offset + row * rowStep;
    for (let column = 0; column < width; column++, i += step) sum += data[i]!;
    total += sum;
  }
  return total / (height * width);
}
