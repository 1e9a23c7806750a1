import { describe, expect, it } from 'vitest';
import { difference } from '../../../core/src/testing/golden.ts';
import { expectAnyLayout, pictureOf } from '../../../core/src/testing/images.ts';
import { lumaMask } from '../luma/luma-mask.ts';
import { type MaskedMergeOptions, mergeMask } from './merge-mask.ts';
import { unlikePair } from './testing.ts';

describe('mergeMask', () => {
  it('shows where the second picture is bright enough', () => {
    const [first, second] = unlikePair();
    const mask = mergeMask(first, second, { method: 'luma-masked', dark: 0.2 });
    expect(difference(mask, lumaMask(second, { dark: 0.2, white: 0.65 }))).toMatchObject({ max: 0 });
  });

  it('shows where the first picture is gray', () => {
    const first = pictureOf([90, 90, 90], [255, 0, 0]);
    const mask = mergeMask(first, first, { method: 'chroma-retention' });
    expect([...mask.data]).toEqual([255, 0]);
  });

  it('shows by how many codes the bounds cut', () => {
    const gray = pictureOf([128, 128, 128], [128, 128, 128]);
    // Pure blue has U 239, V 103: 111 and 25 codes from gray. The other is 2 codes away.
    const second = pictureOf([0, 0, 255], [128, 127, 132]);
    expect([...mergeMask(gray, second, { method: 'constrained-chroma' }).data]).toEqual([111 - 19, 0]);
    const adaptive = { method: 'chroma-bound-adaptive', tolerance: 40, extraTolerance: 0 } as const;
    expect([...mergeMask(gray, second, adaptive).data]).toEqual([111 - 40, 0]);
  });

  it.each(['luma-masked', 'chroma-retention', 'constrained-chroma', 'chroma-bound-adaptive'] as const)(
    'reads and writes any strides: %s',
    (method) => {
      const [first, second] = unlikePair();
      expectAnyLayout(first, (view, out) => mergeMask(view, second, { method }, out));
      expectAnyLayout(first, (view, out) => mergeMask(second, view, { method }, out));
    },
  );

  it('refuses methods that have no mask', () => {
    const [first, second] = unlikePair();
    const options = { method: 'simple' } as unknown as MaskedMergeOptions;
    expect(() => mergeMask(first, second, options)).toThrow('options.method "simple" treats all pixels alike');
  });
});
