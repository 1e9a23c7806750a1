import { openSimd, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/tone/`, by their exports: addresses, samples, and see there. */
export interface ToneKernels {
  toneRow8: ToneRowKernel;
  toneRow16: ToneRowKernel;
}

type ToneRowKernel = (
  samples: number,
  count: number,
  table: number,
  above: number,
  below: number,
  side: number,
  share: number,
  black: number,
  white: number,
) => void;

/** A module of its own, whose memory nobody else uses: what a film's rows have in common stays there. */
export function openToneKernels(): SimdModule<ToneKernels> {
  return openSimd<ToneKernels>(KERNELS_WASM);
}
