import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernelNames, measureKernelRatios, measurePipelineRatio } from './ratios.ts';

const photographs = fileURLToPath(new URL('../../../media', import.meta.url));
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'havc-ratios-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe('measureKernelRatios', () => {
  it('finds each kernel faster than the same through get and set', async () => {
    const ratios = await measureKernelRatios(undefined, { pictureSize: [160, 120], repeats: 5 });
    expect(ratios.map(({ name }) => name)).toEqual(kernelNames());
    // Each wins by 3 and more; a machine that is busy with other things is no reason to fail.
    for (const { name, ratio } of ratios) expect(ratio.median, name).toBeGreaterThan(1);
    for (const { ratio } of ratios) expect(ratio.values).toHaveLength(5);
  });

  it('measures those that are named, in that order', async () => {
    const ratios = await measureKernelRatios(['rgbToLab', 'rgbToChroma'], { pictureSize: [16, 16], repeats: 1 });
    expect(ratios.map(({ name }) => name)).toEqual(['rgbToLab', 'rgbToChroma']);
  });

  it('says which names there are for one that there is not', async () => {
    await expect(measureKernelRatios(['rgbToLap'])).rejects.toThrow(
      /no kernel "rgbToLap": choose from rgbToChroma, .*rgbToLab/,
    );
  });
});

describe('measurePipelineRatio', () => {
  it('compares with ffmpeg, and leaves nothing behind', async () => {
    const { ratio } = await measurePipelineRatio({
      ...{ photographs, scratch, width: 128, height: 72, frames: 10, repeats: 2 },
    });
    expect(ratio.values).toHaveLength(2);
    expect(ratio.median).toBeGreaterThan(0.01);
    expect(ratio.median).toBeLessThan(10);
    expect(await readdir(scratch)).toEqual([]);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(measurePipelineRatio({ photographs, scratch, frames: 10, signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(await readdir(scratch)).toEqual([]);
  });
});
