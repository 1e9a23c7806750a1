import type { RgbImage } from '@havc/core';

/** Mean and deviation of ImageNet's R', G' and B', 0..1: what the network's numbers are counted in. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/**
 * Makes the kernel that turns a picture of the network's size into its input: gray as Pillow's mode L (BT.601), the same
 * in all three channels, normalised.
 *
 * @returns a function that writes [3, size, size] floats.
 *
 * Source: jantic/DeOldify, deoldify/filters.py; Pillow 9.4, src/libImaging/Convert.c (L in fixed point with 16 bits).
 */
export function createInputKernel(): (image: RgbImage, out: Float32Array) => void {
  const tables = MEAN.map((mean, channel) => normalisedCodes(mean, DEVIATION[channel]!));
  return (image, out) => {
    const { data, offset } = image;
    const pixels = out.length / 3;
    const [red, green, blue] = tables as [Float32Array, Float32Array, Float32Array];
    for (let n = 0, i = offset; n < pixels; n++, i += 3) {
      const gray = (19595 * data[i]! + 38470 * data[i + 1]! + 7471 * data[i + 2]! + 32768) >>> 16;
      out[n] = red[gray]!;
      out[n + pixels] = green[gray]!;
      out[n + 2 * pixels] = blue[gray]!;
    }
  };
}

/** (code / 255 − mean) / deviation in 32-bit floats, as PyTorch computes it. */
function normalisedCodes(mean: number, deviation: number): Float32Array {
  const [m, d] = [Math.fround(mean), Math.fround(deviation)];
  return Float32Array.from({ length: 256 }, (_, code) => Math.fround(Math.fround(Math.fround(code / 255) - m) / d));
}

/**
 * The network's output as a picture: normalisation undone, clipped to 0..1, times 255, truncated.
 *
 * @param colored - [3, size, size] floats.
 * @param out - bytes of [size, size, 3] without gaps.
 *
 * Source: jantic/DeOldify, deoldify/filters.py; fastai 1's denormalisation.
 */
export function toPicture(colored: Float32Array, out: RgbImage): void {
  const { data, offset } = out;
  const pixels = colored.length / 3;
  for (let channel = 0; channel < 3; channel++) {
    const [mean, deviation] = [Math.fround(MEAN[channel]!), Math.fround(DEVIATION[channel]!)];
    const plane = colored.subarray(channel * pixels, (channel + 1) * pixels);
    for (let n = 0, i = offset + channel; n < pixels; n++, i += 3) {
      const value = Math.fround(Math.fround(plane[n]! * deviation) + mean);
      data[i] = Math.fround(Math.min(1, Math.max(0, value)) * 255);
    }
  }
}
