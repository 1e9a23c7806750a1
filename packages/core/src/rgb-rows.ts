import type { RgbImage } from './image.ts';

/**
 * The rows of a picture one after the other as `R G B R G B ...`, whatever its strides: a loop over them has no strides
 * to multiply by, which makes kernels half again as fast. Rows that lie so in memory are read where they are; others
 * go through a buffer.
 *
 * A reader's and a writer's current row lies in `data` from `at` on.
 */
export interface RgbRowReader {
  readonly data: Uint8Array;
  readonly at: number;
  /** Goes to a row. */
  seek(row: number): void;
}

/** Rows to write, see {@link RgbRowReader}. What was written reaches the picture with `flush`. */
export interface RgbRowWriter extends RgbRowReader {
  /** Ends the work on the current row. */
  flush(): void;
}

/** Reads the rows of `image`. */
export function readRgbRows(image: RgbImage): RgbRowReader {
  return new Rows(image);
}

/**
 * Writes the rows of `image`. A row that is read and written at once may be the same one, pixel by pixel; `flush` before
 * the next `seek`.
 */
export function writeRgbRows(image: RgbImage): RgbRowWriter {
  return new Rows(image);
}

class Rows implements RgbRowWriter {
  data: Uint8Array;
  at: number;
  readonly #image: RgbImage;
  readonly #isDirect: boolean;
  #start = 0;

  constructor(image: RgbImage) {
    const [, width] = image.shape as [number, number];
    this.#image = image;
    this.#isDirect = image.stride[1] === 3 && image.stride[2] === 1;
    this.data = this.#isDirect ? image.data : new Uint8Array(3 * width);
    this.at = 0;
  }

  seek(row: number): void {
    this.#start = this.#image.offset + row * this.#image.stride[0]!;
    if (this.#isDirect) this.at = this.#start;
    else this.#copy(true);
  }

  flush(): void {
    if (!this.#isDirect) this.#copy(false);
  }

  /** Between the picture and the buffer. */
  #copy(isReading: boolean): void {
    const samples = this.#image.data;
    const [, step, sampleStep] = this.#image.stride as [number, number, number];
    for (let n = 0, i = this.#start; n < this.data.length; n += 3, i += step) {
      for (let c = 0; c < 3; c++) {
        if (isReading) this.data[n + c] = samples[i + c * sampleStep]!;
        else samples[i + c * sampleStep] = this.data[n + c]!;
      }
    }
  }
}
