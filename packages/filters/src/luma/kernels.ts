import { openSimd, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/luma/`. */
export interface LumaKernels {
  lumaMask(picture: number, to: number, pixels: number, kind: number, from: number, slope: number): void;
  mergeByLuma(
    dark: number,
    picture: number,
    to: number,
    pixels: number,
    kind: number,
    from: number,
    slope: number,
    darkest: number,
    brightest: number,
  ): void;
  sumBrightness(from: number, pixels: number): number;
  sumLuma(from: number, pixels: number): number;
}

let opened: SimdModule<LumaKernels> | undefined;

/** The kernels, compiled on first use. */
export function lumaKernels(): SimdModule<LumaKernels> {
  opened ??= openSimd<LumaKernels>(KERNELS_WASM);
  return opened;
}
