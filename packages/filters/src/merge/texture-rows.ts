import type { RgbImage } from '@havc/core';

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
  // Three rows of luma, each with its mirrored neighbour on both sides; row r lies at r modulo 3.
  const rows = [0, 1, 2].map(() => new Int32Array(width + 2)) as [Int32Array, Int32Array, Int32Array];
  readLuma(image, 0, rows[0]);
  let filled = 0;
  return {
    read(row, into) {
      const below = row + 1 < height ? row + 1 : Math.max(0, row - 1);
      if (below > filled) {
        filled = below;
        readLuma(image, below, rows[below % 3]!);
      }
      const above = row > 0 ? row - 1 : below;
      const up = rows[above % 3]!;
      const own = rows[row % 3]!;
      const down = rows[below % 3]!;
      for (let column = 0; column < width; column++) {
        const at = column + 1;
        const sum = (up[at]! + down[at]! + own[column]! + own[at + 1]! - 4 * own[at]!) | 0;
        into[column] = Math.min(255, Math.abs(sum)) << 8;
      }
    },
  };
}

function readLuma(image: RgbImage, row: number, into: Int32Array): void {
  const { data } = image;
  const width = image.shape[1]!;
  const [rowStep, step, g] = image.stride as [number, number, number];
  let i = image.offset + row * rowStep;
  for (let column = 1; column <= width; column++, i += step) {
    into[column] = (4899 * data[i]! + 9617 * data[i + g]! + 1868 * data[i + 2 * g]! + 8192) >> 14;
  }
  into[0] = into[Math.min(2, width)]!;
  into[width + 1] = into[Math.max(1, width - 1)]!;
}
