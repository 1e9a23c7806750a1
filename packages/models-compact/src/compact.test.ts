import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createRgbImage, HavcError, type RgbImage, sizeOf } from '@havc/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CompactColorizer, compact } from './compact.ts';
import { createLightnessKernel } from './lightness.ts';

let colorizer: CompactColorizer;
beforeAll(async () => {
  colorizer = await compact({ device: 'cpu' });
});
afterAll(() => colorizer.dispose());

/** A gray picture with something to see: a bright sky over a darker, patterned ground. */
function landscape(width: number, height: number): RgbImage {
  const image = createRgbImage(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const value = y < height / 2 ? 190 - (60 * y) / height : 70 + 30 * Math.sin(x / 3) * Math.cos(y / 5);
      image.data.fill(value, at, at + 3);
    }
  }
  return image;
}

function lightnessOf(image: RgbImage): Float32Array {
  const L = new Float32Array(image.data.length / 3);
  createLightnessKernel()(image.data, L);
  return L;
}

/** Mean distance between the largest and the smallest channel of a pixel. */
function colorfulness(image: RgbImage): number {
  let sum = 0;
  for (let at = 0; at < image.data.length; at += 3) {
    const pixel = image.data.subarray(at, at + 3);
    sum += Math.max(...pixel) - Math.min(...pixel);
  }
  return (sum * 3) / image.data.length;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  return HavcError.is(error) ? error.code : `no HavcError: ${error}`;
}

describe('colorize', () => {
  it('adds colour, keeps lightness, and leaves the input as it is', async () => {
    const image = landscape(320, 240);
    const before = image.data.slice();
    const result = await colorizer.colorize(image);
    expect(sizeOf(result)).toEqual({ width: 320, height: 240 });
    expect(image.data).toEqual(before);
    expect(colorfulness(result)).toBeGreaterThan(5);
    const L = lightnessOf(image);
    // One unit: 8-bit rounding of three channels. No pixel of this picture is near the edge of the gamut.
    lightnessOf(result).forEach((value, at) => {
      if (Math.abs(value - L[at]!) > 1) expect.fail(`lightness ${value} for ${L[at]} at ${at}`);
    });
  });

  it.each([
    [1, 1],
    [3, 3],
    [1, 300],
    [1000, 2],
    [257, 255],
    [16000, 16],
  ])('takes pictures of %d x %d', async (width, height) => {
    const result = await colorizer.colorize(landscape(width, height));
    expect(sizeOf(result)).toEqual({ width, height });
    expect(result.data.length).toBe(width * height * 3);
  });

  it('takes a view on a part of a picture', async () => {
    const image = landscape(200, 100);
    const part = image.lo(10, 20, 0).hi(60, 90, 3);
    const copy = createRgbImage(90, 60);
    for (let y = 0; y < 60; y++) {
      copy.data.set(image.data.subarray(((y + 10) * 200 + 20) * 3, ((y + 10) * 200 + 110) * 3), y * 90 * 3);
    }
    expect((await colorizer.colorize(part)).data).toEqual((await colorizer.colorize(copy)).data);
  });

  it('sees the lightness only: a coloured picture comes out like its gray', async () => {
    const gray = landscape(160, 120);
    const once = await colorizer.colorize(gray);
    const twice = await colorizer.colorize(once);
    // Three levels: the coloured picture's lightness is rounded to 8 bit in each channel before it's seen again.
    twice.data.forEach((code, at) => {
      if (Math.abs(code - once.data[at]!) > 3) expect.fail(`${code} for ${once.data[at]} at ${at}`);
    });
  });

  it('colours overlapping calls of different sizes each for itself', async () => {
    const images = [landscape(64, 64), landscape(100, 30), landscape(64, 64), landscape(31, 77)];
    const together = await Promise.all(images.map((image) => colorizer.colorize(image)));
    for (const [index, image] of images.entries()) {
      expect(together[index]!.data).toEqual((await colorizer.colorize(image)).data);
    }
  });

  it('refuses what is no picture', async () => {
    const plane = { ...landscape(4, 4), shape: [4, 12] } as RgbImage;
    expect(await codeOf(colorizer.colorize(plane))).toBe('SHAPE_INVALID');
  });

  it('stops on its signal', async () => {
    const signal = AbortSignal.abort();
    expect(await codeOf(colorizer.colorize(landscape(8, 8), { signal }))).toBe('ABORTED');
  });

  it('leaves the event loop of the main process free', async () => {
    const image = landscape(852, 480);
    await colorizer.colorize(image);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await Promise.all(Array.from({ length: 40 }, () => colorizer.colorize(image)));
    delay.disable();
    // The project's promise is 20 ms at the 99th percentile; measured on two busy cores: 2 to 4 ms. Inference in this
    // process would give at least the 12 ms of each run, and 20 with the work around it.
    expect(delay.percentile(99) / 1e6).toBeLessThan(20);
  });
});

describe('compact', () => {
  it('averages over several input sizes', async () => {
    await using small = await compact({ device: 'cpu', inputSizes: [160] });
    await using large = await compact({ device: 'cpu', inputSizes: [256] });
    const image = landscape(256, 256);
    const [mean, first, second] = await Promise.all([colorizer, small, large].map((each) => each.colorize(image)));
    let inside = 0;
    for (let at = 0; at < mean!.data.length; at++) {
      const [low, high] = [first!.data[at]!, second!.data[at]!].sort((a, b) => a - b);
      if (mean!.data[at]! >= low! - 1 && mean!.data[at]! <= high! + 1) inside++;
    }
    expect(first!.data).not.toEqual(second!.data);
    // Between the two nearly everywhere; the way from Lab to R'G'B' bends a little.
    expect(inside / mean!.data.length).toBeGreaterThan(0.99);
  });

  it('calms the frames of a film when it is asked to', async () => {
    await using steady = await compact({ device: 'cpu', steady: true });
    const film = [0, 1, 2, 3].map((shift) => {
      const frame = landscape(128, 96);
      frame.data.forEach((code, at) => {
        frame.data[at] = code + ((at / 3 + shift * 5) % 7); // a grain that changes from frame to frame
      });
      return frame;
    });
    const change = async (each: CompactColorizer): Promise<number> => {
      const frames = [];
      for (const frame of film) frames.push(await each.colorize(frame));
      // Red minus blue is colour only: the grain's lightness cancels out, to a level of rounding.
      const tint = frames.map(({ data }) =>
        data.filter((_, at) => at % 3 === 0).map((red, pixel) => red - data[pixel * 3 + 2]! + 128),
      );
      let sum = 0;
      for (let at = 0; at < tint[0]!.length; at++) sum += Math.abs(tint[3]![at]! - tint[2]![at]!);
      return sum;
    };
    expect(await change(steady)).toBeLessThan(0.8 * (await change(colorizer)));
  });

  it.each([[[]], [[63]], [[1025]], [[256.5]], [[256, Number.NaN]]])(
    'refuses the input sizes %j',
    async (inputSizes) => {
      expect(await codeOf(compact({ inputSizes }))).toBe('OPTION_INVALID');
    },
  );

  it('refuses calls after it was disposed', async () => {
    const brief = await compact({ device: 'cpu' });
    await brief.dispose();
    await brief.dispose();
    expect(await codeOf(brief.colorize(landscape(4, 4)))).toBe('ABORTED');
  });
});
