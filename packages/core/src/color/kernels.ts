import { openSimd, type SimdModule } from '../simd/open-simd.ts';
import { KERNELS_WASM } from './kernels.generated.ts';

/** The kernels of `assembly/color/`, by their exports: addresses, and numbers of pixels or samples. */
export interface CoreKernels {
  blend(first: number, second: number, to: number, samples: number, weight: number): void;
  hsvToRgb(from: number, to: number, pixels: number): void;
  replaceLuma(gray: number, color: number, to: number, pixels: number): void;
  rgbToGray(from: number, to: number, pixels: number): void;
  rgbToHsv(from: number, to: number, pixels: number): void;
  rgbToY(from: number, to: number, pixels: number): void;
  rgbToYuv(from: number, to: number, pixels: number): void;
  yuvToRgb(from: number, to: number, pixels: number): void;
}

let opened: SimdModule<CoreKernels> | undefined;

/** This package's kernels, compiled on first use. */
export function coreKernels(): SimdModule<CoreKernels> {
  opened ??= openSimd<CoreKernels>(KERNELS_WASM);
  return opened;
}
