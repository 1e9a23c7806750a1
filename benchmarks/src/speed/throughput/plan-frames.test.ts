import { describe, expect, it } from 'vitest';
import { planFrames } from './plan-frames.ts';

describe('planFrames', () => {
  it.each([
    [250, 0.1, 10, 100],
    [250, 0.01, 10, 250],
    [250, 4, 10, 8],
    [5, 4, 10, 5],
    [250, 0, 10, 250],
  ])('of %d frames at %d s each, for %d s, takes %d', (available, secondsPerFrame, runSeconds, frames) => {
    expect(planFrames(available, secondsPerFrame, runSeconds)).toBe(frames);
  });
});
