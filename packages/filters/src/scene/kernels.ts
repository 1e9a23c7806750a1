import { openSimd, type SimdModule } from '@havc/core';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/scene/`: addresses, and numbers of pixels or bytes. */
export interface SceneKernels {
  /** The address of the kernels' tables. */
  readonly TABLES: { readonly value: number };
  countBytes(from: number, bytes: number, counts: number): void;
  sumBytes(from: number, bytes: number): number;
}

let opened: SimdModule<SceneKernels> | undefined;

/** The kernels, compiled on first use. */
export function sceneKernels(): SimdModule<SceneKernels> {
  opened ??= openSimd<SceneKernels>(KERNELS_WASM);
  return opened;
}
