/**
 * Buffers of one size, used again and again: frames of several megabytes would otherwise wait for a garbage collector
 * that doesn't see them, since their memory lies outside its heap.
 */
export class BufferPool {
  /** Bytes of each buffer. */
  readonly byteLength: number;
  readonly #free: Buffer[] = [];

  constructor(byteLength: number) {
    this.byteLength = byteLength;
  }

  acquire(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.byteLength);
  }

  /** Takes a buffer back. Its user must not touch it any more. */
  release(buffer: Buffer): void {
    if (buffer.byteLength === this.byteLength) this.#free.push(buffer);
  }

  /** Frees what isn't in use. */
  clear(): void {
    this.#free.length = 0;
  }
}
