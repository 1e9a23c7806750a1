import { readFile } from 'node:fs/promises';
import { errnoOf, readError } from './store-error.ts';
import { writeJson } from './write-json.ts';

/**
 * What a file's hash was compared with when it came into the store: the `catalogue`; nothing, for this was its
 * `first-use`, and the hash is remembered; or nothing, because the `user` vouched for it.
 */
export type VerifiedAgainst = 'catalogue' | 'first-use' | 'user';

/** What the store knows of a file of weights, kept as JSON beside it. */
export interface ModelRecord {
  readonly version: 1;
  readonly id: string;
  /** Its official name. */
  readonly file: string;
  /** Lowercase hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** When it came into the store, ISO 8601. */
  readonly addedAt: string;
  /** Where it came from: an address without secrets, or a path. */
  readonly from: string;
  readonly verifiedAgainst: VerifiedAgainst;
  /** Its time of modification when its hash was last known to be right, in milliseconds: a change shows by it. */
  readonly modifiedMs: number;
}

/**
 * The record in a file; undefined where there is none, or what is there is none.
 *
 * @throws HavcError `INPUT_UNREADABLE`.
 */
export async function readRecord(file: string): Promise<ModelRecord | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return undefined;
    throw readError(error, file);
  }
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // cut off or edited: the file is then hashed as if it were new
  }
}

/**
 * Writes a record.
 *
 * @throws HavcError `DISK_FULL`, `OUTPUT_UNWRITABLE`.
 */
export function writeRecord(file: string, record: ModelRecord): Promise<void> {
  return writeJson(file, record);
}

function isRecord(value: unknown): value is ModelRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { version, id, file, sha256, bytes, addedAt, from, verifiedAgainst, modifiedMs } = value as Partial<
    Record<keyof ModelRecord, unknown>
  >;
  return (
    version === 1 &&
    [id, file, addedAt, from].every((text) => typeof text === 'string') &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof bytes === 'number' &&
    typeof modifiedMs === 'number' &&
    (['catalogue', 'first-use', 'user'] as readonly unknown[]).includes(verifiedAgainst)
  );
}
