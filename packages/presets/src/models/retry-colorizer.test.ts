import { type Colorizer, createRgbImage, HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { retryColorizer } from './retry-colorizer.ts';

const image = createRgbImage(1, 1);
const crash = () => new HavcError('INFERENCE_FAILED', 'The process was killed.');

/** A colourizer whose calls throw these errors, one after the other, and then succeed. */
function failing(...errors: (Error | undefined)[]): Colorizer & { calls: number } {
  return {
    calls: 0,
    async colorize(picture) {
      const error = errors[this.calls++];
      if (error) throw error;
      return picture;
    },
    async dispose() {},
  };
}

describe('retryColorizer', () => {
  it('colours a picture again after a crash, and tells of it', async () => {
    const told: string[] = [];
    const colorizer = retryColorizer(failing(crash()), (error) => told.push(error.message));
    expect(await colorizer.colorize(image)).toBe(image);
    expect(told).toEqual(['The process was killed.']);
  });

  it('gives up when the same picture fails twice', async () => {
    const inner = failing(crash(), crash());
    await expect(retryColorizer(inner, () => {}).colorize(image)).rejects.toThrow('The process was killed.');
    expect(inner.calls).toBe(2);
  });

  it('gives up at the fourth crash of a run', async () => {
    const ok = undefined;
    const colorizer = retryColorizer(failing(crash(), ok, crash(), ok, crash(), ok, crash()), () => {});
    for (let picture = 0; picture < 3; picture++) await colorizer.colorize(image);
    await expect(colorizer.colorize(image)).rejects.toThrow('The process was killed.');
  });

  it.each([
    ['another error', new HavcError('ABORTED', 'Stopped.'), undefined],
    ['a run that was stopped', crash(), AbortSignal.abort()],
  ])('does not try again after %s', async (_what, error, signal) => {
    const inner = failing(error);
    const colorizer = retryColorizer(inner, () => {});
    await expect(colorizer.colorize(image, signal && { signal })).rejects.toBe(error);
    expect(inner.calls).toBe(1);
  });
});
