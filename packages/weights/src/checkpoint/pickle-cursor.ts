/** Thrown where a pickle goes on beyond the bytes at hand; who has more of them tries again, others refuse the file. */
export class PickleCutShort extends Error {}

/** Reads the parts of a pickle one after the other, and never beyond its bytes. */
export class PickleCursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, position = 0) {
    this.#bytes = bytes;
    this.#at = position;
  }

  /** The position of the next byte. */
  get position(): number {
    return this.#at;
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#skip(1));
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#skip(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#skip(4));
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#skip(4));
  }

  /** An unsigned length of 8 bytes; any that's too large for a number is larger than every file, too. */
  uint64(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#skip(8)));
  }

  /** A double, big-endian as pickles have it. */
  double(): number {
    return this.#bytes.readDoubleBE(this.#skip(8));
  }

  /** The next `length` bytes: a view, no copy. */
  take(length: number): Buffer {
    const start = this.#skip(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** Bytes up to the end of the line, which is skipped; `undefined` where that's further away than `longest`. */
  line(longest: number): Buffer | undefined {
    const rest = this.#bytes.subarray(this.#at, this.#at + longest + 1);
    const length = rest.indexOf(0x0a);
    if (length >= 0) return this.take(length + 1).subarray(0, length);
    if (rest.length > longest) return undefined;
    throw new PickleCutShort();
  }

  /** Checks that so many bytes follow, and leaves them where they are. */
  ensure(length: number): void {
    if (length > this.#bytes.length - this.#at) throw new PickleCutShort();
  }

  #skip(length: number): number {
    this.ensure(length);
    const start = this.#at;
    this.#at += length;
    return start;
  }
}
