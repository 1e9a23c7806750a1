// `npm run bench`: `havc bench --quick` from a clone; `npm run bench -- --full`, or any part and option of it, for more.
//
//   npm run bench                                a first impression in a few minutes, in havc-bench/quick/
//   npm run bench -- --full                      everything
//   npm run bench -- color --truth photos/       one part, as `havc bench color` does it
//
// The published test set is measured where it lies beside the repository, or where HAVC_TESTSET_DIR says.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const asked = process.argv.slice(2);
const words = asked.filter((word) => word !== '--full');
// In a folder of its own, as it replaces its last report: those of longer runs are not its to touch.
const isQuick = asked.length === 0;
const beside = fileURLToPath(new URL('../../shared/testset', import.meta.url));
if (process.env.HAVC_TESTSET_DIR === undefined && existsSync(beside)) process.env.HAVC_TESTSET_DIR = beside;

// npm runs scripts in the repository's folder; relative paths mean the folder that npm was called in.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.argv = [
  ...process.argv.slice(0, 2),
  'bench',
  ...(isQuick ? ['--quick', '-y', '-o', 'havc-bench/quick'] : words),
];
await import(new URL('../packages/cli/dist/main.js', import.meta.url).href);
