import { createHash } from 'node:crypto';
import type { WeightEntry } from '../../catalogue/weight-entry.ts';

/** Bytes that look random and are always the same. */
export function madeBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let state = seed >>> 0 || 1;
  for (let i = 0; i < length; i++) {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state & 0xff;
  }
  return bytes;
}

/** SHA-256 in lowercase hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** An entry of a catalogue, for a file that a test has made; with `known: false` without its size and hash. */
export function madeEntry(
  content: Uint8Array,
  changes: Partial<WeightEntry> = {},
  options: { readonly known?: boolean } = {},
): WeightEntry {
  const figures = options.known === false ? {} : { bytes: content.length, sha256: sha256Of(content) };
  return {
    id: 'made',
    network: 'ddcolor-tiny',
    summary: 'made for a test',
    file: 'made.pth',
    addresses: [],
    ...figures,
    figuresFrom: 'the test',
    license: 'MIT',
    licenseFrom: 'the test',
    commercialUse: 'allowed',
    credit: 'nobody',
    page: 'https://example.com/made',
    usable: 'now',
    ...changes,
  };
}
