import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The folder of the published test set, which isn't part of the repository: HAVC_TESTSET_DIR, or `../shared/testset` from
 * the repository's root. Undefined, after a word about it, where it isn't there.
 */
export function realTestSet(): string | undefined {
  const root = resolve(import.meta.dirname, '../../../../..');
  const folder = process.env['HAVC_TESTSET_DIR'] ?? resolve(root, '../shared/testset');
  if (existsSync(join(folder, 'panels.json'))) return folder;
  process.stderr.write(`Skipped: there is no test set in ${folder}; name its folder in HAVC_TESTSET_DIR.\n`);
  return undefined;
}
