import { channel } from 'node:diagnostics_channel';
import type { Device } from './device.ts';

/**
 * The channel of `node:diagnostics_channel` on which sessions tell, for each run, a {@link RunTimes}: before the run's
 * own result is there, and only where somebody listens.
 */
export const RUN_TIMES_CHANNEL = 'havc:onnx:run-times';

/** What the network itself took in one run, apart from the work around it and from the way between processes. */
export interface RunTimes {
  /** The name that the session was created with. */
  readonly model: string;
  readonly device: Device;
  /** In the model, by the clock; a processor may have called it several times. */
  readonly modelSeconds: number;
  /** What the inference process had on processors meanwhile, on all threads. */
  readonly modelCpuSeconds: number;
}

/** Tells the times of a run to those who listen. */
export function publishRunTimes(times: RunTimes): void {
  const runs = channel(RUN_TIMES_CHANNEL);
  if (runs.hasSubscribers) runs.publish(times);
}
