import { openSimd, type SimdModule } from '@havc/core';
import type { OverlayMode } from './blend-value.ts';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/overlay/`: one for each mode but the plain one, and the mixing of base and values. */
export type OverlayKernels = Readonly<Record<Exclude<OverlayMode, 'normal'>, BlendKernel>> & {
  mixEvenly(under: number, values: number, to: number, samples: number, share: number): void;
  mixMasked(under: number, values: number, mask: number, shares: number, to: number, pixels: number): void;
};

type BlendKernel = (over: number, under: number, to: number, samples: number) => void;

let opened: SimdModule<OverlayKernels> | undefined;

/** The kernels, compiled on first use. */
export function overlayKernels(): SimdModule<OverlayKernels> {
  opened ??= openSimd<OverlayKernels>(KERNELS_WASM);
  return opened;
}
