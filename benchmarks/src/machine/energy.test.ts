import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openEnergyMeter } from './energy.ts';

let powercap: string;
let counter: string;
beforeEach(async () => {
  powercap = await mkdtemp(join(tmpdir(), 'havc-energy-'));
  counter = join(powercap, 'intel-rapl:0', 'energy_uj');
  await mkdir(join(powercap, 'intel-rapl:0'));
  await writeFile(join(powercap, 'intel-rapl:0', 'name'), 'package-0\n');
  await writeFile(join(powercap, 'intel-rapl:0', 'max_energy_range_uj'), '10000000\n');
  await writeFile(counter, '9000000\n');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(powercap, { recursive: true });
});

it('counts what a package used', async () => {
  const meter = openEnergyMeter({ gpu: false, powercap });
  expect(meter).toMatchObject({ sources: ['package-0 (RAPL)'], notes: [] });
  const count = meter.start();
  await writeFile(counter, '9250000\n');
  expect(count.stop()).toBeCloseTo(0.25, 9);
});

it('follows a counter that begins anew several times', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const count = openEnergyMeter({ gpu: false, powercap }).start();
  // 9 J, 4 J of the next round of 10 J, 2 J of the one after it.
  await writeFile(counter, '4000000\n');
  vi.advanceTimersByTime(10_000);
  await writeFile(counter, '2000000\n');
  vi.advanceTimersByTime(10_000);
  expect(count.stop()).toBeCloseTo(13, 9);
});

it('gives no part for the whole where a counter fails on the way', async () => {
  const count = openEnergyMeter({ gpu: false, powercap }).start();
  await rm(counter);
  expect(count.stop()).toBeUndefined();
});

it('says why there is nothing', () => {
  const missing = join(powercap, 'missing');
  const meter = openEnergyMeter({ gpu: true, powercap: missing, nvidiaSmi: missing });
  expect(meter.sources).toEqual([]);
  expect(meter.notes).toEqual([
    `The processor's energy can't be read: there is no ${missing}.`,
    `The energy of graphics processors can't be read: there is no ${missing}.`,
  ]);
  expect(meter.start().stop()).toBeUndefined();
});
