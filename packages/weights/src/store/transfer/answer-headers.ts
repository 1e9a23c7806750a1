import type { IncomingHttpHeaders } from 'node:http';

/** Longest that a server may ask to be left alone before the next try. */
const MAX_RETRY_AFTER_MS = 60_000;

/** The range that a server says it sends: first byte, last byte, and length of the whole where it says that. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly total: number | undefined;
}

/** Reads `Content-Range: bytes 100-199/200`; undefined for anything else. */
export function parseContentRange(value: string | undefined): ContentRange | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(value?.trim() ?? '');
  if (!match) return undefined;
  const [first, last] = [Number(match[1]), Number(match[2])];
  const total = match[3] === '*' ? undefined : Number(match[3]);
  if (first > last || (total !== undefined && last >= total)) return undefined;
  return { first, last, total };
}

/** Reads the length of the whole from the `Content-Range` of a 416 answer: an asterisk, a slash, and the length. */
export function parseUnsatisfiedRange(value: string | undefined): number | undefined {
  const match = /^bytes \*\/(\d{1,15})$/i.exec(value?.trim() ?? '');
  return match ? Number(match[1]) : undefined;
}

/** Reads `Content-Length`; undefined where it is missing or none. */
export function parseContentLength(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
}

/** What can be given back in `If-Range`: a strong ETag, else the date of the last change, else nothing. */
export function validatorOf(headers: IncomingHttpHeaders): string | undefined {
  const { etag } = headers;
  if (etag !== undefined && /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag)) return etag;
  const modified = headers['last-modified'];
  return modified !== undefined && !Number.isNaN(Date.parse(modified)) ? modified : undefined;
}

/** How long `Retry-After` asks to wait, in milliseconds, at most a minute; undefined where it doesn't say. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), MAX_RETRY_AFTER_MS);
}
