import type { FileBytes } from './file-bytes.ts';
import { bytesText, refusal } from './refusal.ts';

const END = 'PK\x05\x06';
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;

const END_BYTES = 22;
const LOCATOR_64_BYTES = 20;
const END_64_BYTES = 56;

/** Bytes of an entry of the directory without its name. */
export const ENTRY_BYTES = 46;

/** Stands in 16- and 32-bit fields for a number that is in a ZIP64 record. */
const IN_64_16 = 0xffff;
export const IN_64_32 = 0xffffffff;

/** PyTorch writes an entry a storage, of about 70 bytes; we take at most 20,000 tensors. */
const MAX_DIRECTORY_BYTES = 8 * 2 ** 20;
const MAX_ENTRIES = 65_536;

/** Where the directory of a ZIP archive is. */
export interface DirectoryPlace {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Finds the directory by the records at the file's end.
 *
 * Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16.
 */
export async function findDirectory(file: FileBytes): Promise<DirectoryPlace> {
  const length = Math.min(file.size, END_BYTES + 0xffff + LOCATOR_64_BYTES + END_64_BYTES);
  const begin = file.size - length;
  const tail = await file.read(begin, length);
  const at = tail.lastIndexOf(END, undefined, 'latin1');
  if (at < 0) {
    const what = `it ends after ${bytesText(file.size)} without the directory that stands last in such a file`;
    throw refusal(
      file.path,
      'truncated',
      `${what}: it was cut off, probably while downloading; how much is missing it can't tell`,
    );
  }
  const behind = length - at - END_BYTES;
  const comment = behind < 0 ? 0 : tail.readUInt16LE(at + 20);
  if (behind < comment) {
    const missing = comment - behind;
    throw refusal(
      file.path,
      'truncated',
      `it is ${bytesText(missing)} short: it was cut off, probably while downloading`,
      {
        details: { missingBytes: missing },
      },
    );
  }
  if (behind > 0) {
    throw refusal(file.path, 'size-mismatch', `${bytesText(behind)} stand behind its end, where a checkpoint has none`);
  }
  if (tail.readUInt32LE(at + 4) !== 0) throw refusal(file.path, 'malformed', 'it is one part of an archive in several');
  const short = {
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const { place, end } = readEnd64(file, tail, at, begin) ?? { place: short, end: begin + at };
  const agrees =
    [place.count, IN_64_16].includes(short.count) &&
    [place.size, IN_64_32].includes(short.size) &&
    [place.offset, IN_64_32].includes(short.offset);
  if (!agrees) throw refusal(file.path, 'malformed', 'the two records at its end contradict each other');
  if (place.count > MAX_ENTRIES || place.size > MAX_DIRECTORY_BYTES) {
    throw refusal(file.path, 'limit', `its directory has ${place.count} entries in ${bytesText(place.size)}`);
  }
  if (place.offset + place.size > end)
    throw refusal(file.path, 'out-of-bounds', 'its directory reaches beyond its end');
  if (place.offset + place.size < end)
    throw refusal(file.path, 'malformed', 'its directory ends before its end record');
  if (place.count * ENTRY_BYTES > place.size)
    throw refusal(file.path, 'out-of-bounds', 'its directory has fewer entries than it says');
  return place;
}

function readEnd64(file: FileBytes, tail: Buffer, endAt: number, begin: number) {
  const locatorAt = endAt - LOCATOR_64_BYTES;
  if (locatorAt < 0 || tail.readUInt32LE(locatorAt) !== LOCATOR_64) return undefined;
  const at = locatorAt - END_64_BYTES;
  const says = tail.readBigUInt64LE(locatorAt + 8);
  if (at < 0 || says !== BigInt(begin + at) || tail.readUInt32LE(at) !== END_64) {
    throw refusal(file.path, 'malformed', "its end record isn't where it says");
  }
  const place = {
    count: readSafe64(file.path, tail, at + 32),
    size: readSafe64(file.path, tail, at + 40),
    offset: readSafe64(file.path, tail, at + 48),
  };
  return { place, end: begin + at };
}

/** A 64-bit number of a ZIP archive, refused where it is larger than any file. */
export function readSafe64(path: string, bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value))
    throw refusal(path, 'out-of-bounds', 'a size in its directory is larger than any file');
  return value;
}
