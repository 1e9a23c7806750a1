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

/**
 * How many processes read them, one after the other: not one a file, because of their start; not one for all, because V8
 * gives memory back late. Files of one kind follow each other, so they are dealt out like cards.
 */
const PROCESSES = 40;

let folder: string;
let canary: string;
const files: Omit<HostileFile, 'bytes'>[] = [];
const lines: Line[] = [];
const ends: { code: number | null; errors: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-hostile-'));
  canary = join(folder, 'canary');
  const batches = Array.from({ length: PROCESSES }, (_, n) => join(folder, `batch-${n}`));
  for (const batch of batches) await mkdir(batch);
  for (const { bytes, ...file } of hostileFiles(SEED, canary)) {
    await writeFile(join(batches[files.length % PROCESSES]!, file.name), bytes);
    files.push(file);
  }
  const program = await bundleProgram('read-folder.ts', folder);
  for (const batch of batches) await readBatch(program, batch);
});
afterAll(() => rm(folder, { recursive: true }));

/** In a child: what it takes in memory is seen, and a crash or a hang is its alone. */
async function readBatch(program: string, batch: string): Promise<void> {
  const child = spawn(process.execPath, ['--expose-gc', program, batch], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ]);
  ends.push({ code, errors });
  lines.push(
    ...output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line),
  );
}

it('gets to the end of at least 500 hostile files without a crash', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(ends.filter(({ code, errors }) => code !== 0 || errors !== '')).toEqual([]);
  expect(lines).toHaveLength(files.length);
  expect(lines.filter(({ outcome }) => outcome.startsWith('crash'))).toEqual([]);
});

it('refuses each of them, but those whose lie is none', () => {
  const harmless = new Set(files.filter((file) => file.harmless).map(({ name }) => name));
  expect(lines.filter(({ name, outcome }) => outcome === 'read' && !harmless.has(name))).toEqual([]);
});

it('executes none of them', () => {
  expect(existsSync(canary)).toBe(false);
});

it('gives each less than two seconds of the processor', () => {
  expect(lines.filter(({ milliseconds }) => milliseconds > 2000)).toEqual([]);
});

it('takes at most 256 MB for them', () => {
  expect(lines.filter(({ memory }) => memory > 256 * MEGABYTE)).toEqual([]);
});

it('names what was asked for, where a file asks for what weights have no need of', () => {
  const asked = lines.filter(({ name }) => /^\d+-(reduce|stack|memo|inst|opt|raw)-/.test(name));
  expect(asked.length).toBeGreaterThan(300);
  expect(new Set(asked.map(({ outcome }) => outcome))).toEqual(new Set(['forbidden-global', 'module']));
});
