// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import { createRgbImage, type RgbImage } from '@havc/core';
import { batchPart, type InferenceProcessor, joinCalls, splitCalls, type Tensor } from '@havc/onnx';
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
 * Makes the processor that turns up to `batch` calls with `rgb` (uint8, [height, width, 3]) into coloured pictures of the
 * same name and shape: each stretched to the network's square, in gray, through the network; a and b, stretched back,
 * with the picture's own lightness.
 *
 * Source: vs-ddcolor, with 8-bit pictures.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { size, batch } = options as DdcolorProcessorOptions;
  const toGray = createGrayInputKernel(size);
  const join = createJoinKernel(size);
  const input = new Float32Array(batch * 3 * size * size);

  return async (feeds, model) => {
    const pictures = splitCalls(feeds).map(({ rgb }) => rgb!);
    for (const [index, picture] of pictures.entries()) toGray(imageOf(picture), batchPart(input, index, batch));
    const { ab } = await model({ image: { data: input, shape: [batch, 3, size, size] } });
    return joinCalls(
      pictures.map((picture, index) => {
        const out = new Uint8Array(picture.data.length);
        join(imageOf(picture), batchPart(ab!.data as Float32Array, index, batch), out);
        return { rgb: { data: out, shape: picture.shape } };
      }),
    );
  };
}

function imageOf({ data, shape }: Tensor): RgbImage {
  const [height = 0, width = 0] = shape;
  return createRgbImage(width, height, data as Uint8Array);
}
