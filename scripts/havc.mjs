// Runs the `havc` command from a clone: `npm run -s havc -- colorize film.mp4`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../packages/cli/dist/main.js', import.meta.url);

if (!existsSync(main)) {
  // Its talk goes to stderr: stdout is for what the command writes, which may be a film.
  const setup = fileURLToPath(new URL('setup.mjs', import.meta.url));
  const { status, signal } = spawnSync(process.execPath, [setup], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(signal === 'SIGINT' ? 130 : (status ?? 1));
}

// npm runs scripts in the repository's folder; relative paths mean the folder that npm was called in.
const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
if (script === 'havc' && folder) process.chdir(folder);

await import(main.href);
