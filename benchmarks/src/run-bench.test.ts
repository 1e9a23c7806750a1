import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelStore } from '@havc/weights';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BenchRun, runBench } from './run-bench.ts';

const emptyStore: Pick<ModelStore, 'list'> = { list: async () => [] };
const identity: Omit<BenchRun, 'output'> = {
  ...{ parts: { color: {} }, command: 'havc bench color', store: emptyStore, methods: { models: ['identity'] } },
  havc: { version: '0.0.0', program: 'havc.js' },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-run-bench-'));
  await mkdir(join(folder, 'scratch'));
  // Where temporary folders are made, so that what is left in it is seen.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, join(folder, 'scratch'));
  vi.stubEnv('HAVC_TESTSET_DIR', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const leftovers = async () => [...(await readdir(folder)), ...(await readdir(join(folder, 'scratch')))].sort();

describe('runBench', () => {
  it('measures the parts that are asked for, and leaves a report and nothing else', async () => {
    const output = join(folder, 'out');
    const { results, files } = await runBench({ ...identity, output });
    expect(results.color!.methods.map(({ id }) => id)).toEqual(['truth', 'gray', 'identity']);
    expect(results).not.toHaveProperty('speed');
    // What gives each picture back as it is scores what gray does.
    const [, gray, own] = results.color!.methods;
    expect(own!.mean.deltaE).toBeCloseTo(gray!.mean.deltaE, 6);
    expect(files.html).toBe(join(output, 'report.html'));
    expect(await leftovers()).toEqual(['out', 'scratch']);
  });

  it('leaves nothing where it is stopped midway', async () => {
    const stop = new AbortController();
    const say = () => stop.abort();
    const run = runBench({ ...identity, output: join(folder, 'out'), say, signal: stop.signal });
    await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await leftovers()).toEqual(['scratch']);
  });

  it('leaves nothing where the report has no place', async () => {
    await writeFile(join(folder, 'out'), 'mine');
    const run = runBench({ ...identity, output: join(folder, 'out') });
    await expect(run).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(await leftovers()).toEqual(['out', 'scratch']);
  });

  it('asks for weights before it measures anything', async () => {
    const said: string[] = [];
    const run = runBench({
      ...{ ...identity, output: join(folder, 'out'), methods: { presets: ['medium'] } },
      say: (text) => said.push(text),
    });
    await expect(run).rejects.toMatchObject({ code: 'MODEL_MISSING' });
    expect(said).toEqual([]);
    expect(await leftovers()).toEqual(['scratch']);
  });
});
