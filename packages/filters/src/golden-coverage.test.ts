import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../core/src/testing/golden.ts';

const packages = fileURLToPath(new URL('../..', import.meta.url));

/** All folders of golden data that some test beside the code reads. */
function foldersWithTest(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of readdirSync(packages)) {
    const source = join(packages, name, 'src');
    if (!existsSync(source)) continue;
    for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.test.ts')) continue;
      const text = readFileSync(join(source, file), 'utf8');
      for (const [, folder] of text.matchAll(/['"`](filters(?:-vs)?\/[a-z0-9_]+)['"`]/g)) found.add(folder!);
    }
  }
  return found;
}

describe('the golden data of filters', () => {
  const tested = foldersWithTest();

  it.each(['filters', 'filters-vs'])('of %s has a test for every folder', (group) => {
    if (!existsSync(goldenPath(group))) return;
    const folders = readdirSync(goldenPath(group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(goldenPath(group, entry.name, 'cases.json')))
      .map((entry) => `${group}/${entry.name}`);
    expect(folders.filter((folder) => !tested.has(folder))).toEqual([]);
  });
});
