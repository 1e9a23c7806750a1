import type { DeviceChoice, Precision } from '@havc/onnx';
import type { BenchContext } from '../bench-context.ts';
import type { SpeedResults } from '../results/speed-results.ts';
import { runSpeed, type SpeedOptions } from '../speed/run-speed.ts';
import type { PartSettings } from './part-settings.ts';

/** What is asked of the speed part. */
export interface SpeedPart extends Pick<SpeedOptions, 'only' | 'sizes' | 'madeWeights'> {
  /** A film of one's own that methods are measured on. */
  readonly film?: string | undefined;
  /** In turns. Default: the one that models run on anyway. */
  readonly devices?: readonly DeviceChoice[] | undefined;
  readonly precisions?: readonly Precision[] | undefined;
}

/** What a quick run leaves out: minutes of encoding, thousands of frames, and all networks of the full models. */
const QUICK_PARTS = ['kernels', 'filter-chain', 'first-frame', 'pipeline-identity', 'throughput'];

/** Measures speed; see {@link runSpeed}. */
export async function measureSpeed(
  part: SpeedPart,
  { methods, quick }: PartSettings,
  context: BenchContext,
): Promise<SpeedResults> {
  const { only, film, sizes, devices, precisions, madeWeights } = part;
  const { device, precision } = context.models;
  const settings: SpeedOptions = {
    ...{ methods, sizes, madeWeights, scale: quick ? 'quick' : 'full' },
    only: only ?? (quick ? QUICK_PARTS : undefined),
    devices: devices ?? (device === undefined ? undefined : [device]),
    precisions: precisions ?? (precision === undefined ? undefined : [precision]),
    films: film === undefined ? undefined : [film],
  };
  return runSpeed(settings, context);
}
