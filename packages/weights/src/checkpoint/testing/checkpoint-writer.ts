import { open, truncate, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { bytesOf, dict, integer, list, pickle, text, uint32, uint64 } from './pickle-writer.ts';

/**
 * Checkpoints written by hand for tests, sound or lying.
 *
 * Not part of the package.
 */

/** An entry of a ZIP archive. What isn't given is true; what is may be a lie. */
export interface ZipPart {
  readonly name: string;
  readonly data?: Uint8Array;
  readonly crc?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Where the directory says that the entry begins. */
  readonly start?: number;
  readonly localName?: string;
  /** ZIP64 extra field of the directory's entry. */
  readonly extra?: Uint8Array;
}

/** What the record at a ZIP archive's end says. */
export interface ZipEnd {
  readonly count?: number;
  readonly size?: number;
  readonly offset?: number;
  readonly comment?: number;
}

function uint16(value: number): Buffer {
  return Buffer.of(value & 255, (value >> 8) & 255);
}

/** A ZIP archive. */
export function zipFile(parts: readonly ZipPart[], end: ZipEnd = {}): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { data = Buffer.alloc(0), method = 0, flags = 0, extra = Buffer.alloc(0) } = part;
    const size = part.size ?? data.length;
    const name = Buffer.from(part.name);
    const localName = Buffer.from(part.localName ?? part.name);
    const sums = bytesOf(uint32(part.crc ?? crc32(data)), uint32(part.compressedSize ?? size), uint32(size));
    const common = [uint16(flags), uint16(method), uint32(0), sums];
    const local = bytesOf('PK\x03\x04', uint16(20), ...common, uint16(localName.length), uint16(0), localName, data);
    body.push(local);
    directory.push(
      bytesOf(
        'PK\x01\x02',
        uint32(0x00140014),
        ...common,
        uint16(name.length),
        uint16(extra.length),
        uint16(0),
        Buffer.alloc(8),
        uint32(part.start ?? at),
        name,
        extra,
      ),
    );
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const count = uint16(end.count ?? parts.length);
  return bytesOf(
    Buffer.concat(body),
    entries,
    'PK\x05\x06',
    uint32(0),
    count,
    count,
    uint32(end.size ?? entries.length),
    uint32(end.offset ?? at),
    uint16(end.comment ?? 0),
  );
}

/** A checkpoint of the format since 1.6. */
export function torchZip(object: Uint8Array, storages: Readonly<Record<string, Uint8Array>>, end?: ZipEnd): Buffer {
  return zipFile(
    [
      { name: 'archive/data.pkl', data: pickle(object) },
      ...Object.entries(storages).map(([key, data]) => ({ name: `archive/data/${key}`, data })),
      { name: 'archive/version', data: Buffer.from('3\n') },
    ],
    end,
  );
}

/** The first three pickles of the format before 1.6. */
export const legacyHead = (littleEndian: Uint8Array = bytesOf('\x88')): Buffer =>
  bytesOf(
    pickle(integer(0x1950a86a20f9469cfc6cn)),
    pickle(integer(1001)),
    pickle(
      dict(
        [text('protocol_version'), integer(1001)],
        [text('little_endian'), littleEndian],
        [text('type_sizes'), dict([text('short'), integer(2)], [text('int'), integer(4)], [text('long'), integer(4)])],
      ),
    ),
  );

/** A storage of the old format: its elements' count and their bytes. */
export interface LegacyStorage {
  readonly count: number | bigint;
  readonly data: Uint8Array;
}

/** A checkpoint of the format before 1.6. */
export function torchLegacy(object: Uint8Array, storages: Readonly<Record<string, LegacyStorage>>): Buffer {
  return bytesOf(
    legacyHead(),
    pickle(object),
    pickle(list(...Object.keys(storages).map(text))),
    ...Object.values(storages).flatMap(({ count, data }) => [uint64(BigInt(count)), data]),
  );
}

/** A safetensors file; a header that isn't a text is written as JSON. */
export function safetensors(header: unknown, data: Uint8Array = Buffer.alloc(0), length?: bigint): Buffer {
  const json = typeof header === 'string' ? Buffer.from(header) : Buffer.from(JSON.stringify(header));
  return bytesOf(uint64(length ?? BigInt(json.length)), json, data);
}

/** Numbers as the little-endian bytes of 32-bit floats. */
export const floats = (...values: number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);

/** A file of a given size whose bytes are 0 where no part lies; it takes no room on the disk for them. */
export async function writeSparse(path: string, size: number, parts: readonly [position: number, bytes: Uint8Array][]) {
  await writeFile(path, '');
  await truncate(path, size);
  const handle = await open(path, 'r+');
  for (const [position, bytes] of parts) await handle.write(bytes, 0, bytes.length, position);
  await handle.close();
}
