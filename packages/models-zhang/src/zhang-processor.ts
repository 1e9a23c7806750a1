// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import {
  createFloatImage,
  createRgbImage,
  type FloatImage,
  labToRgbTruncated,
  resizePillow,
  resizeTorchBilinear,
  rgbToLab,
} from '@havc/core';
import type { InferenceProcessor, Tensors } from '@havc/onnx';
import { interleavedView, lightnessOf } from './lightness.ts';

/** Plain data for {@link createProcessor}. */
export interface ZhangProcessorOptions {
  /** Side of the square that the network sees. */
  readonly size: number;
  /** Whether the network takes hints: then `hint_ab` and `hint_mask` may come with a picture. */
  readonly takesHints: boolean;
}

/**
 * Makes the processor that turns `rgb` (uint8, [height, width, 3]) into a coloured picture of the same name and shape:
 * stretched to the network's square, its lightness through the network; ab, stretched back, with the picture's own
 * lightness.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { size, takesHints } = options as ZhangProcessorOptions;
  const square = { width: size, height: size, filter: 'bicubic' } as const;
  const small = createRgbImage(size, size);
  const smallLab = createFloatImage(size, size, 3);
  const lightness = new Float32Array(size * size);
  const noHints: Tensors = {
    hint_ab: { data: new Float32Array(2 * size * size), shape: [1, 2, size, size] },
    hint_mask: { data: new Float32Array(size * size), shape: [1, 1, size, size] },
  };
  let lab: FloatImage | undefined;

  return async ({ rgb, ...hints }, model) => {
    const { data, shape } = rgb!;
    const [height = 0, width = 0] = shape;
    const image = createRgbImage(width, height, data as Uint8Array);
    lightnessOf(resizePillow(image, square, small), smallLab, lightness);
    const { ab } = await model({
      lightness: { data: lightness, shape: [1, 1, size, size] },
      ...(takesHints && noHints),
      ...(takesHints && hints),
    });
    if (lab?.shape[0] !== height || lab.shape[1] !== width) lab = createFloatImage(width, height, 3);
    rgbToLab(image, lab);
    const planes = interleavedView(ab!.data as Float32Array, size, size);
    const target = lab.lo(0, 0, 1);
    if (width === size && height === size) copyInto(target, planes);
    else resizeTorchBilinear(planes, { width, height }, target);
    return { rgb: { data: labToRgbTruncated(lab).data, shape } };
  };
}

function copyInto(target: FloatImage, planes: FloatImage): void {
  const [height, width] = planes.shape as [number, number];
  const plane = height * width;
  for (let n = 0, o = target.offset; n < plane; n++, o += 3) {
    target.data[o] = planes.data[n]!;
    target.data[o + 1] = planes.data[n + plane]!;
  }
}
