import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conv2d, type NetworkDefinition } from '@havc/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMet } from '../benchmark.ts';
import { bestOf, TINY_YARDSTICKS } from './measure-machine.ts';
import { type MeasuredRooflines, measureAllRooflines } from './measure-rooflines.ts';
import { rowsOf } from './model-speed.ts';
import { networkWork, roofOf } from './network-work.ts';
import { denseNetwork, productNetwork, sumNetwork, sumTraffic } from './yardsticks.ts';

/** One convolution: 3 channels of 8x8 to 4, with a border. */
const SMALL: NetworkDefinition = {
  name: 'small',
  version: 1,
  define(graph) {
    graph.output('y', conv2d(graph.input('x', [1, 3, 8, 8]), 'only', { channels: 4 }));
  },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-rooflines-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('networkWork', () => {
  it('counts the work of a convolution, and the bytes of its weights and pictures', () => {
    const { gigaflop, leastBytes } = networkWork(SMALL, 'fp32');
    // 8x8 places, 4 channels, 3 channels of 3x3 each, twice.
    expect(gigaflop).toBeCloseTo((2 * 8 * 8 * 4 * 3 * 9) / 1e9, 15);
    // Weights and biases, input, output, four bytes each.
    expect(leastBytes).toBe(4 * (4 * 3 * 9 + 4 + 3 * 64 + 4 * 64));
  });

  it('counts weights of half the length as half', () => {
    const difference = networkWork(SMALL, 'fp32').leastBytes - networkWork(SMALL, 'fp16').leastBytes;
    expect(difference).toBe(2 * (4 * 3 * 9 + 4));
  });
});

describe('roofOf', () => {
  const machine = { gigaflopPerSecond: 400, bandwidthGigabytesPerSecond: 20 };

  it.each([
    // 1 GFLOP on 1 GB: one operation a byte.
    [1, 1e9, 20],
    [20, 1e9, 400],
    [100, 1e9, 400],
    [5, 1e9, 100],
  ])('of %d GFLOP on %d bytes is %d', (gigaflop, leastBytes, roof) => {
    expect(roofOf({ gigaflop, leastBytes }, machine)).toBeCloseTo(roof, 9);
  });
});

describe('the yardsticks', () => {
  it('do as much work as they are said to', () => {
    expect(networkWork(denseNetwork(8), 'fp32').gigaflop).toBeCloseTo((8 * 2 * 96 * 96 * 256 * 256 * 9) / 1e9, 9);
    expect(networkWork(productNetwork(100, 5), 'fp32').gigaflop).toBeCloseTo((5 * 2 * 100 ** 3) / 1e9, 12);
    expect(networkWork(sumNetwork(1000, 3), 'fp32').gigaflop).toBe(0);
    // Scaled: one read, one written. Each sum: two read, one written.
    expect(sumTraffic(1000, 3)).toBe(4 * 1000 * (1 + 1 + 3 * (2 + 1)));
  });
});

describe('bestOf', () => {
  it('takes the fastest arithmetic and the fastest memory, of whatever moment', () => {
    const peak = (gigaflopPerSecond: number, bandwidthGigabytesPerSecond: number, from: string) => ({
      ...{ device: 'cpu', gigaflopPerSecond, bandwidthGigabytesPerSecond, from },
    });
    const peaks = [peak(300, 37, 'matrix products'), peak(450, 20, 'dense'), peak(333, 0, 'eccv16 itself')];
    expect(bestOf(peaks)).toEqual(peak(450, 37, 'dense'));
  });
});

describe('measureAllRooflines', () => {
  const absent = process.platform === 'win32' ? 'coreml' : 'directml';

  it('measures networks and the machine, tells why a device can not be, and leaves no graphs behind', async () => {
    const said: string[] = [];
    const { measured, notMeasured } = await measureAllRooflines({
      ...{ networks: [{ network: SMALL, size: 8, atLeast: 1 }], devices: [absent, 'cpu'], precisions: ['fp32'] },
      ...{ runs: 3, folder, yardsticks: TINY_YARDSTICKS, say: (text) => void said.push(text) },
    });
    expect(notMeasured).toMatchObject([{ what: `networks on ${absent}, fp32`, why: expect.stringContaining(absent) }]);
    expect(measured).toHaveLength(1);
    const { machine, networks } = measured[0]!;
    expect(machine.device).toBe('cpu');
    // A fast machine of these days does some thousands; a virtual core that is kept busy by others, a few.
    expect(machine.gigaflopPerSecond).toBeGreaterThan(0.1);
    expect(machine.gigaflopPerSecond).toBeLessThan(1e6);
    expect(machine.bandwidthGigabytesPerSecond).toBeGreaterThan(0.01);
    expect(machine.bandwidthGigabytesPerSecond).toBeLessThan(1e5);
    const { roofline } = networks[0]!;
    expect(roofline.seconds.values).toHaveLength(3);
    expect(roofline.fraction).toBeCloseTo(roofline.gigaflopPerSecond / machine.gigaflopPerSecond, 12);
    // No network is faster than what is called the peak.
    expect(roofline.fraction).toBeLessThanOrEqual(1);
    expect(roofline.roofGigaflopPerSecond!).toBeLessThanOrEqual(machine.gigaflopPerSecond);
    if (roofline.peer) expect(roofline.peer.ratio.values).toHaveLength(3);
    else expect(said.join()).toContain('PyTorch is not installed');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('rowsOf', () => {
  const measured: MeasuredRooflines = {
    machine: { device: 'cpu', gigaflopPerSecond: 400, from: 'matrix products', bandwidthGigabytesPerSecond: 20 },
    networks: [
      {
        roofline: {
          ...{ model: 'eccv16', inputSize: 256, device: 'cpu', precision: 'fp32', gigaflop: 80, leastBytes: 1e8 },
          seconds: { median: 0.25, spread: 0, values: [0.25] },
          ...{ gigaflopPerSecond: 320, peakGigaflopPerSecond: 400, fraction: 0.8 },
          peer: { name: 'eager PyTorch 1.13', ratio: { median: 1.5, spread: 0, values: [1.5] } },
        },
        ...{ atLeast: 2, note: 'built in 1.0 s' },
      },
    ],
  };

  it('tells peak, bandwidth, times, and the peer with its target', () => {
    const rows = rowsOf(measured);
    expect(rows.map(({ measure, value, unit }) => [measure, value, unit])).toEqual([
      ['peak', 400, 'GFLOP/s'],
      ['memory', 20, 'GB/s'],
      ['eccv16 256', 0.25, 's'],
      ['eccv16 256, PyTorch / ours', 1.5, 'x'],
    ]);
    expect(rows[2]!.note).toBe('80 GFLOP, 320 GFLOP/s, 80 % of the peak; built in 1.0 s');
    expect(isMet(rows[3]!)).toBe(false);
  });

  it('names another device', () => {
    const rows = rowsOf({ ...measured, machine: { ...measured.machine, device: 'cuda' } });
    expect(rows.map(({ measure }) => measure)).toEqual([
      ...['peak, cuda', 'memory, cuda', 'eccv16 256, cuda', 'eccv16 256, cuda, PyTorch / ours'],
    ]);
  });
});
