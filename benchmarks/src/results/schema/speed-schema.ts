import { z } from 'zod';
import { SPEED_STAGES, type SpeedResults } from '../speed-results.ts';
import { notes } from './color-schema.ts';
import { amount, count, list, number, positive, text } from './fields.ts';

const MAX_ROWS = 10_000;
const MAX_SAMPLES = 10_000;

const samples = z.object({ median: number, spread: number, values: list(number, MAX_SAMPLES) });

const peer = z.object({ name: text, ratio: samples });

const throughput = z.object({
  id: text,
  label: text,
  kind: z.enum(['model', 'preset', 'recipe', 'pipeline']),
  width: positive,
  height: positive,
  workingSize: count,
  device: text,
  precision: text,
  frames: count,
  framesPerSecond: samples,
  wallSeconds: samples,
  cpuSeconds: samples.exactOptional(),
  firstFrameSeconds: amount.exactOptional(),
  peakMemory: amount.exactOptional(),
  joules: samples.exactOptional(),
  stages: list(
    z.object({ stage: z.enum(SPEED_STAGES), secondsPerFrame: amount, cpuSecondsPerFrame: amount.exactOptional() }),
    100,
  ),
  peer: peer.exactOptional(),
  notes,
});

const roofline = z.object({
  model: text,
  inputSize: count,
  device: text,
  precision: text,
  gigaflop: amount,
  leastBytes: amount,
  seconds: samples,
  gigaflopPerSecond: amount,
  peakGigaflopPerSecond: amount,
  fraction: amount,
  peakFrom: text.exactOptional(),
  bandwidthGigabytesPerSecond: amount.exactOptional(),
  roofGigaflopPerSecond: amount.exactOptional(),
  peer: peer.exactOptional(),
});

const row = z.object({
  benchmark: text,
  measure: text,
  value: number,
  unit: text,
  samples: list(number, MAX_SAMPLES).exactOptional(),
  target: z.union([z.strictObject({ atMost: number }), z.strictObject({ atLeast: number })]).exactOptional(),
  note: text.exactOptional(),
});

/** The speed part of a run's results. */
export const speedSchema = z.object({
  throughput: list(throughput, MAX_ROWS),
  rooflines: list(roofline, MAX_ROWS),
  rows: list(row, MAX_ROWS),
  notMeasured: list(z.object({ what: text, why: text }), MAX_ROWS).exactOptional(),
  energy: z.object({ sources: list(text, 100), notes: list(text, 100) }).exactOptional(),
}) satisfies z.ZodType<SpeedResults>;
