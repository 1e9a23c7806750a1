import type { RgbImage } from '@havc/core';

/**
 * The rows of a picture one at a time as `R G B R G B ...`, whatever its strides, so that loops over several pictures
 * have no strides to multiply by. The row moved to lies in `data` from `at` on: in the picture itself where its rows are
 * so, else in a buffer. A reader and a writer may be on the same row of one picture.
 */
class RgbRows {
  readonly data: Uint8Array;
  at = 0;
  protected readonly image: RgbImage;
  protected readonly isDirect: boolean;

  constructor(image: RgbImage) {
    this.image = image;
    this.isDirect = image.stride[1] === 3 && image.stride[2] === 1;
    this.data = this.isDirect ? image.data : new Uint8Array(3 * image.shape[1]!);
  }
}

/** Rows to read; see {@link RgbRows}. */
export class RowReader extends RgbRows {
  moveTo(row: number): void {
    const { data, offset, stride } = this.image;
    const from = offset + row * stride[0]!;
    if (this.isDirect) {
      this.at = from;
      return;
    }
    const [, step, sampleStep] = stride as [number, number, number];
    for (let n = 0, i = from; n < this.data.length; n += 3, i += step) {
      for (let c = 0; c < 3; c++) this.data[n + c] = data[i + c * sampleStep]!;
    }
  }
}

/** Rows to write: move to a row, fill it, store it. */
export class RowWriter extends RgbRows {
  moveTo(row: number): void {
    if (this.isDirect) this.at = this.image.offset + row * this.image.stride[0]!;
  }

  store(row: number): void {
    if (this.isDirect) return;
    const { data, offset, stride } = this.image;
    const [rowStep, step, sampleStep] = stride as [number, number, number];
    for (let n = 0, o = offset + row * rowStep; n < this.data.length; n += 3, o += step) {
      for (let c = 0; c < 3; c++) data[o + c * sampleStep] = this.data[n + c]!;
    }
  }
}
