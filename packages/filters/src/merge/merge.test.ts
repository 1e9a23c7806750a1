import { type Colorizer, createRgbImage, HavcError, type RgbImage, replaceLuma, rgbToYuv } from '@havc/core';
import { describe, expect, it, vi } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { noise } from '../../../core/src/testing/images.ts';
import { merge } from './merge.ts';
import { mergeImages } from './merge-images.ts';
import { constrainedChroma, lumaMasked, type MergeOptions, simpleMerge } from './merge-options.ts';

/** A colourizer that tints its picture, and keeps a diary. */
function tinting(red: number, blue: number): Colorizer & { colorize: ReturnType<typeof vi.fn>; disposals: number } {
  const tinted = {
    disposals: 0,
    colorize: vi.fn(async (image: RgbImage) => {
      const tint = createRgbImage(image.shape[1]!, image.shape[0]!);
      for (let i = 0; i < tint.data.length; i += 3) tint.data.set([red, 100, blue], i);
      return replaceLuma(image, tint);
    }),
    async dispose() {
      tinted.disposals++;
    },
  };
  return tinted;
}

/** A colourizer that only ends by its signal. */
function waiting(): Colorizer & { aborted: boolean } {
  const colorizer = {
    aborted: false,
    colorize: (_: RgbImage, { signal }: { signal?: AbortSignal } = {}) =>
      new Promise<RgbImage>((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          colorizer.aborted = true;
          reject(new HavcError('ABORTED', 'stopped'));
        });
      }),
    dispose: async () => {},
  };
  return colorizer;
}

const picture = noise(6, 4);

describe('merge', () => {
  it('merges what two colourizers make of a picture, and puts its luma back', async () => {
    const [warm, cold] = [tinting(160, 60), tinting(60, 160)];
    const options = constrainedChroma({ threshold: 0.1 });
    const merged = await merge(options, warm, cold).colorize(picture);
    const parts = mergeImages(await warm.colorize(picture), await cold.colorize(picture), options);
    expect(difference(merged, replaceLuma(picture, parts))).toMatchObject({ max: 0 });
  });

  it.each([simpleMerge(), constrainedChroma(), lumaMasked({ saturation: 0.5 }), { method: 'first' } as const])(
    'keeps the luma of the picture: %j',
    async (options) => {
      // Dark middle grays, so that no colour is clipped and the red fix is at work.
      const gray = createRgbImage(2, 2, new Uint8Array(12).fill(60));
      const bright: Colorizer = {
        colorize: async () =>
          createRgbImage(
            2,
            2,
            Uint8Array.from({ length: 12 }, (_, n) => [75, 66, 60][n % 3]!),
          ),
        dispose: async () => {},
      };
      const colored = rgbToYuv(await merge(options, bright, bright).colorize(gray)).data;
      for (let i = 0; i < 12; i += 3) expect(colored[i]).toBe(60);
    },
  );

  it("merges by a function of one's own, which may return what it was given", async () => {
    const [warm, cold] = [tinting(160, 60), tinting(60, 160)];
    const own = await cold.colorize(picture);
    const kept = own.data.slice();
    const giving: Colorizer = { ...cold, colorize: async () => own };
    const merged = await merge((_, second) => second, warm, giving).colorize(picture);
    expect(difference(merged, replaceLuma(picture, own))).toMatchObject({ max: 0 });
    expect(own.data).toEqual(kept);
  });

  it('nests', async () => {
    const parts = [tinting(160, 60), tinting(60, 160), tinting(100, 100)];
    const hybrid = merge(simpleMerge(), parts[0]!, merge(lumaMasked(), parts[1]!, parts[2]!));
    expect((await hybrid.colorize(picture)).shape).toEqual(picture.shape);
    await hybrid.dispose();
    expect(parts.map((part) => part.disposals)).toEqual([1, 1, 1]);
  });

  it.each([
    ['first', [1, 0]],
    ['second', [0, 1]],
  ] as const)('asks only the %s one where only that counts', async (method, calls) => {
    const parts = [tinting(160, 60), tinting(60, 160)];
    await merge({ method }, parts[0]!, parts[1]!).colorize(picture);
    expect(parts.map((part) => part.colorize.mock.calls.length)).toEqual(calls);
  });

  it('disposes of both once, however often it is asked to, and of a shared one once', async () => {
    const [warm, cold] = [tinting(160, 60), tinting(60, 160)];
    const hybrid = merge(simpleMerge(), warm, cold);
    await Promise.all([hybrid.dispose(), hybrid.dispose()]);
    await hybrid[Symbol.asyncDispose]();
    expect([warm.disposals, cold.disposals]).toEqual([1, 1]);
    await merge(simpleMerge(), warm, warm).dispose();
    expect(warm.disposals).toBe(2);
  });

  it('disposes of the second when the first fails to be', async () => {
    const cold = tinting(60, 160);
    const broken: Colorizer = { ...tinting(1, 1), dispose: () => Promise.reject(new Error('stuck')) };
    await expect(merge(simpleMerge(), broken, cold).dispose()).rejects.toThrow('stuck');
    expect(cold.disposals).toBe(1);
  });

  it('stops the other when one fails, and throws the error of the one', async () => {
    for (const order of ['first fails', 'second fails']) {
      const other = waiting();
      const broken: Colorizer = {
        colorize: async () => {
          await Promise.resolve();
          throw new HavcError('INFERENCE_FAILED', 'The model is broken.');
        },
        dispose: async () => {},
      };
      const hybrid =
        order === 'first fails' ? merge(simpleMerge(), broken, other) : merge(simpleMerge(), other, broken);
      await expect(hybrid.colorize(picture), order).rejects.toMatchObject({ code: 'INFERENCE_FAILED' });
      expect(other.aborted, order).toBe(true);
    }
  });

  it("doesn't start the second when the first fails at once", async () => {
    const other = tinting(1, 1);
    const broken: Colorizer = {
      colorize: () => {
        throw new HavcError('INFERENCE_FAILED', 'The model is broken.');
      },
      dispose: async () => {},
    };
    await expect(merge(simpleMerge(), broken, other).colorize(picture)).rejects.toThrow('The model is broken.');
    expect(other.colorize).not.toHaveBeenCalled();
  });

  it('stops both when it is aborted, before it starts or while it runs', async () => {
    const both = [waiting(), waiting()] as const;
    const controller = new AbortController();
    const work = merge(simpleMerge(), ...both).colorize(picture, { signal: controller.signal });
    controller.abort();
    await expect(work).rejects.toMatchObject({ code: 'ABORTED' });
    expect(both.map((colorizer) => colorizer.aborted)).toEqual([true, true]);
    const warm = tinting(1, 1);
    const late = merge(simpleMerge(), warm, warm).colorize(picture, { signal: AbortSignal.abort() });
    await expect(late).rejects.toMatchObject({ code: 'ABORTED' });
    expect(warm.colorize).not.toHaveBeenCalled();
  });

  it('leaves no listener on a signal that lives on', async () => {
    const { signal } = new AbortController();
    const [add, remove] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')];
    await merge(simpleMerge(), tinting(1, 1), tinting(2, 2)).colorize(picture, { signal });
    expect(remove).toHaveBeenCalledTimes(add.mock.calls.length);
  });

  it('refuses wrong options when it is made, not at the first picture', () => {
    const part = tinting(1, 1);
    expect(() => merge({ method: 'simple', weight: 7 }, part, part)).toThrow('options.weight');
    expect(() => merge({ method: 'mix' } as unknown as MergeOptions, part, part)).toThrow('options.method');
  });
});
