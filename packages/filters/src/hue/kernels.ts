import { openSimd, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/hue/`, by their exports: addresses, numbers of pixels, and factors. */
export interface HueKernels {
  blendByWeights(first: number, second: number, weights: number, to: number, pixels: number): void;
  changeHsv(
    from: number,
    to: number,
    pixels: number,
    weights: number,
    turn: number,
    saturation: number,
    value: number,
  ): void;
  hueWeights(from: number, to: number, pixels: number, table: number): void;
  mixByTables(
    first: number,
    second: number,
    weights: number,
    to: number,
    pixels: number,
    rests: number,
    shares: number,
    keepsEqual: number,
  ): void;
}

let opened: SimdModule<HueKernels> | undefined;

/** The kernels, compiled on first use. */
export function hueKernels(): SimdModule<HueKernels> {
  opened ??= openSimd<HueKernels>(KERNELS_WASM);
  return opened;
}
