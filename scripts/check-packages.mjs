// Checks every package as it ships: publint on the packed tarball, its files, its types from a consumer's project.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Bytes that a packed package may have; most of models-compact is the built-in model, and of benchmarks photographs. */
const CEILINGS = { 'models-compact': 6_500_000, benchmarks: 2_500_000, default: 400_000 };

/** The folder of each package by its name without the scope. */
const HOMES = new Map(
  [...readdirSync(join(ROOT, 'packages')).sort(), 'benchmarks'].map((name) => [
    name,
    name === 'benchmarks' ? join(ROOT, name) : join(ROOT, 'packages', name),
  ]),
);

const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20 };
const folder = mkdtempSync(join(tmpdir(), 'havc-packages-'));
let failures = 0;
try {
  for (const [name, home] of HOMES) checkPackage(name, home);
  checkConsumer();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? 'All packages are fit to be published.' : `${failures} package checks failed.`);
process.exit(failures === 0 ? 0 : 1);

function checkPackage(name, home) {
  const publint = join(ROOT, 'node_modules', 'publint', 'src', 'cli.js');
  attempt(`publint ${name}`, () =>
    execFileSync(process.execPath, [publint, 'run', home, '--strict', '--pack', 'npm'], quiet),
  );
  attempt(`pack ${name}`, () => {
    const [packed] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { ...quiet, cwd: home }));
    const ceiling = CEILINGS[name] ?? CEILINGS.default;
    if (packed.size > ceiling) throw new Error(`${packed.size} bytes packed, more than ${ceiling}`);
    const stray = packed.files
      .map((file) => file.path)
      .filter((path) => /\.test\.|__fixtures__|\.ts$/.test(path) && !path.endsWith('.d.ts'));
    if (stray.length > 0) throw new Error(`ships files that it should not: ${stray.join(', ')}`);
    for (const wanted of ['README.md', 'package.json']) {
      if (!packed.files.some((file) => file.path === wanted)) throw new Error(`does not ship ${wanted}`);
    }
  });
}

/** Packs all packages, installs them into an empty project, and imports and type-checks them there. */
function checkConsumer() {
  attempt('install the packed packages in an empty project', () => {
    const project = join(folder, 'consumer');
    mkdirSync(project);
    const names = [...HOMES.keys()];
    const tarballs = Object.fromEntries(
      names.map((name) => {
        const args = ['--yes', packageManager, 'pack', '--json', '--pack-destination', folder];
        const packed = JSON.parse(execFileSync('npx', args, { ...quiet, cwd: HOMES.get(name) }));
        return [`@havc/${name}`, `file:${packed.filename}`];
      }),
    );
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({
        private: true,
        type: 'module',
        dependencies: tarballs,
        // The tarballs ask for each other by version, and no registry has these.
        overrides: tarballs,
      }),
    );
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      ...quiet,
      cwd: project,
    });
    const imports = names.filter((name) => name !== 'cli').map((name) => `await import('@havc/${name}');`);
    execFileSync(process.execPath, ['--input-type=module', '-e', imports.join('\n')], { ...quiet, cwd: project });
    const version = execFileSync(join(project, 'node_modules', '.bin', 'havc'), ['--version'], {
      ...quiet,
      cwd: project,
    });
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`havc --version printed ${version}`);
    writeFileSync(
      join(project, 'use.ts'),
      names
        .filter((name) => name !== 'cli')
        .map((name) => `export * as p${name.replaceAll('-', '')} from '@havc/${name}';`)
        .join('\n'),
    );
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023,esnext.disposable',
    ];
    const types = ['--typeRoots', join(ROOT, 'node_modules', '@types'), '--types', 'node'];
    execFileSync(process.execPath, [tsc, ...options, ...types, 'use.ts'], { ...quiet, cwd: project });
  });
}

function attempt(what, check) {
  try {
    check();
    console.log(`ok    ${what}`);
  } catch (error) {
    failures++;
    console.log(`FAIL  ${what}: ${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  }
}
