import type { FilmMaker } from './pipeline/films.ts';

/** How large a measurement is. */
export interface Scale {
  /** Size of the films in pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames of the films, at 25 a second. */
  readonly frames: number;
  /** How often each thing is measured after its warm-up. */
  readonly repeats: number;
  /** How long a run of one method over a film should take: slow ones get fewer frames. */
  readonly runSeconds: number;
  /** Lengths of the films whose memory is compared. */
  readonly memoryFrames: readonly [number, number];
  /** Size of the pictures that kernels are timed on. */
  readonly picture: readonly [number, number];
  /** Sizes of the pictures that filters are timed on; the first one is the working size, which the chain has. */
  readonly filterSizes: readonly (readonly [number, number])[];
  /** Frames that go through the chain of filters. */
  readonly filterFrames: number;
  /** Whether all networks of the full models are measured, or the smallest alone on a small picture. */
  readonly allNetworks: boolean;
}

/** What a target asks of a value. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** One number and what it should be. */
export interface Row {
  /** Name of the benchmark. */
  readonly benchmark: string;
  /** What was measured, in a few words. */
  readonly measure: string;
  /** The median, or the one value there is. */
  readonly value: number;
  readonly unit: string;
  /** All values that `value` is the median of. */
  readonly samples?: readonly number[];
  /** Absent for numbers that only explain others. */
  readonly target?: Target;
  /** What it was measured against, and with what settings. */
  readonly note?: string;
}

/** What a benchmark works with. */
export interface BenchmarkContext {
  readonly scale: Scale;
  /** Makes the films; each once a run. */
  readonly films: FilmMaker;
  /** A folder for outputs, emptied after the run. */
  readonly folder: string;
  /** Path of the `havc` program, which Node runs. */
  readonly havcProgram: string;
  /** Tells a person what is going on. */
  say(text: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** A named measurement. */
export interface Benchmark {
  readonly name: string;
  /** What it measures, in a sentence. */
  readonly summary: string;
  run(context: BenchmarkContext): Promise<readonly Row[]>;
}

/** The sizes of the targets: 1080p, ten seconds. */
export const FULL_SCALE: Scale = {
  width: 1920,
  height: 1080,
  frames: 250,
  repeats: 3,
  runSeconds: 20,
  memoryFrames: [200, 2000],
  picture: [852, 480],
  filterSizes: [
    [854, 480],
    [1920, 1080],
  ],
  filterFrames: 90,
  allNetworks: true,
};

/** The same sizes for a shorter time: a first impression within a few minutes. */
export const QUICK_SCALE: Scale = { ...FULL_SCALE, frames: 75, repeats: 1, runSeconds: 6, memoryFrames: [100, 500] };

/** Whether a value is what its target asks for; undefined without a target. */
export function isMet({ value, target }: Row): boolean | undefined {
  if (!target) return undefined;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
