import type { NdArray } from 'ndarray';
import { resample } from './resample.ts';
import { clampIndex, type ResampleTable, resampleTable } from './table.ts';
import { resizeOutput, type TargetSize } from './target-size.ts';

/**
 * Floats in another size as `torch.nn.functional.interpolate(mode='bilinear', align_corners=False)` gives them, without
 * antialiasing. A tensor [channels, height, width] goes in as a view: shape [height, width, channels], stride
 * [width, 1, height · width].
 *
 * Like {@link resizeLinear}, with the positions in 32-bit floats as torch has them.
 *
 * @param image - floats of shape [height, width] or [height, width, 1 to 4], any strides.
 * @param options.width - pixels, 1..65536.
 * @param options.height - pixels, 1..65536.
 * @param out - the target's shape; a new one when absent. Must not share memory with `image`.
 * @returns `out`, within 1e-5 of torch.
 * @throws HavcError `SHAPE_INVALID` for a shape or sample type; `OPTION_INVALID` for a size or a shared memory.
 *
 * Source: PyTorch 1.13, aten/src/ATen/native/UpSample.h (`area_pixel_compute_source_index`).
 */
export function resizeTorchBilinear(
  image: NdArray<Float32Array>,
  options: TargetSize,
  out?: NdArray<Float32Array>,
): NdArray<Float32Array> {
  const result = resizeOutput(image, options, out, ['Float32Array']);
  const [height, width] = image.shape as [number, number];
  resample(image, torchTable(width, options.width), torchTable(height, options.height), result, 0);
  return result;
}

function torchTable(inputs: number, outputs: number): ResampleTable {
  const scale = Math.fround(inputs / outputs);
  return resampleTable(outputs, 2, (output, add) => {
    const position = Math.max(0, Math.fround(Math.fround(scale * (output + 0.5)) - 0.5));
    const index = Math.min(Math.floor(position), inputs - 1);
    const along = Math.min(Math.fround(position - index), 1);
    add(index, Math.fround(1 - along));
    add(clampIndex(index + 1, inputs), along);
  });
}
