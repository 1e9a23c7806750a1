import { HavcError } from '@havc/core';
import type { WeightEntry } from './weight-entry.ts';

/**
 * Checks a catalogue that comes from outside: its ids and names become folders and files, so none may lead elsewhere.
 *
 * @throws HavcError `OPTION_INVALID` that names the entry and its fault.
 */
export function ensureCatalogue(catalogue: readonly WeightEntry[]): void {
  const seen = new Set<string>();
  for (const entry of catalogue) {
    const fault = faultOf(entry) ?? (seen.has(entry.id) || seen.has(entry.file) ? 'appears twice' : undefined);
    if (fault !== undefined) {
      throw new HavcError('OPTION_INVALID', `options.catalogue: the entry ${JSON.stringify(entry.id)} ${fault}.`, {
        details: { id: entry.id },
      });
    }
    seen.add(entry.id).add(entry.file);
  }
}

function faultOf({ id, file, addresses, bytes, sha256 }: WeightEntry): string | undefined {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return 'has an id that is not made of lowercase letters, digits and dashes';
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/.test(file) || file.endsWith('.')) {
    return `has a file name that is none everywhere: ${JSON.stringify(file)}`;
  }
  for (const address of addresses) {
    if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
      return `has an address that is neither https: nor http:, ${JSON.stringify(address)}`;
    }
  }
  if (bytes !== undefined && !(Number.isSafeInteger(bytes) && bytes > 0))
    return 'has a size that is no number of bytes';
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    return 'has a SHA-256 that is not 64 lowercase hex digits';
  return undefined;
}
