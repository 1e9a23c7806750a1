import { openSimd, type SimdModule } from '../simd/open-simd.ts';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/resize/`: addresses, steps in bytes, and numbers of samples. */
export interface ResizeKernels {
  filterBytes(
    quads: number,
    spots: number,
    weights: number,
    span: number,
    outputs: number,
    channels: number,
    to: number,
    rowStep: number,
  ): void;
  readonly filterRows: FilterRows;
  readonly filterRowsByPairs: FilterRows;
  interleave(lines: number, lineStep: number, samples: number, to: number): void;
  interleaveBytes(lines: number, lineStep: number, next: number, samples: number, to: number): void;
  mixBytes(
    ring: number,
    ringEnd: number,
    rowStep: number,
    first: number,
    count: number,
    weights: number,
    samples: number,
    to: number,
  ): void;
  readonly mixRows: MixRows;
  readonly mixRowsByPairs: MixRows;
  readonly narrowToBytes: Convert;
  readonly narrowToFloats: Convert;
  readonly narrowToWords: Convert;
  readonly widenBytes: Convert;
  readonly widenFloats: Convert;
  readonly widenWords: Convert;
}

/** From one place to another, in another format. */
export type Convert = (from: number, to: number, samples: number) => void;

/** Filters along four lines. */
export type FilterRows = (
  quads: number,
  spots: number,
  weights: number,
  span: number,
  outputs: number,
  channels: number,
  to: number,
  rowStep: number,
  low: number,
  high: number,
) => void;

/** Mixes rows of a ring. */
export type MixRows = (
  ring: number,
  ringEnd: number,
  rowStep: number,
  first: number,
  count: number,
  weights: number,
  samples: number,
  to: number,
  low: number,
  high: number,
) => void;

let opened: SimdModule<ResizeKernels> | undefined;

/** The kernels, compiled on first use. */
export function resizeKernels(): SimdModule<ResizeKernels> {
  opened ??= openSimd<ResizeKernels>(KERNELS_WASM);
  return opened;
}
