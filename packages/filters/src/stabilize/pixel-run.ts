import type { RgbImage } from '@havc/core';

/** Pixels in a run: few enough that the runs of a whole window lie in the processor's nearest cache. */
export const RUN_LENGTH = 1024;

/**
 * A run of a picture's pixels, copied to where loops over several pictures are fast: R, G, B without gaps from place 0 on,
 * whatever the picture's strides, and aligned so that four samples can be read as one word.
 */
export class PixelRun {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly #image: RgbImage;
  readonly #contiguous: boolean;

  constructor(image: RgbImage) {
    const [, width] = image.shape as [number, number, number];
    const [rowStep, step, sampleStep] = image.stride as [number, number, number];
    this.#image = image;
    this.#contiguous = rowStep === 3 * width && step === 3 && sampleStep === 1;
    this.bytes = new Uint8Array(3 * RUN_LENGTH);
    this.words = new Int32Array(this.bytes.buffer);
  }

  /** Copies `length` pixels from number `start` on, in rows from the left; what lies behind them in the run is old. */
  read(start: number, length: number): void {
    const { data, offset } = this.#image;
    if (this.#contiguous) this.bytes.set(data.subarray(offset + 3 * start, offset + 3 * (start + length)));
    else this.#walk(start, length, false);
  }

  /** Copies the run's first `length` pixels into the picture, from number `start` on. */
  write(start: number, length: number): void {
    const { data, offset } = this.#image;
    if (this.#contiguous) data.set(this.bytes.subarray(0, 3 * length), offset + 3 * start);
    else this.#walk(start, length, true);
  }

  #walk(start: number, length: number, writing: boolean): void {
    const { data, shape, stride, offset } = this.#image;
    const [, width] = shape as [number, number, number];
    const [rowStep, step, sampleStep] = stride as [number, number, number];
    const { bytes } = this;
    let column = start % width;
    let row = (start - column) / width;
    for (let n = 0; n < 3 * length; n += 3) {
      const i = offset + row * rowStep + column * step;
      for (let sample = 0; sample < 3; sample++) {
        if (writing) data[i + sample * sampleStep] = bytes[n + sample]!;
        else bytes[n + sample] = data[i + sample * sampleStep]!;
      }
      column++;
      if (column === width) {
        column = 0;
        row++;
      }
    }
  }
}

/** The starts and lengths of the runs that a picture is cut into. */
export function* runsOf(image: RgbImage): Generator<readonly [start: number, length: number], void, undefined> {
  const pixels = image.shape[0]! * image.shape[1]!;
  for (let start = 0; start < pixels; start += RUN_LENGTH) yield [start, Math.min(RUN_LENGTH, pixels - start)];
}
