import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleProgram } from './testing/bundle-program.ts';
import { hostileFiles } from './testing/hostile-corpus.ts';
import type { HostileFile } from './testing/hostile-file.ts';

const SEED = 20240229;
const MEGABYTE = 2 ** 20;

interface Line {
  readonly name: string;
  readonly outcome: string;
  readonly milliseconds: number;
  readonly memory: number;
}

let folder: string;
let canary: string;
let files: Omit<HostileFile, 'bytes'>[];
let lines: Line[];
let ended: { code: number | null; errors: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-hostile-'));
  canary = join(folder, 'canary');
  files = [];
  const corpus = join(folder, 'corpus');
  await mkdir(corpus);
  for (const { bytes, ...file } of hostileFiles(SEED, canary)) {
    await writeFile(join(corpus, file.name), bytes);
    files.push(file);
  }
  const program = await bundleProgram('read-folder.ts', folder);
  // A child of its own: what it takes in memory is seen, and a crash or a hang is its alone.
  const child = spawn(process.execPath, ['--expose-gc', program, corpus], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 100_000,
  });
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ]);
  ended = { code, errors };
  lines = output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
});
afterAll(() => rm(folder, { recursive: true }));

it('gets to the end of at least 500 hostile files without a crash', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(ended).toEqual({ code: 0, errors: '' });
  expect(lines).toHaveLength(files.length + 1);
  expect(lines.filter(({ outcome }) => outcome.startsWith('crash'))).toEqual([]);
});

it('refuses each of them, but those whose lie is none', () => {
  const harmless = new Set(files.filter((file) => file.harmless).map(({ name }) => name));
  expect(lines.filter(({ name, outcome }) => outcome === 'read' && !harmless.has(name))).toEqual([]);
});

it('executes none of them', () => {
  expect(existsSync(canary)).toBe(false);
});

it('gives each less than two seconds', () => {
  expect(lines.filter(({ milliseconds }) => milliseconds > 2000)).toEqual([]);
});

it('takes at most 256 MB for all of them', () => {
  const first = lines.find(({ memory }) => memory > 256 * MEGABYTE);
  expect(first).toBeUndefined();
});

it('names what was asked for, where a file asks for what weights have no need of', () => {
  const asked = lines.filter(({ name }) => /^\d+-(reduce|stack|memo|inst|opt|raw)-/.test(name));
  expect(asked.length).toBeGreaterThan(300);
  expect(new Set(asked.map(({ outcome }) => outcome))).toEqual(new Set(['forbidden-global', 'module']));
});
