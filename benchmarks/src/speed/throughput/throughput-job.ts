import type { HavcErrorCode } from '@havc/core';
import type { DeviceChoice, Precision } from '@havc/onnx';
import type { Recipe } from '@havc/presets';
import type { StageTime } from '../../results/speed-results.ts';

/** What the process that measures is told; plain data. */
export interface ThroughputJob {
  readonly recipe: Recipe;
  /** Where files are that the recipe names. */
  readonly folder?: string | undefined;
  /** Path of the film. */
  readonly film: string;
  /** At most so many frames of it. */
  readonly frames: number;
  readonly device: DeviceChoice;
  readonly precision: Precision;
  readonly threads?: number | undefined;
  readonly weights: PlacedWeights;
  /** Runs that count. */
  readonly repeats: number;
  /** How long one of them should take: slow methods get fewer frames. */
  readonly runSeconds: number;
  /** For the times of the parts; absent where these aren't wanted. */
  readonly stages?: { readonly frames: number; readonly recordSeconds: number; readonly repeats: number } | undefined;
  /** A folder for outputs. */
  readonly scratch: string;
}

/** Where checkpoints lie, by the models' names, and where graphs of them are kept. */
export interface PlacedWeights {
  readonly home: string;
  readonly paths: Readonly<Record<string, string>>;
}

/** One run over the film, and the peer's over the same frames after it. */
export interface ThroughputRun {
  readonly seconds: number;
  readonly cpuSeconds?: number | undefined;
  readonly joules?: number | undefined;
  readonly peerSeconds: number;
}

/** What the process tells, in this order. */
export type ThroughputEvent =
  /** Models are ready: on these devices, with what must be said of their colours. */
  | { readonly event: 'loaded'; readonly devices: readonly string[]; readonly notices: readonly string[] }
  /** Graphs were built on the way, which happens once for some weights: times to the first frame say nothing. */
  | { readonly event: 'graphs-built' }
  | { readonly event: 'first-frame' }
  | { readonly event: 'planned'; readonly frames: number; readonly energy: EnergySources }
  | { readonly event: 'run-start' }
  /** The run is over, and the peer begins. */
  | { readonly event: 'peer-start' }
  | { readonly event: 'run-end'; readonly run: ThroughputRun }
  | { readonly event: 'stages'; readonly stages: readonly StageTime[] }
  | { readonly event: 'failed'; readonly code: HavcErrorCode | undefined; readonly message: string }
  | { readonly event: 'done' };

/** What joules are read from, and why others can't be. */
export interface EnergySources {
  readonly sources: readonly string[];
  readonly notes: readonly string[];
}
