import type { RgbImage } from '@havc/core';
import { RgbRow } from './rgb-rows.ts';

/** The texture of a picture row by row; ask for the rows in order, from 0. */
export interface TextureRows {
  /** Writes the texture of each pixel of `row`, 0..255, times 256, into `into`. */
  read(row: number, into: Int32Array): void;
}

/**
 * How textured each pixel is: the size of the luma's Laplacian, |up + down + left + right − 4 · own|, at most 255.
 *
 * Luma is OpenCV's 8-bit Y. Beyond its edges the picture is mirrored at the outermost samples (abc|ba). Only three rows
 * of luma are kept.
 *
 * Source: OpenCV 4.6, `Laplacian` with its default aperture and border, as HAVC calls it.
 */
export function textureRows(image: RgbImage): TextureRows {
  const [height, width] = image.shape as [number, number];
  const source = new RgbRow(image);
  // Three rows of luma, each with its mirrored neighbour on both sides; row r lies at r modulo 3.
  const rows = [0, 1, 2].map(() => new Int32Array(width + 2)) as [Int32Array, Int32Array, Int32Array];
  let filled = -1;
  return {
    read(row, into) {
      const below = row + 1 < height ? row + 1 : Math.max(0, row - 1);
      while (filled < Math.max(row, below)) {
        filled++;
        source.read(filled);
        readLuma(source.bytes, rows[filled % 3]!);
      }
      const above = row > 0 ? row - 1 : below;
      laplacian(rows[above % 3]!, rows[row % 3]!, rows[below % 3]!, into);
    },
  };
}

function laplacian(above: Int32Array, own: Int32Array, below: Int32Array, into: Int32Array): void {
  const width = own.length - 2;
  let left = own[0]!;
  let here = own[1]!;
  for (let column = 0; column < width; column++) {
    const right = own[column + 2]!;
    const sum = (above[column + 1]! + below[column + 1]! + left + right - 4 * here) | 0;
    into[column] = Math.min(255, Math.abs(sum)) << 8;
    left = here;
    here = right;
  }
}

function readLuma(data: Uint8Array, into: Int32Array): void {
  const width = into.length - 2;
  for (let column = 1, i = 0; column <= width; column++, i += 3) {
    into[column] = (4899 * data[i]! + 9617 * data[i + 1]! + 1868 * data[i + 2]! + 8192) >> 14;
  }
  into[0] = into[Math.min(2, width)]!;
  into[width + 1] = into[Math.max(1, width - 1)]!;
}
