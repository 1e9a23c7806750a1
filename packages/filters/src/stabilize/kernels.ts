import { openSimd, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/stabilize/`, which says what they take: addresses, and numbers of pixels or samples. */
export interface StabilizeKernels {
  addChroma(from: number, sums: number, apart: number, pixels: number, weight: number): void;
  addRefill(
    own: number,
    neighbors: number,
    step: number,
    count: number,
    bits: number,
    bitStep: number,
    less: number,
    additions: number,
    pixels: number,
  ): void;
  averageChroma(
    own: number,
    neighbors: number,
    step: number,
    count: number,
    weights: number,
    additions: number,
    to: number,
    pixels: number,
    ownWeight: number,
    unit: number,
    kr: number,
    kb: number,
  ): void;
  averagePlanes(planes: number, step: number, count: number, weights: number, to: number, samples: number): void;
  fillLumas(own: number, lumas: number, pixels: number, kr: number, kb: number): number;
  findGray(from: number, lumas: number, bits: number, pixels: number, factor: number, kr: number, kb: number): number;
  limitChromaChange(
    now: number,
    before: number,
    to: number,
    pixels: number,
    bounds: number,
    room: number,
    keeps: boolean,
  ): void;
  reduceFlicker: CalmSamples;
  reduceFlickerMore: CalmSamples;
  writeChroma(own: number, sums: number, apart: number, to: number, pixels: number): void;
}

/** Calms the current samples by those one, two and three frames away. */
export type CalmSamples = (
  current: number,
  previous: number,
  next: number,
  before: number,
  after: number,
  farBefore: number,
  farAfter: number,
  to: number,
  samples: number,
) => void;

let opened: SimdModule<StabilizeKernels> | undefined;

/** The kernels, compiled on first use. */
export function stabilizeKernels(): SimdModule<StabilizeKernels> {
  opened ??= openSimd<StabilizeKernels>(KERNELS_WASM);
  return opened;
}
