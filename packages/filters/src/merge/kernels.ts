import { openSimd, type SimdModule } from '@havc/core';
import type { LumaKernels } from '../luma/kernels.ts';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/merge/`: addresses, and numbers of pixels or samples. */
export interface MergeKernels extends Pick<LumaKernels, 'mergeByLuma' | 'sumLuma'> {
  blend(first: number, second: number, to: number, samples: number, weight: number): void;
  boundChroma(first: number, second: number, texture: number, to: number, pixels: number, limits: number): void;
  calmReds(
    from: number,
    to: number,
    pixels: number,
    saturation: number,
    kind: number,
    bottom: number,
    slope: number,
    brightest: number,
  ): void;
  chromaCut(first: number, second: number, texture: number, to: number, pixels: number, limits: number): void;
  mixDoubles(first: number, second: number, to: number, samples: number, weight: number): void;
  mixFixed(first: number, second: number, to: number, samples: number, weight: number): void;
  rgbToY(from: number, to: number, pixels: number): void;
  texture(above: number, row: number, below: number, to: number, pixels: number): void;
}

let opened: SimdModule<MergeKernels> | undefined;

/** The kernels, compiled on first use. */
export function mergeKernels(): SimdModule<MergeKernels> {
  opened ??= openSimd<MergeKernels>(KERNELS_WASM);
  return opened;
}
