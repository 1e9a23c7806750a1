import { HavcError, type HavcErrorDetails } from '@havc/core';

/** Why a file of weights is refused, in a word that programs can compare: `details.reason` of `WEIGHTS_REFUSED`. */
export type RefusalReason =
  | 'empty'
  | 'unknown-format'
  | 'truncated'
  | 'out-of-bounds'
  | 'size-mismatch'
  | 'overlap'
  | 'duplicate'
  | 'compressed'
  | 'encrypted'
  | 'crc'
  | 'forbidden-global'
  | 'forbidden-opcode'
  | 'module'
  | 'malformed'
  | 'limit'
  | 'big-endian'
  | 'unsupported-type'
  | 'unsupported-layout'
  | 'no-state-dict';

const FETCH_AGAIN = 'Delete it and get it again: `havc models fetch` does for official files.';

/** What may be said beyond the reason. */
export interface RefusalMore {
  /** What to do; without it, to fetch the file again. */
  readonly advice?: string;
  readonly details?: HavcErrorDetails;
  readonly cause?: unknown;
}

/**
 * The error for a file of weights that isn't read: `<path> can't be used as weights: <what>. <advice>`.
 *
 * @param what - what is wrong and where, as half a sentence without its full stop.
 */
export function refusal(path: string, reason: RefusalReason, what: string, more: RefusalMore = {}): HavcError {
  return new HavcError('WEIGHTS_REFUSED', `${path} can't be used as weights: ${what}. ${more.advice ?? FETCH_AGAIN}`, {
    details: { path, reason, ...more.details },
    ...(more.cause === undefined ? {} : { cause: more.cause }),
  });
}

/** A name out of a file in quotes, fit for a message: without control characters and not longer than a line. */
export function quoted(name: string): string {
  const escaped = JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
  return escaped.replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '?');
}

/** A count of bytes for people: `1,234,567 bytes`. */
export function bytesText(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'byte' : 'bytes'}`;
}
