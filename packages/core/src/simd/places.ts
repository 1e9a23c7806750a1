import { runAddress } from './pixel-run.ts';

/** Hands out places in a module's memory, one behind the other, from where it is free. */
export class Places {
  #end = runAddress(0);

  /** As far as places reach so far. */
  get end(): number {
    return this.#end;
  }

  /** The address of a place for so many bytes, and for a few more that kernels write behind the end. */
  take(bytes: number): number {
    const address = this.#end;
    this.#end += stepOf(bytes);
    return address;
  }
}

/**
 * From one place to the next: whole lines of the processor's cache, an odd number of them, so that many places of one
 * size don't fall into the same part of the cache; and 128 bytes of space.
 */
export function stepOf(bytes: number): number {
  return (((bytes + 191) >> 6) | 1) << 6;
}
