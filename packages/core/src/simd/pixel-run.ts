import type { NdArray } from 'ndarray';

/** Pixels in a run: so few that the runs of several pictures lie in the processor's nearest cache, and a multiple of 16. */
export const RUN_PIXELS = 2048;

/** Where a module's memory is free. */
const FIRST = 1 << 16;
/** From one run to the next: a run, and some space so that runs don't fall into the same lines of the cache. */
const STEP = 3 * RUN_PIXELS + 256;

/** The address of a place for a run, from 0 on, and of what may follow the last one. */
export function runAddress(place: number): number {
  return FIRST + place * STEP;
}

/**
 * A run of a picture's pixels in the memory of SIMD kernels: samples without gaps, whatever the picture's strides.
 *
 * Kernels compute 16 pixels at a time; what lies behind the run's end, up to a multiple of 16, is of no meaning.
 */
export class PixelRun {
  /** The run's address, for kernels. */
  readonly address: number;
  readonly #image: NdArray<Uint8Array>;
  readonly #memory: Uint8Array;
  readonly #samples: number;
  readonly #isDense: boolean;

  /**
   * @param image - bytes of [height, width, channels], up to 3 channels, or [height, width].
   * @param memory - of the kernels.
   * @param place - where the run lies, from 0 on: one for each picture that a kernel sees.
   */
  constructor(image: NdArray<Uint8Array>, memory: Uint8Array, place: number) {
    const [, width = 0, samples = 1] = image.shape;
    const [rowStep, step, sampleStep = 1] = image.stride;
    this.#image = image;
    this.#memory = memory;
    this.#samples = samples;
    this.address = runAddress(place);
    this.#isDense = rowStep === samples * width && step === samples && sampleStep === 1;
  }

  /** Copies `length` pixels from number `start` on (in rows from the left) into the run. */
  read(start: number, length: number): void {
    const { data, offset } = this.#image;
    const from = offset + this.#samples * start;
    if (this.#isDense) this.#memory.set(data.subarray(from, from + this.#samples * length), this.address);
    else this.#walk(start, length, false);
  }

  /** Copies the run's first `length` pixels into the picture, from number `start` on. */
  write(start: number, length: number): void {
    const { data, offset } = this.#image;
    const to = offset + this.#samples * start;
    const run = this.#memory.subarray(this.address, this.address + this.#samples * length);
    if (this.#isDense) data.set(run, to);
    else this.#walk(start, length, true);
  }

  /** Row by row. */
  #walk(start: number, length: number, isWriting: boolean): void {
    const { data, shape, stride, offset } = this.#image;
    const width = shape[1]!;
    const [rowStep, step, sampleStep = 1] = stride as [number, number, number?];
    const samples = this.#samples;
    const memory = this.#memory;
    const isRowDense = step === samples && sampleStep === 1;
    for (let done = 0, n = this.address; done < length; ) {
      const column = (start + done) % width;
      const row = (start + done - column) / width;
      const pixels = Math.min(length - done, width - column);
      const from = offset + row * rowStep + column * step;
      const end = n + samples * pixels;
      done += pixels;
      if (isRowDense) {
        if (isWriting) data.set(memory.subarray(n, end), from);
        else memory.set(data.subarray(from, from + samples * pixels), n);
        n = end;
        continue;
      }
      for (let i = from; n < end; n += samples, i += step) {
        for (let sample = 0; sample < samples; sample++) {
          if (isWriting) data[i + sample * sampleStep] = memory[n + sample]!;
          else memory[n + sample] = data[i + sample * sampleStep]!;
        }
      }
    }
  }
}

/**
 * Runs a kernel over whole pictures of one size: reads a run of each input, calls the kernel, writes a run of the output.
 * The output may be an input; otherwise they must not overlap.
 *
 * @param kernel - computes `pixels` pixels from the inputs' runs into the output's.
 */
export function overRuns(
  inputs: readonly PixelRun[],
  output: PixelRun,
  image: { readonly shape: readonly number[] },
  kernel: (pixels: number) => void,
): void {
  const pixels = image.shape[0]! * image.shape[1]!;
  for (let start = 0; start < pixels; start += RUN_PIXELS) {
    const length = Math.min(RUN_PIXELS, pixels - start);
    for (const input of inputs) input.read(start, length);
    kernel(length);
    output.write(start, length);
  }
}
