import { PixelRun, type RgbImage, RUN_PIXELS, runAddress } from '@havc/core';
import { mergeKernels } from './kernels.ts';

/** Three rows of luma, each with a neighbour on either side; row r lies at r modulo 3. */
const rowAddress = (row: number) => runAddress(4) + 16 + (row % 3) * (RUN_PIXELS + 64);

/**
 * Calls `visit` for all pixels of a picture, a part of a row at a time, when their texture lies in the memory of
 * `mergeKernels`, a byte each. Places for runs from 0 to 2 are free then.
 *
 * Texture is the size of the luma's Laplacian, |up + down + left + right − 4 · own|, at most 255. Luma is OpenCV's
 * 8-bit Y. Beyond its edges the picture is mirrored at the outermost samples (abc|ba).
 *
 * @param texture - the address to put it at, of room for a run's pixels.
 *
 * Source: OpenCV 4.6, `Laplacian` with its default aperture and border, as HAVC calls it.
 */
export function overTexture(image: RgbImage, texture: number, visit: (start: number, pixels: number) => void): void {
  const { kernels } = mergeKernels();
  const [height, width] = image.shape as [number, number];
  // With their neighbours, these columns make a run.
  const most = RUN_PIXELS - 2;
  for (let left = 0; left < width; left += most) {
    const columns = Math.min(most, width - left);
    const readLuma = lumaReader(image, left, columns);
    let filled = -1;
    for (let row = 0; row < height; row++) {
      const below = row + 1 < height ? row + 1 : Math.max(0, row - 1);
      const above = row > 0 ? row - 1 : below;
      while (filled < Math.max(row, below)) readLuma(++filled);
      kernels.texture(rowAddress(above), rowAddress(row), rowAddress(below), texture, columns);
      visit(row * width + left, columns);
    }
  }
}

/** A function that puts the luma of some columns of a row, and of their neighbours, at the row's address. */
function lumaReader(image: RgbImage, left: number, columns: number): (row: number) => void {
  const { kernels, memory } = mergeKernels();
  const width = image.shape[1]!;
  const run = new PixelRun(image, memory, 0);
  const first = Math.max(0, left - 1);
  const pixels = Math.min(width, left + columns + 1) - first;
  return (row) => {
    const at = rowAddress(row);
    run.read(row * width + first, pixels);
    kernels.rgbToY(run.address, at + first - left, pixels);
    if (left === 0) memory[at - 1] = memory[at + Math.min(1, width - 1)]!;
    if (left + columns === width) memory[at + columns] = memory[at + (width === 1 ? 0 : columns - 2)]!;
  };
}
