import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../testing/golden.ts';
import { layouts, noise } from '../testing/images.ts';
import { overRuns, PixelRun, RUN_PIXELS, runAddress } from './pixel-run.ts';

const memory = () => new Uint8Array(1 << 20);

describe('PixelRun', () => {
  it('lays pixels without gaps, whatever the strides, and puts them back', () => {
    const image = noise(7, 5);
    for (const [name, view] of Object.entries(layouts(image))) {
      const bytes = memory();
      const run = new PixelRun(view, bytes, 0);
      run.read(3, 20);
      expect([...bytes.subarray(run.address, run.address + 60)], name).toEqual([...image.data.subarray(9, 69)]);
      bytes.fill(9, run.address, run.address + 60);
      run.write(3, 20);
      const changed = noise(7, 5);
      changed.data.fill(9, 9, 69);
      expect(difference(view, changed), name).toMatchObject({ max: 0 });
    }
  });

  it('takes planes too', () => {
    const plane = noise(7, 5, 1);
    for (const view of Object.values(layouts(plane))) {
      const bytes = memory();
      const run = new PixelRun(view, bytes, 1);
      run.read(6, 10);
      expect([...bytes.subarray(run.address, run.address + 10)]).toEqual([...plane.data.subarray(6, 16)]);
    }
  });

  it('has places that are apart from each other and from the first 64 KB', () => {
    expect(runAddress(0)).toBe(65_536);
    expect(runAddress(1) - runAddress(0)).toBeGreaterThanOrEqual(3 * RUN_PIXELS + 48);
    expect(runAddress(1) % 16).toBe(0);
  });
});

describe('overRuns', () => {
  it('takes every pixel once, in runs of which only the last may be short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.integer({ min: 1, max: 70 }), (width, height) => {
        const image = noise(width, height);
        const out = noise(width, height);
        out.data.fill(0);
        const bytes = memory();
        const from = new PixelRun(image, bytes, 0);
        const to = new PixelRun(out, bytes, 1);
        const lengths: number[] = [];
        overRuns([from], to, image, (pixels) => {
          lengths.push(pixels);
          bytes.copyWithin(to.address, from.address, from.address + 3 * pixels);
        });
        expect(difference(out, image)).toMatchObject({ max: 0 });
        expect(lengths.slice(0, -1).every((length) => length === RUN_PIXELS)).toBe(true);
      }),
    );
  });
});
