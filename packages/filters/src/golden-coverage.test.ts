import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../core/src/testing/golden.ts';

const packages = fileURLToPath(new URL('../..', import.meta.url));

/** What tests beside the code say about golden data: whole names of folders, and how names begin that are put together. */
function namesInTests(): { readonly names: ReadonlySet<string>; readonly beginnings: readonly string[] } {
  const names = new Set<string>();
  const beginnings = new Set<string>();
  for (const name of readdirSync(packages)) {
    const source = join(packages, name, 'src');
    if (!existsSync(source)) continue;
    for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.test.ts')) continue;
      const text = readFileSync(join(source, file), 'utf8');
      for (const [, folder] of text.matchAll(/['"`]filters(?:-vs)?\/([a-z0-9_]+)['"`]/g)) names.add(folder!);
      // The tests of core go through tables of kernels, by names that nothing else has.
      for (const [, key] of text.matchAll(/\b((?:cv2_rgb|cv2_yuv|resize_(?:cv2|torch)_)[a-z0-9_]+)\b/g))
        names.add(key!);
      for (const [, start] of text.matchAll(/`filters(?:-vs)?\/([a-z0-9]+_[a-z0-9_]+)\$\{/g)) beginnings.add(start!);
    }
  }
  return { names, beginnings: [...beginnings] };
}

describe('the golden data of filters', () => {
  const { names, beginnings } = namesInTests();
  const isTested = (folder: string) => names.has(folder) || beginnings.some((start) => folder.startsWith(start));

  it.each(['filters', 'filters-vs'])('of %s has a test for every folder', (group) => {
    if (!existsSync(goldenPath(group))) return; // the tests of its folders say that it is missing
    const folders = readdirSync(goldenPath(group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(goldenPath(group, entry.name, 'cases.json')))
      .map(({ name }) => name);
    expect(folders.filter((folder) => !isTested(folder))).toEqual([]);
  });
});
