// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import { createRgbImage, type RgbImage, replaceLuma, resizePillow } from '@havc/core';
import type { InferenceProcessor, Tensors } from '@havc/onnx';
import { createInputKernel, toPicture } from './network-picture.ts';

/** Plain data for {@link createProcessor}. */
export interface DeoldifyProcessorOptions {
  /** Side of the square that the network sees: the render factor times 16. */
  readonly size: number;
}

/**
 * Makes the processor that turns `rgb` (uint8, [height, width, 3]) into a coloured picture of the same name and shape:
 * stretched to the network's square, gray, through the network, stretched back; its chroma on the picture's own luma.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { size } = options as DeoldifyProcessorOptions;
  const square = { width: size, height: size, filter: 'bilinear' } as const;
  const toInput = createInputKernel();
  const ready = createRgbImage(size, size);
  const input = new Float32Array(3 * size * size);
  const colored = createRgbImage(size, size);
  let stretched: RgbImage | undefined;

  return async (feeds, model) => {
    const { data, shape } = feeds['rgb']!;
    const [height = 0, width = 0] = shape;
    const image = createRgbImage(width, height, data as Uint8Array);
    resizePillow(image, square, ready);
    toInput(ready, input);
    const result = await model({ image: { data: input, shape: [1, 3, size, size] } });
    toPicture(result['colored']!.data as Float32Array, colored);
    if (stretched?.shape[0] !== height || stretched.shape[1] !== width) stretched = createRgbImage(width, height);
    resizePillow(colored, { width, height, filter: 'bilinear' }, stretched);
    const out = createRgbImage(width, height);
    replaceLuma(image, stretched, out);
    return { rgb: { data: out.data, shape } } satisfies Tensors;
  };
}
