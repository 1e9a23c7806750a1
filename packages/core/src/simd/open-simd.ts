/** A compiled set of kernels with its memory. Kernels take addresses in `memory`. */
export interface SimdModule<Kernels> {
  readonly kernels: Kernels;
  /** One megabyte. The first 64 KB are the module's own, the rest is for runs (see `PixelRun`) and tables. */
  readonly memory: Uint8Array;
}

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
  return { kernels: kernels as Kernels, memory: new Uint8Array(memory.buffer) };
}

interface WebAssemblyConstructors {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => { readonly exports: { readonly memory: { readonly buffer: ArrayBuffer } } };
}
