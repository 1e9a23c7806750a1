import type { Samples } from '../kernel-arguments.ts';
import type { SimdModule } from '../simd/open-simd.ts';
import type { Convert, ResizeKernels } from './kernels.ts';

/** How samples come into the kernels' memory and out of it. */
export interface SampleFormat {
  /** To 64-bit floats. */
  readonly widen: Convert;
  /** From 64-bit floats, clipped before; whole ones are rounded half up. */
  readonly narrow: Convert;
  /** A place in the memory. */
  view(address: number, samples: number): Samples;
}

/** The format of samples like `data`. */
export function formatOf(data: Samples, { kernels, memory }: SimdModule<ResizeKernels>): SampleFormat {
  const { buffer } = memory;
  if (data instanceof Float32Array) {
    const view = (address: number, samples: number) => new Float32Array(buffer, address, samples);
    return { widen: kernels.widenFloats, narrow: kernels.narrowToFloats, view };
  }
  if (data instanceof Uint16Array) {
    const view = (address: number, samples: number) => new Uint16Array(buffer, address, samples);
    return { widen: kernels.widenWords, narrow: kernels.narrowToWords, view };
  }
  const view = (address: number, samples: number) => new Uint8Array(buffer, address, samples);
  return { widen: kernels.widenBytes, narrow: kernels.narrowToBytes, view };
}
