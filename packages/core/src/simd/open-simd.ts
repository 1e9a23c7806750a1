/** A compiled set of kernels with its memory. Kernels take addresses in `memory`. */
export interface SimdModule<Kernels> {
  readonly kernels: Kernels;
  /** One megabyte. The first 64 KB are the module's own, the rest is for runs (see `PixelRun`) and tables. */
  readonly memory: Uint8Array;
  /** Makes `memory` another array, of at least so many bytes, where it is smaller; the one before is empty then. */
  reserve(bytes: number): void;
}

/** What memory grows by. */
const PAGE = 1 << 16;

/**
 * Opens kernels that `scripts/build-simd.mjs` compiled. WebAssembly's vectors take 16 samples at once where JavaScript
 * takes one; every Node from 16.4 on has them, whatever the processor.
 *
 * @param wasm - the module in base64.
 */
export function openSimd<Kernels>(wasm: string): SimdModule<Kernels> {
  // Node's types leave out what a browser's have.
  const { Instance, Module } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyConstructors }).WebAssembly;
  const { memory, ...kernels } = new Instance(new Module(Buffer.from(wasm, 'base64'))).exports;
  let bytes = new Uint8Array(memory.buffer);
  return {
    kernels: kernels as Kernels,
    get memory() {
      return bytes;
    },
    reserve(size) {
      if (size <= bytes.length) return;
      memory.grow(Math.ceil((size - bytes.length) / PAGE));
      bytes = new Uint8Array(memory.buffer);
    },
  };
}

interface WebAssemblyConstructors {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: { readonly memory: WebAssemblyMemory } };
}

interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
