import type { RgbImage } from '@havc/core';

/**
 * A row of a picture as `R G B R G B ...` in memory of its own, whatever the picture's strides, so that loops over
 * several pictures have no strides to multiply by and can take four samples at once: three words are four pixels.
 *
 * Words are little-endian, as every processor is that Node's builds for Linux x64/arm64, macOS and Windows run on.
 * Behind the row's end, up to a whole number of four pixels, there is black (for a row that was read).
 */
export class RgbRow {
  /** The samples. */
  readonly bytes: Uint8Array;
  /** The same memory, four samples a word, the first in the lowest bits. */
  readonly words: Int32Array;
  readonly #image: RgbImage;
  readonly #samples: number;
  readonly #isDense: boolean;

  constructor(image: RgbImage) {
    const width = image.shape[1]!;
    this.#image = image;
    this.#samples = 3 * width;
    this.#isDense = image.stride[1] === 3 && image.stride[2] === 1;
    this.bytes = new Uint8Array(12 * Math.ceil(width / 4));
    this.words = new Int32Array(this.bytes.buffer);
  }

  /** Copies a row of the picture here. */
  read(row: number): void {
    const { data, offset, stride } = this.#image;
    const [rowStep, step, sampleStep] = stride as [number, number, number];
    const from = offset + row * rowStep;
    if (this.#isDense) {
      this.bytes.set(data.subarray(from, from + this.#samples));
      return;
    }
    for (let n = 0, i = from; n < this.#samples; n += 3, i += step) {
      for (let c = 0; c < 3; c++) this.bytes[n + c] = data[i + c * sampleStep]!;
    }
  }

  /** Copies what is here into a row of the picture. */
  write(row: number): void {
    const { data, offset, stride } = this.#image;
    const [rowStep, step, sampleStep] = stride as [number, number, number];
    const to = offset + row * rowStep;
    if (this.#isDense) {
      data.set(this.bytes.subarray(0, this.#samples), to);
      return;
    }
    for (let n = 0, o = to; n < this.#samples; n += 3, o += step) {
      for (let c = 0; c < 3; c++) data[o + c * sampleStep] = this.bytes[n + c]!;
    }
  }
}
