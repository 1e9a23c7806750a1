import { describe, expect, it } from 'vitest';
import { createSpeedMeter } from './speed-meter.ts';

function meterWithClock() {
  let at = 0;
  const meter = createSpeedMeter(() => at);
  const count = (milliseconds: number, done: number) => {
    at = milliseconds;
    meter.count(done);
  };
  return { meter, count };
}

describe('createSpeedMeter', () => {
  it('knows nothing before a second has been measured', () => {
    const { meter, count } = meterWithClock();
    expect(meter.perSecond()).toBeNull();
    count(500, 1);
    expect(meter.perSecond()).toBeNull();
    expect(meter.secondsLeft(100)).toBeNull();
    count(1499, 30);
    expect(meter.perSecond()).toBeNull();
    count(1500, 31);
    expect(meter.perSecond()).toBe(30);
  });

  it('leaves out the time before the first count', () => {
    const { meter, count } = meterWithClock();
    count(60_000, 1);
    count(62_000, 51);
    expect(meter.perSecond()).toBe(25);
    expect(meter.secondsLeft(101)).toBe(2);
  });

  it('forgets what is more than ten seconds old', () => {
    const { meter, count } = meterWithClock();
    for (let second = 0; second <= 20; second++) count(second * 1000, second * 100);
    for (let second = 21; second <= 40; second++) count(second * 1000, 2000 + (second - 20) * 10);
    expect(meter.perSecond()).toBe(10);
  });

  it('can tell no time for an unknown total, and none is left past the end', () => {
    const { meter, count } = meterWithClock();
    count(0, 0);
    count(1000, 10);
    expect(meter.secondsLeft(null)).toBeNull();
    expect(meter.secondsLeft(5)).toBe(0);
  });

  it('has no speed while the clock stands still', () => {
    const { meter, count } = meterWithClock();
    count(0, 0);
    count(0, 10);
    expect(meter.perSecond()).toBeNull();
  });
});
