// What the inference process does around the network: pictures travel as bytes, and nothing of this takes the main
// process's time.
import {
  createFloatImage,
  createRgbImage,
  type FloatImage,
  labToRgbTruncated,
  type RgbImage,
  resizePillow,
  resizeTorchBilinear,
  rgbToLab,
} from '@havc/core';
import { batchPart, type InferenceProcessor, joinCalls, splitCalls, type Tensor } from '@havc/onnx';
import { interleavedView, lightnessOf } from './lightness.ts';

/** Plain data for {@link createProcessor}. */
export interface ZhangProcessorOptions {
  /** Side of the square that the network sees. */
  readonly size: number;
  /** How many pictures it sees at once. */
  readonly batch: number;
  /** Whether the network takes hints: then `hint_ab` and `hint_mask` may come with a picture. */
  readonly takesHints: boolean;
}

/**
 * Makes the processor that turns up to `batch` calls with `rgb` (uint8, [height, width, 3]) into coloured pictures of the
 * same name and shape: each stretched to the network's square, its lightness through the network; ab, stretched back,
 * with the picture's own lightness.
 */
export function createProcessor(options: unknown): InferenceProcessor {
  const { size, batch, takesHints } = options as ZhangProcessorOptions;
  const square = { width: size, height: size, filter: 'bicubic' } as const;
  const small = createRgbImage(size, size);
  const smallLab = createFloatImage(size, size, 3);
  const plane = (channels: number) => ({
    data: new Float32Array(batch * channels * size * size),
    shape: [batch, channels, size, size],
  });
  const lightness = plane(1);
  const hints = { hint_ab: plane(2), hint_mask: plane(1) };
  let lab: FloatImage | undefined;

  const putColors = (image: RgbImage, ab: Float32Array): RgbImage => {
    const [height, width] = image.shape as [number, number];
    if (lab?.shape[0] !== height || lab.shape[1] !== width) lab = createFloatImage(width, height, 3);
    rgbToLab(image, lab);
    const planes = interleavedView(ab, size, size);
    const target = lab.lo(0, 0, 1);
    if (width === size && height === size) copyInto(target, planes);
    else resizeTorchBilinear(planes, { width, height }, target);
    return labToRgbTruncated(lab);
  };

  return async (feeds, model) => {
    const calls = splitCalls(feeds);
    const images = calls.map(({ rgb }) => imageOf(rgb!));
    for (const [index, image] of images.entries()) {
      lightnessOf(resizePillow(image, square, small), smallLab, batchPart(lightness.data, index, batch));
      for (const [name, { data }] of Object.entries(hints)) {
        const given = calls[index]![name];
        // What an earlier picture has left is no hint for this one.
        if (given) batchPart(data, index, batch).set(given.data as Float32Array);
        else batchPart(data, index, batch).fill(0);
      }
    }
    const { ab } = await model({ lightness, ...(takesHints && hints) });
    return joinCalls(
      images.map((image, index) => ({
        rgb: { data: putColors(image, batchPart(ab!.data as Float32Array, index, batch)).data, shape: image.shape },
      })),
    );
  };
}

function imageOf({ data, shape }: Tensor): RgbImage {
  const [height = 0, width = 0] = shape;
  return createRgbImage(width, height, data as Uint8Array);
}

function copyInto(target: FloatImage, planes: FloatImage): void {
  const [height, width] = planes.shape as [number, number];
  const plane = height * width;
  for (let n = 0, o = target.offset; n < plane; n++, o += 3) {
    target.data[o] = planes.data[n]!;
    target.data[o + 1] = planes.data[n + plane]!;
  }
}
