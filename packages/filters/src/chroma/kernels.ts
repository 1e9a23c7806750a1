import { openSimd, type SimdModule } from '@havc/core';
import type { HueKernels } from '../hue/kernels.ts';
import type { LumaKernels } from '../luma/kernels.ts';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/chroma/`, by their exports: addresses, numbers of pixels or samples, and factors. */
export interface ChromaKernels extends HueKernels, Pick<LumaKernels, 'mergeByLuma'> {
  blend(first: number, second: number, to: number, samples: number, weight: number): void;
  grayWeights(from: number, to: number, pixels: number, table: number): void;
  holdNear(from: number, previous: number, to: number, samples: number, table: number, limits: number): void;
  mapBytes(from: number, to: number, bytes: number, table: number): void;
  mixDoubles(first: number, second: number, to: number, samples: number, weight: number): void;
  mixShadows(
    own: number,
    changed: number,
    weights: number,
    to: number,
    pixels: number,
    kind: number,
    from: number,
    slope: number,
  ): void;
  replaceLuma(gray: number, color: number, to: number, pixels: number): void;
  saturate(from: number, to: number, pixels: number, factor: number): void;
  sumBytes(from: number, bytes: number): number;
  sumGray(from: number, pixels: number): number;
  turnHues(from: number, to: number, pixels: number, turn: number): void;
}

let opened: SimdModule<ChromaKernels> | undefined;

/** The kernels, compiled on first use. */
export function chromaKernels(): SimdModule<ChromaKernels> {
  opened ??= openSimd<ChromaKernels>(KERNELS_WASM);
  return opened;
}
