import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What a folder holds: the path of each entry below it, and what tells whether it was changed. */
export async function snapshot(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const visit = async (path: string): Promise<void> => {
    for (const name of (await readdir(path)).sort()) {
      const entry = join(path, name);
      const { mode } = await lstat(entry);
      found[relative(folder, entry)] = `${mode.toString(8)} ${await content(entry)}`;
      if ((await lstat(entry)).isDirectory()) await visit(entry);
    }
  };
  await visit(folder);
  return found;
}

async function content(entry: string): Promise<string> {
  const stats = await lstat(entry);
  if (stats.isSymbolicLink()) return `link to ${await readlink(entry)}`;
  if (!stats.isFile()) return 'no file';
  return createHash('sha256')
    .update(await readFile(entry))
    .digest('hex');
}
