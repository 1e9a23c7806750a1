import { createHash } from 'node:crypto';
import ndarray, { type NdArray } from 'ndarray';
import type { RgbImage } from '../image.ts';
import type { Samples } from '../kernel-arguments.ts';

/** All 16,777,216 byte triples (a, b, c), c fastest, as a picture of 4096 x 4096: the golden data's full cube. */
export function colorCube(): RgbImage {
  const data = new Uint8Array(3 * 2 ** 24);
  for (let n = 0, i = 0; n < 2 ** 24; n++) {
    data[i++] = n >> 16;
    data[i++] = (n >> 8) & 255;
    data[i++] = n & 255;
  }
  return ndarray(data, [4096, 4096, 3]);
}

/** SHA-256 of the samples of a contiguous image, in hexadecimal. */
export function sha256(image: NdArray<Samples>): string {
  return createHash('sha256').update(image.data).digest('hex');
}
