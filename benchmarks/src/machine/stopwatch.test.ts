import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { measure } from './stopwatch.ts';

const BUSY =
  'const used = () => { const { user, system } = process.cpuUsage(); return user + system; }; while (used() < 4e5);';

describe('measure', () => {
  it('counts the time that a child spent on a processor', async () => {
    const { seconds, cpuSeconds } = await measure(async () => execFileSync(process.execPath, ['-e', BUSY]));
    expect(seconds).toBeGreaterThan(0.39);
    if (process.platform !== 'linux') return expect(cpuSeconds).toBeUndefined();
    // 0.4 s with Node's own start, and its end; ticks are hundredths.
    expect(cpuSeconds).toBeGreaterThan(0.38);
    expect(cpuSeconds).toBeLessThan(1.5);
  });
});
