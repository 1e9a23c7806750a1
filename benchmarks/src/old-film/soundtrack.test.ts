import { describe, expect, it } from 'vitest';
import { makeSoundtrack } from './soundtrack.ts';

describe('makeSoundtrack', () => {
  const sound = makeSoundtrack(2, [0, 1]);

  it('is stereo at 48 kHz, as long as asked', () => {
    expect(sound).toHaveLength(2 * 2 * 48_000);
  });

  it('peaks at half of full volume and is silent at both ends', () => {
    expect(sound.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeGreaterThan(15_000);
    expect(sound.every((sample) => Math.abs(sample) <= 16_384)).toBe(true);
    expect([sound[0], sound[1], sound.at(-1), sound.at(-2)]).toEqual([0, 0, 0, 0]);
  });

  it('has no clicks: no sample is far from the one before', () => {
    let step = 0;
    for (let i = 2; i < sound.length; i++) step = Math.max(step, Math.abs(sound[i]! - sound[i - 2]!));
    // 440 Hz and its partials at half volume move by less than 8 % of full volume in a sample.
    expect(step).toBeLessThan(2600);
  });
});
