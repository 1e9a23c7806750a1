// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import { createRgbImage, type RgbImage, replaceLuma, resizePillow } from '@havc/core';
import { batchPart, type InferenceProcessor, joinCalls, splitCalls, type Tensor } from '@havc/onnx';
import { createInputKernel, toPicture } from './network-picture.ts';

/** Plain data for {@link createProcessor}. */
export interface DeoldifyProcessorOptions {
  /** Side of the square that the network sees: the render factor times 16. */
  readonly size: number;
  /** How many pictures it sees at once. */
  readonly batch: number;
}

/**
 * Makes the processor that turns up to `batch` calls with `rgb` (uint8, [height, width, 3]) into coloured pictures of the
 * same name and shape: each stretched to the network's square, gray, through the network, stretched back; its chroma on
 * the picture's own luma.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { size, batch } = options as DeoldifyProcessorOptions;
  const square = { width: size, height: size, filter: 'bilinear' } as const;
  const toInput = createInputKernel();
  const ready = createRgbImage(size, size);
  const input = new Float32Array(batch * 3 * size * size);
  const colored = createRgbImage(size, size);
  let stretched: RgbImage | undefined;

  const putColors = (image: RgbImage, output: Float32Array): RgbImage => {
    const [height, width] = image.shape as [number, number];
    toPicture(output, colored);
    if (stretched?.shape[0] !== height || stretched.shape[1] !== width) stretched = createRgbImage(width, height);
    resizePillow(colored, { width, height, filter: 'bilinear' }, stretched);
    return replaceLuma(image, stretched);
  };

  return async (feeds, model) => {
    const images = splitCalls(feeds).map(({ rgb }) => imageOf(rgb!));
    for (const [index, image] of images.entries()) {
      toInput(resizePillow(image, square, ready), batchPart(input, index, batch));
    }
    const result = await model({ image: { data: input, shape: [batch, 3, size, size] } });
    const output = result['colored']!.data as Float32Array;
    return joinCalls(
      images.map((image, index) => ({
        rgb: { data: putColors(image, batchPart(output, index, batch)).data, shape: image.shape },
      })),
    );
  };
}

function imageOf({ data, shape }: Tensor): RgbImage {
  const [height = 0, width = 0] = shape;
  return createRgbImage(width, height, data as Uint8Array);
}
