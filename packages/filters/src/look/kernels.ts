import { openSimd, runAddress, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/look/`. */
export interface LookKernels {
  curves(from: number, to: number, pixels: number, tables: number): void;
  tetrahedral(
    from: number,
    to: number,
    pixels: number,
    tables: number,
    lattice: number,
    across: number,
    share: number,
  ): void;
  trilinear(
    from: number,
    to: number,
    pixels: number,
    tables: number,
    lattice: number,
    nextGreen: number,
    nextBlue: number,
    share: number,
  ): void;
}

/** Where tables lie: behind a run of the picture and one of the result. */
export function tablesAddress(): number {
  return runAddress(2);
}

let opened: SimdModule<LookKernels> | undefined;

/** The kernels, compiled on first use. */
export function lookKernels(): SimdModule<LookKernels> {
  opened ??= openSimd<LookKernels>(KERNELS_WASM);
  return opened;
}
