// Installs and builds what a fresh clone needs, with nothing but Node and npm; a second run takes a moment.
//
//   node scripts/setup.mjs              install where package files changed, then build what changed
//   node scripts/setup.mjs --no-build   install only
//
// pnpm comes through `npx`, at the version that package.json pins: nothing is installed globally.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// turbo looks for pnpm on PATH; the installation brings it.
const BINARIES = join(ROOT, 'node_modules', '.bin');
const MARKER = join(ROOT, 'node_modules', '.havc-setup');

checkNode();
if (readIfThere(MARKER) !== fingerprint()) {
  install();
  writeFileSync(MARKER, fingerprint());
}
if (!process.argv.includes('--no-build')) build();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`havc needs Node 20.19 or newer; this is ${process.version}. Get a current one from https://nodejs.org.`);
}

/** What an installation depends on: the lock file and every package.json. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version).update(process.platform).update(process.arch);
  const folders = readdirSync(join(ROOT, 'packages')).map((name) => join('packages', name));
  for (const folder of ['', ...folders, 'benchmarks', 'examples']) {
    hash.update(readIfThere(join(ROOT, folder, 'package.json')) ?? '');
  }
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readIfThere(join(ROOT, name)) ?? '');
  return hash.digest('hex');
}

function install() {
  say('Installing the packages (once; a minute or so) ...');
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'], 'Installing');
}

function build() {
  const turbo = join(ROOT, 'node_modules', 'turbo', 'bin', 'turbo');
  if (!existsSync(turbo)) fail('The installation is not complete. Remove the folder node_modules and run this again.');
  run(process.execPath, [turbo, 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'], 'Building');
}

/** Runs a step silently, and shows what it printed only when it fails. */
function run(program, args, step) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    shell: process.platform === 'win32' && program === 'npx',
    env: {
      ...process.env,
      PATH: `${BINARIES}${delimiter}${process.env.PATH}`,
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
    },
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
  fail(`${step} failed (see above).`);
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
