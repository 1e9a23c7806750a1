import type { NdArray } from 'ndarray';
import { expect, it } from 'vitest';
import { colorCube, sha256 } from '../testing/cube.ts';
import { describeGolden, difference, type GoldenSuite, readGray, readRgb } from '../testing/golden.ts';
import { rgbToGray } from './gray.ts';
import { hsvToRgb, rgbToHsv } from './hsv.ts';
import { rgbToYuv, yuvToRgb } from './yuv.ts';

// Everything here is exact: the kernels do OpenCV's own integer arithmetic.

const kernels = { cv2_rgb2yuv: rgbToYuv, cv2_yuv2rgb: yuvToRgb, cv2_rgb2hsv: rgbToHsv };

for (const [name, kernel] of Object.entries(kernels)) {
  describeGolden(`filters/${name}`, (golden) => {
    it.each(pictures(golden))('equals OpenCV: $name', async ({ inputs, output }) => {
      const actual = kernel(await readRgb(golden.path(inputs[0])));
      expect(difference(actual, await readRgb(golden.path(output)))).toMatchObject({ beyond: 0 });
    });
    it.each(cubes(golden))('equals OpenCV in all 256³ colours: $name', ({ output }) => {
      expect(sha256(kernel(colorCube()))).toBe((output as { sha256: string }).sha256);
    });
  });
}

describeGolden('filters/cv2_rgb2gray', (golden) => {
  it.each(pictures(golden))('equals OpenCV: $name', async ({ inputs, output }) => {
    const actual = rgbToGray(await readRgb(golden.path(inputs[0])));
    expect(difference(actual, await readGray(golden.path(output)))).toMatchObject({ beyond: 0 });
  });
  it.each(cubes(golden))('equals OpenCV in all 256³ colours: $name', ({ output }) => {
    expect(sha256(rgbToGray(colorCube()))).toBe((output as { sha256: string }).sha256);
  });
});

describeGolden('filters/cv2_hsv2rgb', (golden) => {
  it.each(pictures(golden))(
    'equals OpenCV, but for its rounding at the end of a row: $name',
    async ({ inputs, output }) => {
      const actual = hsvToRgb(await readRgb(golden.path(inputs[0])));
      const expected = await readRgb(golden.path(output));
      const width = actual.shape[1]!;
      // OpenCV cuts off fractions in blocks of 32 pixels, and rounds in the rest of the row: at most 1 more there.
      const blocks = width - (width % 32);
      expect(difference(columns(actual, 0, blocks), columns(expected, 0, blocks))).toMatchObject({ beyond: 0 });
      expect(difference(columns(actual, blocks, width), columns(expected, blocks, width), 1)).toMatchObject({
        beyond: 0,
      });
    },
  );
  it.each(cubes(golden))('equals OpenCV in all 256³ colours, on its vector path: $name', ({ output }) => {
    expect(sha256(hsvToRgb(colorCube()))).toBe((output as { sha256: string }).sha256);
  });
});

function pictures(golden: GoldenSuite) {
  return golden.cases.filter(({ inputs }) => inputs.length > 0);
}

function cubes(golden: GoldenSuite) {
  return golden.cases.filter(({ inputs }) => inputs.length === 0);
}

function columns(image: NdArray<Uint8Array>, from: number, to: number): NdArray<Uint8Array> {
  return image.lo(0, from, 0).hi(image.shape[0]!, to - from, 3);
}
