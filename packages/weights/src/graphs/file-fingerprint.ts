import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { hashFile } from '../store/hash-file.ts';
import { writeJson } from '../store/write-json.ts';

interface Fingerprint {
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly sha256: string;
}

/**
 * SHA-256 of a file, lowercase hex. Hashing close to a gigabyte takes a second or two, so the answer is kept in `folder`
 * for as long as the file keeps its size and time of modification.
 *
 * @throws what `node:fs` throws; HavcError `ABORTED`, `DISK_FULL`, `OUTPUT_UNWRITABLE`.
 */
export async function fileFingerprint(file: string, folder: string, signal: AbortSignal | undefined): Promise<string> {
  const { size: bytes, mtimeMs: modifiedMs } = await stat(file);
  const name = createHash('sha256').update(path.resolve(file)).digest('hex').slice(0, 16);
  const record = path.join(folder, `${name}.hash.json`);
  const known = await readFingerprint(record);
  if (known?.bytes === bytes && known.modifiedMs === modifiedMs) return known.sha256;
  const sha256 = (await hashFile(file, { signal })).digest('hex');
  await writeJson(record, { bytes, modifiedMs, sha256 } satisfies Fingerprint);
  return sha256;
}

async function readFingerprint(record: string): Promise<Fingerprint | undefined> {
  try {
    const { bytes, modifiedMs, sha256 } = JSON.parse(await readFile(record, 'utf8')) as Partial<Fingerprint>;
    if (typeof bytes !== 'number' || typeof modifiedMs !== 'number' || !/^[0-9a-f]{64}$/.test(sha256 ?? '')) return;
    return { bytes, modifiedMs, sha256: sha256! };
  } catch {
    return undefined; // missing or damaged: the file is hashed again
  }
}
