import ndarray, { type NdArray } from 'ndarray';
import { expect, it } from 'vitest';
import { rgbToChroma } from '../color/rgb-to-chroma.ts';
import { rgbToLuma } from '../color/rgb-to-luma.ts';
import { ycbcrToRgb } from '../color/ycbcr.ts';
import type { RgbImage } from '../image.ts';
import { describeGolden, difference, readNpy, readRgb } from '../testing/golden.ts';
import { resizeArea } from './area.ts';
import { resizeBicubic } from './bicubic.ts';
import { resizeCatmullRom } from './catmull-rom.ts';
import { resizeLinear } from './linear.ts';
import { type PillowFilter, resizePillow } from './pillow.ts';
import { resizeSpline36, resizeSpline64 } from './spline.ts';
import { resizeTorchBilinear } from './torch-bilinear.ts';

for (const filter of ['bilinear', 'bicubic', 'lanczos'] as const satisfies readonly PillowFilter[]) {
  describeGolden(`filters/resize_pil_${filter}`, (golden) => {
    it.each(golden.cases)('equals Pillow bit for bit: $name', async ({ inputs, params, output }) => {
      const { width, height } = params as { width: number; height: number };
      const actual = resizePillow(await readRgb(golden.path(inputs[0])), { width, height, filter });
      expect(difference(actual, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
    });
  });
}

// OpenCV's weights have 11 bits or its sums 32-bit floats, ours 64-bit floats: rounding may differ by one.
const opencv = { area: resizeArea, cubic: resizeBicubic, linear: resizeLinear } as const;
for (const name of ['area', 'cubic', 'linear'] as const) {
  describeGolden(`filters/resize_cv2_${name}`, (golden) => {
    it.each(golden.cases)('equals OpenCV within 1: $name', async ({ inputs, params, output }) => {
      const { width, height } = params as { width: number; height: number };
      const actual = opencv[name](await readRgb(golden.path(inputs[0])), { width, height });
      expect(difference(actual, await readRgb(golden.path(output)), 1)).toMatchObject({ beyond: 0 });
    });
  });
}

// The same sums in another order in 32-bit floats: 1e-5 on samples of 0..1.
const floats = {
  resize_cv2_linear_f32: resizeLinear<Float32Array>,
  resize_torch_bilinear: resizeTorchBilinear,
} as const;
for (const name of ['resize_cv2_linear_f32', 'resize_torch_bilinear'] as const) {
  describeGolden(`filters/${name}`, (golden) => {
    it.each(golden.cases)('equals the original within 1e-5: $name', async ({ inputs, params, output }) => {
      const { width, height } = params as { width: number; height: number };
      const source = everySecond(await readRgb(golden.path(inputs[0])));
      const actual = floats[name](source, { width, height });
      expect(difference(actual, readNpy(golden.path(output)), 1e-5)).toMatchObject({ beyond: 0 });
    });
  });
}

// zimg's weights have 14 bits, which shows in pure colours at hard edges: one sample in a thousand may be 2 away.
const zimg = { Spline36: resizeSpline36, Spline64: resizeSpline64, Bicubic: resizeCatmullRom } as const;
describeGolden('filters-vs/resize_rgb', (golden) => {
  it.each(golden.cases)('equals zimg within 1: $name', async ({ inputs, params, output }) => {
    const { kernel, width, height } = params as { kernel: keyof typeof zimg; width: number; height: number };
    const source = await golden.readStrip(inputs[0]);
    const expected = await golden.readStrip(output);
    expect(source.length).toBe(expected.length);
    for (const [n, frame] of source.entries()) {
      const { max, beyond } = difference(zimg[kernel](frame, { width, height }), expected[n]!, 1);
      expect(max).toBeLessThanOrEqual(2);
      expect(beyond).toBeLessThanOrEqual((width * height * 3) / 1000);
    }
  });
});

// Chroma is made at 16 bits, so that only the last step rounds; the tolerance is the golden data's own.
describeGolden('filters-vs/rgb_to_yuv420p8_709_full', (golden) => {
  const undithered = golden.cases.filter(({ params }) => params['dither_type'] === 'none');
  it.each(undithered)('makes 4:2:0 chroma, sited left, as zimg within 1: $name', async ({ inputs, u, v, y }) => {
    const [frames, luma, blue, red] = [
      await golden.readStrip(inputs[0]),
      await golden.readStrip(y),
      await golden.readStrip(u),
      await golden.readStrip(v),
    ];
    for (const [n, frame] of frames.entries()) {
      const chroma = rgbToChroma(frame, { matrix: 'bt709', range: 'full', bitDepth: 16 });
      expect(difference(rgbToLuma(frame, { matrix: 'bt709' }), luma[n]!.pick(null, null, 0), 1).beyond).toBe(0);
      expect(difference(halve(chroma.cb), blue[n]!.pick(null, null, 0), 1)).toMatchObject({ beyond: 0 });
      expect(difference(halve(chroma.cr), red[n]!.pick(null, null, 0), 1)).toMatchObject({ beyond: 0 });
    }
  });
});

// There and back: the original's chroma of the whole chain. What was dithered is compared by the golden's own measure.
describeGolden('filters-vs/rgb_yuv420_rgb_roundtrip', (golden) => {
  it.each(golden.cases)('goes to 4:2:0 and back as zimg does: $name', async ({ inputs, params, output }) => {
    const frames = await golden.readStrip(inputs[0]);
    const expected = await golden.readStrip(output);
    const isDithered = params['dither_type_back'] !== 'none';
    for (const [n, frame] of frames.entries()) {
      const { max, mean, beyond } = difference(thereAndBack(frame), expected[n]!, 1);
      // Up to 1.4 samples in a thousand are 2 off: zimg keeps chroma in float, and here 16 bits clip what overshoots.
      if (!isDithered) expect(beyond).toBeLessThanOrEqual(frame.size / 500);
      expect(max).toBeLessThanOrEqual(isDithered ? 3 : 2);
      expect(mean).toBeLessThan(0.6);
    }
  });
});

/** 8-bit 4:2:0 of BT.709 in full range, and from it a picture, each step rounded at its end only. */
function thereAndBack(frame: RgbImage): RgbImage {
  const [height, width] = frame.shape as [number, number, number];
  const chroma = rgbToChroma(frame, { matrix: 'bt709', range: 'full', bitDepth: 16 });
  const luma = rgbToLuma(frame, { matrix: 'bt709' });
  const enlarged = (plane: NdArray<Uint8Array>) => {
    const wide = Uint16Array.from(plane.data, (code) => Math.round(((code - 128) * 65_535) / 255 + 32_768));
    return resizeCatmullRom(ndarray(wide, plane.shape), { width, height, shift: [0.25, 0] });
  };
  const planes = {
    y: ndarray(
      Uint16Array.from(luma.data, (code) => code * 257),
      [height, width],
    ),
    cb: enlarged(halve(chroma.cb)),
    cr: enlarged(halve(chroma.cr)),
  };
  return ycbcrToRgb(planes, { matrix: 'bt709', range: 'full', bitDepth: 16 });
}

/** A plane of 16-bit chroma in half its size, sited left, with 8 bits. */
function halve(plane: NdArray<Uint8Array | Uint16Array>): NdArray<Uint8Array> {
  const [height, width] = [plane.shape[0]! / 2, plane.shape[1]! / 2];
  const half = resizeCatmullRom(plane as NdArray<Uint16Array>, { width, height, shift: [-0.5, 0] });
  const codes = Uint8Array.from(half.data, (code) => Math.round(((code - 32_768) * 255) / 65_535 + 128));
  return ndarray(codes, [height, width]);
}

/** The golden files' "input[::2,::2]/255 as float32". */
function everySecond(image: NdArray<Uint8Array>): NdArray<Float32Array> {
  const view = image.step(2, 2, 1);
  const [height, width] = view.shape as [number, number];
  const result = ndarray(new Float32Array(height * width * 3), [height, width, 3]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) result.set(y, x, c, view.get(y, x, c) / 255);
  }
  return result;
}
