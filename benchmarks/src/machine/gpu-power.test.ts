import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPowerIntegral, parseWatts, watchGpuPower, whyNoGpuPower } from './gpu-power.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc gpu '));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that prints lines as nvidia-smi does, again and again where it is told to. */
async function fakeSmi(lines: readonly string[], exitCode = 0): Promise<string> {
  const path = join(folder, 'nvidia-smi');
  const print = `print() { cat <<'EOT'\n${lines.join('\n')}\nEOT\n}`;
  await writeFile(
    path,
    `#!/bin/sh\n${print}\ncase "$*" in *--loop-ms*) while print; do sleep 0.1; done;; *) print; exit ${exitCode};; esac\n`,
  );
  await chmod(path, 0o755);
  return path;
}

describe('parseWatts', () => {
  it.each([
    ['61.54', 61.54],
    [' 9 ', 9],
    ['[N/A]', undefined],
    ['[Not Supported]', undefined],
    ['', undefined],
    ['61.54 W', undefined],
    ['-3', undefined],
    ['1e3', undefined],
    ['NVIDIA-SMI has failed because it could not communicate with the driver.', undefined],
  ])('%j is %s', (line, watts) => expect(parseWatts(line)).toBe(watts));

  it('takes no other text for a number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const watts = parseWatts(text);
        expect(watts === undefined || (Number.isFinite(watts) && watts >= 0)).toBe(true);
      }),
    );
  });
});

describe('the integral of power', () => {
  it('is power by time where power is steady', () => {
    const integral = createPowerIntegral();
    for (const at of [0, 100, 250, 1000]) integral.add(at, [30, 20]);
    expect(integral.joulesUntil(2000)).toBeCloseTo(100, 9);
  });

  it('is the area below a ramp', () => {
    const integral = createPowerIntegral();
    integral.add(0, [0]);
    integral.add(2000, [100]);
    expect(integral.joulesUntil(2000)).toBeCloseTo(100, 9);
  });

  it('does not exist without a number', () => expect(createPowerIntegral().joulesUntil(1000)).toBeUndefined());
});

describe.skipIf(process.platform === 'win32')('nvidia-smi', () => {
  it('is read while it goes on', async () => {
    const program = await fakeSmi(['100.00', '[N/A]', '50.00']);
    expect(whyNoGpuPower(program)).toBeUndefined();
    const startedAt = performance.now();
    const watch = watchGpuPower(program);
    await sleep(700);
    const joules = watch.stop()!;
    const seconds = (performance.now() - startedAt) / 1000;
    // 150 W, less the time until the program has started.
    expect(joules).toBeGreaterThan(15);
    expect(joules).toBeLessThanOrEqual(150 * seconds);
  });

  it('gives nothing where it is missing, and the reason', () => {
    const program = join(folder, 'missing');
    expect(whyNoGpuPower(program)).toBe(`there is no ${program}`);
    expect(watchGpuPower(program).stop()).toBeUndefined();
  });

  it('gives nothing where the driver is missing', async () => {
    const program = await fakeSmi(['NVIDIA-SMI has failed'], 9);
    expect(whyNoGpuPower(program)).toBe(`${program} ended with 9`);
  });

  it('gives nothing where the card does not know', async () => {
    const program = await fakeSmi(['[N/A]']);
    expect(whyNoGpuPower(program)).toBe(`${program} knows no power ("[N/A]")`);
  });
});
