import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HavcError } from '@havc/core';
import type { WeightEntry } from '../../catalogue/weight-entry.ts';
import { formatBytes } from '../format-bytes.ts';
import type { Environment } from '../models-home.ts';

/** Where files are fetched from: the official addresses, a mirror of them, or a folder. */
export type Origin =
  | { readonly kind: 'official' }
  | { readonly kind: 'mirror'; readonly base: URL }
  | { readonly kind: 'folder'; readonly folder: string };

/**
 * What `HAVC_MODELS_URL` stands for: an `http:` or `https:` address below which the files lie by their names, or a folder,
 * as a path or a `file:` address. Empty or undefined: the official addresses.
 *
 * @throws HavcError `OPTION_INVALID` for other kinds of addresses.
 */
export function parseOrigin(text: string | undefined): Origin {
  if (text === undefined || text.trim() === '') return { kind: 'official' };
  // One letter before a colon is a drive of Windows.
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: 'folder', folder: path.resolve(text) };
  try {
    if (scheme === 'file') return { kind: 'folder', folder: fileURLToPath(text) };
    if (scheme === 'http' || scheme === 'https') {
      const base = new URL(text);
      if (!base.pathname.endsWith('/')) base.pathname += '/';
      return { kind: 'mirror', base };
    }
  } catch (cause) {
    throw originError(text, cause);
  }
  throw originError(text);
}

/** The addresses at which an entry's file is looked for, the best first. A mirror's query (a key, say) is kept. */
export function addressesOf(entry: WeightEntry, origin: Exclude<Origin, { kind: 'folder' }>): readonly string[] {
  if (origin.kind === 'official') return entry.addresses;
  const address = new URL(origin.base);
  address.pathname += encodeURIComponent(entry.file);
  return [address.href];
}

/** Whether `HAVC_OFFLINE` is set, to anything but `0`, `false`, `no` or `off`. */
export function isOffline(env: Environment): boolean {
  return !['', '0', 'false', 'no', 'off'].includes((env['HAVC_OFFLINE'] ?? '').trim().toLowerCase());
}

/** The error for a file that could only come over the network, which may not be used. */
export function offlineError(entry: WeightEntry, file: string): HavcError {
  const size = entry.bytes === undefined ? '' : ` (${formatBytes(entry.bytes)})`;
  return new HavcError(
    'MODEL_MISSING',
    `The weights ${entry.id} are not here, and the network may not be used (HAVC_OFFLINE or --offline). ` +
      `Get ${entry.file}${size} on another machine from ${entry.addresses[0] ?? entry.page}, then run ` +
      `\`havc models import ${entry.file}\`, or put it at ${JSON.stringify(file)}.`,
    { details: { id: entry.id, path: file } },
  );
}

function originError(text: string, cause?: unknown): HavcError {
  return new HavcError(
    'OPTION_INVALID',
    `The place of the models must be an http: or https: address, a file: address or a folder, got ${JSON.stringify(text)}. ` +
      'It comes from --url or HAVC_MODELS_URL.',
    { details: { option: 'modelsUrl', value: text }, cause },
  );
}
