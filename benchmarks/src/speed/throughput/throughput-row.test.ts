import { parseRecipe } from '@havc/presets';
import { describe, expect, it } from 'vitest';
import type { MeasuredThroughput } from './measure-throughput.ts';
import { type ThroughputSubject, throughputRow } from './throughput-row.ts';

const subject: ThroughputSubject = {
  ...{ id: 'x', label: 'X', kind: 'recipe', width: 64, height: 48, precision: 'fp32' },
  ...{ recipe: parseRecipe({ size: 240, color: { model: 'compact' } }), notes: ['made'] },
};
const measured: MeasuredThroughput = {
  ...{ devices: ['cuda', 'cpu'], notices: ['preview'], frames: 100, firstFrameSeconds: 2, peakMemory: 5, stages: [] },
  runs: [
    { seconds: 10, cpuSeconds: 15, joules: 700, peerSeconds: 5 },
    { seconds: 20, cpuSeconds: 16, joules: 900, peerSeconds: 5 },
    { seconds: 12.5, cpuSeconds: 17, joules: 800, peerSeconds: 5 },
  ],
  energy: { sources: [], notes: [] },
};

describe('throughputRow', () => {
  it('has medians and spreads of what was measured', () => {
    expect(throughputRow(subject, measured)).toEqual({
      ...{ id: 'x', label: 'X', kind: 'recipe', width: 64, height: 48, precision: 'fp32' },
      ...{ workingSize: 240, device: 'cuda+cpu', frames: 100, firstFrameSeconds: 2, peakMemory: 5, stages: [] },
      framesPerSecond: { median: 8, spread: 5 / 8, values: [10, 5, 8] },
      wallSeconds: { median: 12.5, spread: 0.8, values: [10, 20, 12.5] },
      cpuSeconds: { median: 16, spread: 2 / 16, values: [15, 16, 17] },
      joules: { median: 800, spread: 0.25, values: [700, 900, 800] },
      peer: {
        name: 'ffmpeg transcode with the same encoder settings',
        ratio: { median: 0.4, spread: 0.25 / 0.4, values: [0.5, 0.25, 0.4] },
      },
      notes: ['made', 'preview'],
    });
  });

  it('leaves out what a run could not tell', () => {
    const [first, ...rest] = measured.runs;
    const runs = [{ ...first!, joules: undefined, cpuSeconds: undefined }, ...rest];
    const row = throughputRow(subject, { ...measured, runs, peakMemory: undefined });
    for (const key of ['joules', 'cpuSeconds', 'peakMemory']) expect(row).not.toHaveProperty(key);
  });

  it("calls the film's own size nothing", () => {
    const recipe = parseRecipe({ size: 'full', color: { model: 'compact' } });
    expect(throughputRow({ ...subject, recipe }, measured).workingSize).toBe(0);
  });
});
