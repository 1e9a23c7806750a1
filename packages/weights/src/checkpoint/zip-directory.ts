import type { FileBytes } from './file-bytes.ts';
import { textFromBytes } from './pickle-scalars.ts';
import { quoted, refusal } from './refusal.ts';
import { ENTRY_BYTES, findDirectory, IN_64_32, readSafe64 } from './zip-end.ts';

// Why this isn't a library: ZIP readers are made to get at the contents of as many archives as they can. A checkpoint
// is written by one program in one way, so everything else is damage or malice, and what matters is what readers leave
// to their callers: overlaps, duplicates, agreement of the two directories, local headers, CRCs, each with its own reason.

const LOCAL_HEADER = 0x04034b50;
const ENTRY = 0x02014b50;

/** Bytes of a local header without its name. */
export const LOCAL_HEADER_BYTES = 30;

/** What a ZIP archive says of one of its files. */
export interface ZipEntry {
  readonly name: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  /** General purpose bits: 0 is encrypted, 3 is "sizes follow the data". */
  readonly flags: number;
  readonly crc: number;
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes it takes in the archive. */
  readonly compressedSize: number;
  /** Where its local header is. */
  readonly start: number;
  /** Where the next file or the directory begins: nothing of this one lies there or later. */
  readonly end: number;
}

/**
 * The directory of a ZIP archive by name. Only it is in memory, and no local header has been looked at.
 *
 * @throws HavcError `WEIGHTS_REFUSED`: `truncated` (no directory), `out-of-bounds`, `size-mismatch` (bytes behind the
 * end), `overlap`, `duplicate`, `limit`, `malformed`.
 *
 * Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.12 to 4.3.16 and 4.5.3.
 */
export async function readZipDirectory(file: FileBytes): Promise<Map<string, ZipEntry>> {
  const { count, size, offset } = await findDirectory(file);
  const directory = await file.read(offset, size);
  const entries: Omit<ZipEntry, 'end'>[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    const { entry, length } = parseEntry(file, directory.subarray(at));
    entries.push(entry);
    at += length;
  }
  if (at !== size) throw refusal(file.path, 'malformed', 'its directory is longer than its entries');
  return placeEntries(file, entries, offset);
}

/** Whether these bytes begin a local header. */
export function isLocalHeader(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === LOCAL_HEADER;
}

function parseEntry(file: FileBytes, bytes: Buffer): { entry: Omit<ZipEntry, 'end'>; length: number } {
  if (bytes.length < ENTRY_BYTES || bytes.readUInt32LE(0) !== ENTRY)
    throw refusal(file.path, 'malformed', 'its directory is damaged');
  const nameEnd = ENTRY_BYTES + bytes.readUInt16LE(28);
  const extraEnd = nameEnd + bytes.readUInt16LE(30);
  const length = extraEnd + bytes.readUInt16LE(32);
  if (length > bytes.length)
    throw refusal(file.path, 'out-of-bounds', 'an entry of its directory reaches beyond the directory');
  const name = textFromBytes(bytes.subarray(ENTRY_BYTES, nameEnd));
  if (name === undefined || !isPlainName(name)) {
    throw refusal(file.path, 'malformed', `its directory has a name that no checkpoint has: ${quoted(name ?? '?')}`);
  }
  const extra = bytes.subarray(nameEnd, extraEnd);
  const [size, compressedSize, start] = [24, 20, 42].map((at) => bytes.readUInt32LE(at)) as [number, number, number];
  const long = [size, compressedSize, start].some((value) => value === IN_64_32)
    ? extra64(file, extra)
    : Buffer.alloc(0);
  let at = 0;
  const widened = [size, compressedSize, start].map((value) => {
    if (value !== IN_64_32) return value;
    if (at + 8 > long.length) throw refusal(file.path, 'malformed', `the sizes of ${quoted(name)} are missing`);
    at += 8;
    return readSafe64(file.path, long, at - 8);
  }) as [number, number, number];
  return {
    entry: {
      name,
      flags: bytes.readUInt16LE(8),
      method: bytes.readUInt16LE(10),
      crc: bytes.readUInt32LE(16),
      size: widened[0],
      compressedSize: widened[1],
      start: widened[2],
    },
    length,
  };
}

/** The ZIP64 part of an entry's extra field; empty where there's none. */
function extra64(file: FileBytes, extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length)
      throw refusal(file.path, 'out-of-bounds', 'an entry of its directory reaches beyond the directory');
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, end);
    at = end;
  }
  return Buffer.alloc(0);
}

/** Says of each entry where it must have ended, and refuses what can't lie side by side. */
function placeEntries(
  file: FileBytes,
  entries: readonly Omit<ZipEntry, 'end'>[],
  directory: number,
): Map<string, ZipEntry> {
  const ends = new Map<Omit<ZipEntry, 'end'>, number>();
  let end = directory;
  for (const entry of [...entries].sort((a, b) => b.start - a.start)) {
    // The local header has the name again, and maybe more.
    const least = entry.start + LOCAL_HEADER_BYTES + Buffer.byteLength(entry.name) + entry.compressedSize;
    if (least > directory)
      throw refusal(file.path, 'out-of-bounds', `its entry ${quoted(entry.name)} reaches beyond its end`);
    if (least > end) throw refusal(file.path, 'overlap', `its entry ${quoted(entry.name)} lies over the next one`);
    ends.set(entry, end);
    end = entry.start;
  }
  const byName = new Map<string, ZipEntry>();
  for (const entry of entries) {
    if (byName.has(entry.name))
      throw refusal(file.path, 'duplicate', `it has two entries of the name ${quoted(entry.name)}`);
    byName.set(entry.name, { ...entry, end: ends.get(entry)! });
  }
  return byName;
}

/** Names are never used as paths here, but one that leads out of its folder shows what its file is meant for. */
function isPlainName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
  return name !== '' && !/^\/|\\|[\u0000-\u001f]|^[a-z]:/i.test(name) && !name.split('/').includes('..');
}
