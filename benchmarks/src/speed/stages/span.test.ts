import { describe, expect, it } from 'vitest';
import { stageTime, startClock, without } from './span.ts';

const span = (seconds: number, cpuSeconds: number | undefined, frames: number) => ({ seconds, cpuSeconds, frames });

describe('stageTime', () => {
  it('is the median of times by frame, not of times', () => {
    const spans = [span(10, 20, 10), span(6, 4, 2), span(4, 8, 2)];
    expect(stageTime('decode', spans)).toEqual({ stage: 'decode', secondsPerFrame: 2, cpuSecondsPerFrame: 2 });
  });

  it('has no processor time where one of them is not known', () => {
    const spans = [span(1, 1, 1), span(1, undefined, 1)];
    expect(stageTime('encode', spans)).toEqual({ stage: 'encode', secondsPerFrame: 1 });
  });
});

describe('without', () => {
  it('takes a part away', () => expect(without(span(5, 8, 3), span(2, 7, 3))).toEqual(span(3, 1, 3)));

  it('never leaves less than nothing', () => expect(without(span(1, 1, 3), span(1.1, 1.5, 3))).toEqual(span(0, 0, 3)));

  it('does not know what is left of what is not known', () =>
    expect(without(span(5, undefined, 3), span(2, 7, 3))).toEqual(span(3, undefined, 3)));
});

it('startClock counts time on processors and by the clock', () => {
  const clock = startClock();
  const used = () => process.cpuUsage().user + process.cpuUsage().system;
  const end = used() + 100_000;
  while (used() < end);
  const { seconds, cpuSeconds } = clock();
  expect(seconds).toBeGreaterThan(0.09);
  if (process.platform !== 'linux') return expect(cpuSeconds).toBeUndefined();
  // Ticks are hundredths of a second.
  expect(cpuSeconds).toBeGreaterThan(0.08);
  expect(cpuSeconds).toBeLessThan(2);
});
