import type { Row } from '../speed/benchmark.ts';
import type { Samples } from './samples.ts';

/** The parts of a run, in the order a frame meets them. */
export const SPEED_STAGES = ['decode', 'prepare', 'infer', 'merge', 'filter', 'encode'] as const;

/** A name in {@link SPEED_STAGES}. */
export type SpeedStage = (typeof SPEED_STAGES)[number];

/** What one part takes when it runs alone. */
export interface StageTime {
  readonly stage: SpeedStage;
  /** By the clock. */
  readonly secondsPerFrame: number;
  /** On processors, all threads and children; absent where it can't be told. */
  readonly cpuSecondsPerFrame?: number;
}

/** One way to colour a film, end to end. */
export interface Throughput {
  readonly id: string;
  readonly label: string;
  readonly kind: 'model' | 'preset' | 'recipe' | 'pipeline';
  /** Of the film. */
  readonly width: number;
  readonly height: number;
  /** Shorter side at which colours are made, pixels; 0 for the film's own. */
  readonly workingSize: number;
  readonly device: string;
  readonly precision: string;
  readonly frames: number;
  /** Frames by wall seconds. */
  readonly framesPerSecond: Samples;
  /** From opening the film to the finished file, with models loaded and warm. */
  readonly wallSeconds: Samples;
  /** On processors, of all processes of the run; absent where it can't be told. */
  readonly cpuSeconds?: Samples;
  /** From the start of the process to its first coloured frame, models loaded meanwhile; absent where it wasn't seen. */
  readonly firstFrameSeconds?: number;
  /** Resident memory of all processes at its highest, bytes. */
  readonly peakMemory?: number;
  /** Of the processor package or GPU over a run, joules, where the system tells. */
  readonly joules?: Samples;
  /** Each part alone on the same frames; their sum is more than a run takes, as parts overlap. */
  readonly stages: readonly StageTime[];
  /** How many times as fast as the named peer in the same run; above 1 is faster. */
  readonly peer?: { readonly name: string; readonly ratio: Samples };
  readonly notes: readonly string[];
}

/** How much of what the machine can do a network reaches. */
export interface Roofline {
  readonly model: string;
  /** Side of the square it sees, pixels. */
  readonly inputSize: number;
  readonly device: string;
  readonly precision: string;
  /** Of one picture, counted from the graph; a multiply-add is two. */
  readonly gigaflop: number;
  /** Read and written at least: weights, input and output, bytes. */
  readonly leastBytes: number;
  readonly seconds: Samples;
  readonly gigaflopPerSecond: number;
  /** The machine's measured peak in the same run. */
  readonly peakGigaflopPerSecond: number;
  /** Of that peak. */
  readonly fraction: number;
  /** What gave the peak: the faster of dense 3x3 convolutions and a matrix product. */
  readonly peakFrom?: string;
  /** Measured on arrays that no cache holds, in the same run. */
  readonly bandwidthGigabytesPerSecond?: number;
  /** What the roofline allows: the peak, or operations by least byte times the bandwidth where that is less. */
  readonly roofGigaflopPerSecond?: number;
  /** How many times as fast as eager PyTorch on the same graph; absent where it isn't installed. */
  readonly peer?: { readonly name: string; readonly ratio: Samples };
}

/** The speed part of a run. */
export interface SpeedResults {
  readonly throughput: readonly Throughput[];
  readonly rooflines: readonly Roofline[];
  /** Kernels, filters, the overhead of the pipeline, memory against length, start, event loop: numbers with targets. */
  readonly rows: readonly Row[];
  /** What was asked for and couldn't be measured here, and why. */
  readonly notMeasured?: readonly { readonly what: string; readonly why: string }[];
  /** What the joules are read from, and why others can't be. */
  readonly energy?: { readonly sources: readonly string[]; readonly notes: readonly string[] };
}
