// Draws what each filter does, before and after, one picture a filter: colours that are wrong show here first.
//
//   node scripts/setup.mjs && node scripts/filter-strips.mjs strips [--testset folder]
//
// Each row of a strip is a photograph. With --testset (default: ../shared/testset, where it is there) they are the panels
// of real models on its sheets; else the photographs of media/, coloured by the built-in model, and their own colours.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawStrip } from './filter-strips/draw-strip.mjs';
import { readPairs } from './filter-strips/read-pairs.mjs';
import { STRIPS } from './filter-strips/strips.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { testset: { type: 'string' } } });
const [output] = positionals;
if (output === undefined) {
  console.error('Where to? node scripts/filter-strips.mjs <folder> [--testset <folder>]');
  process.exit(2);
}
const usual = resolve(ROOT, '../shared/testset');
const testset = values.testset ?? (existsSync(usual) ? usual : undefined);
const pairs = await readPairs(testset, join(ROOT, 'media'));
await mkdir(output, { recursive: true });
for (const [name, columns] of Object.entries(STRIPS)) {
  const path = join(output, `${name}.png`);
  await drawStrip(path, pairs, columns);
  console.log(path);
}
