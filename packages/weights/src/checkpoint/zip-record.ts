import { crc32 } from 'node:zlib';
import type { FileBytes } from './file-bytes.ts';
import { bytesText, quoted, refusal } from './refusal.ts';
import type { StoredBytes } from './stored-tensor.ts';
import { isLocalHeader, LOCAL_HEADER_BYTES, type ZipEntry } from './zip-directory.ts';

const BLOCK_BYTES = 2 ** 20;

/**
 * A file in a ZIP archive whose bytes are used in place. Before the first of them is, all are read once, in blocks, to
 * compare their CRC-32: PyTorch itself takes damaged bytes for weights.
 */
export class ZipRecord implements StoredBytes {
  readonly #file: FileBytes;
  readonly #entry: ZipEntry;
  #position: Promise<number> | undefined;

  /** @throws HavcError `WEIGHTS_REFUSED` (`compressed`, `encrypted`, `malformed`) where the bytes aren't there as they are. */
  constructor(file: FileBytes, entry: ZipEntry) {
    this.#file = file;
    this.#entry = entry;
    const name = quoted(entry.name);
    if ((entry.flags & 0x2041) !== 0) {
      throw refusal(file.path, 'encrypted', `its entry ${name} is encrypted`, { advice: 'Take the official file.' });
    }
    if (entry.method !== 0) {
      throw refusal(file.path, 'compressed', `its entry ${name} is compressed, which PyTorch never does`, {
        advice: 'It was packed again by another program: take the official file, or save it again in PyTorch.',
      });
    }
    if (entry.size !== entry.compressedSize) {
      throw refusal(file.path, 'malformed', `its entry ${name} has two different sizes`);
    }
  }

  get size(): number {
    return this.#entry.size;
  }

  locate(): Promise<number> {
    this.#position ??= this.#verify().catch((error: unknown) => {
      // An aborted or failed reading says nothing of the bytes: the next one tries again.
      this.#position = undefined;
      throw error;
    });
    return this.#position;
  }

  /**
   * All its bytes.
   *
   * @throws HavcError `WEIGHTS_REFUSED` (`limit`) before memory is taken, where they are more than `maxBytes`.
   */
  async readAll(maxBytes: number): Promise<Buffer> {
    if (this.size > maxBytes) {
      const what = `its entry ${quoted(this.#entry.name)} has ${bytesText(this.size)}, where ${bytesText(maxBytes)} are the most`;
      throw refusal(this.#file.path, 'limit', what);
    }
    return this.#file.read(await this.locate(), this.size);
  }

  async #verify(): Promise<number> {
    const { path } = this.#file;
    const { crc, size, name, end } = this.#entry;
    const position = await this.#dataPosition();
    if (position + size > end) throw refusal(path, 'overlap', `its entry ${quoted(name)} lies over the next one`);
    const block = Buffer.from(new ArrayBuffer(Math.min(BLOCK_BYTES, size)));
    let actual = 0;
    for (let done = 0; done < size; done += block.length) {
      const part = block.subarray(0, Math.min(block.length, size - done));
      await this.#file.readInto(part, position + done);
      actual = crc32(part, actual);
    }
    if (actual === crc) return position;
    const what = `the ${bytesText(size)} of its entry ${quoted(name)} are damaged (their CRC-32 is wrong)`;
    throw refusal(path, 'crc', what, { details: { entry: name } });
  }

  async #dataPosition(): Promise<number> {
    const { path } = this.#file;
    const { start, name, flags, method, crc, size, end } = this.#entry;
    const wrong = (what: string) => refusal(path, 'malformed', `the header of its entry ${quoted(name)} ${what}`);
    const expected = Buffer.from(name);
    // The directory's check has made sure that the archive has so many bytes here.
    const header = await this.#file.read(start, LOCAL_HEADER_BYTES + expected.length);
    if (!isLocalHeader(header)) throw wrong("isn't where the directory says");
    const nameLength = header.readUInt16LE(26);
    const sameName = nameLength === expected.length && header.subarray(LOCAL_HEADER_BYTES).equals(expected);
    if (!sameName || header.readUInt16LE(6) !== flags || header.readUInt16LE(8) !== method) {
      throw wrong('contradicts the directory');
    }
    // Bit 3: CRC and sizes weren't known yet and are 0 here.
    const later = (flags & 8) !== 0;
    const sizes = [header.readUInt32LE(18), header.readUInt32LE(22)];
    if (
      !later &&
      (header.readUInt32LE(14) !== crc || !sizes.every((value) => value === size || value === 0xffffffff))
    ) {
      throw wrong('contradicts the directory');
    }
    const position = start + LOCAL_HEADER_BYTES + nameLength + header.readUInt16LE(28);
    if (position > end) throw refusal(path, 'overlap', `its entry ${quoted(name)} lies over the next one`);
    return position;
  }
}
