// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import { createRgbImage, type RgbImage } from '@havc/core';
import type { InferenceProcessor, Tensor } from '@havc/onnx';
import { createGrayInputKernel } from './gray-input.ts';
import { createJoinKernel } from './join-color.ts';

/** Plain data for {@link createProcessor}. */
export interface DdcolorProcessorOptions {
  /** Side of the square that the network sees. */
  readonly size: number;
  /** How many pictures it sees at once. */
  readonly batch: number;
}

/**
 * Makes the processor that turns up to `batch` pictures (uint8, [height, width, 3]) into coloured ones of the same names
 * and shapes: each stretched to the network's square, in gray, through the network; a and b, stretched back, with the
 * picture's own lightness.
 *
 * Source: vs-ddcolor, with 8-bit pictures.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { size, batch } = options as DdcolorProcessorOptions;
  const toGray = createGrayInputKernel(size);
  const join = createJoinKernel(size);
  const input = new Float32Array(batch * 3 * size * size);

  return async (pictures, model) => {
    const entries = Object.entries(pictures);
    for (const [index, [, picture]] of entries.entries()) toGray(imageOf(picture), part(input, index, batch));
    const { ab } = await model({ image: { data: input, shape: [batch, 3, size, size] } });
    return Object.fromEntries(
      entries.map(([name, picture], index) => {
        const out = new Uint8Array(picture.data.length);
        join(imageOf(picture), part(ab!.data as Float32Array, index, batch), out);
        return [name, { data: out, shape: picture.shape }];
      }),
    );
  };
}

function imageOf({ data, shape }: Tensor): RgbImage {
  const [height = 0, width = 0] = shape;
  return createRgbImage(width, height, data as Uint8Array);
}

/** One of `count` equal parts. */
function part(values: Float32Array, index: number, count: number): Float32Array {
  const length = values.length / count;
  return values.subarray(index * length, (index + 1) * length);
}
