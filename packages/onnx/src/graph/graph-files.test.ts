import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numbers, weightsOf } from '../testing/run-graph.ts';
import { conv2d } from './convolution.ts';
import { graphFile } from './graph-files.ts';
import type { NetworkDefinition } from './network.ts';

let folder: string;
let opened: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-graph-files-'));
  opened = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TENSORS = { 'a.weight': numbers([4, 3, 3, 3]), 'a.bias': numbers([4], 2) };

const network = (size: number, version = 1): NetworkDefinition => ({
  name: 'net',
  version,
  define(graph) {
    graph.output('y', conv2d(graph.input('x', [1, 3, size, size]), 'a', { channels: 4 }));
  },
});

const fileFor = (size: number, more: Partial<Parameters<typeof graphFile>[0]> = {}) =>
  graphFile({
    folder,
    network: network(size),
    variant: `${size}`,
    openWeights: async () => {
      opened++;
      return weightsOf(TENSORS);
    },
    ...more,
  });

const names = async () => (await readdir(folder)).sort();

describe('graphFile', () => {
  it('writes the weights once for all sizes, and says so before', async () => {
    let told = 0;
    const onBuild = () => void told++;
    const small = await fileFor(8, { onBuild });
    const large = await fileFor(16, { onBuild });
    expect([opened, told]).toEqual([1, 1]);
    expect(await fileFor(8)).toBe(small);
    expect(large).not.toBe(small);
    expect(await names()).toEqual([
      'net-fp32-v1.1-16.onnx',
      'net-fp32-v1.1-8.onnx',
      'net-fp32-v1.1.weights',
      'net-fp32-v1.1.weights.json',
    ]);
  });

  it('writes them anew for another version of the network, and for another precision', async () => {
    await fileFor(8);
    await fileFor(8, { network: network(8, 2) });
    await fileFor(8, { precision: 'fp16' });
    expect(opened).toBe(3);
    expect((await stat(join(folder, 'net-fp16-v1.1.weights'))).size).toBeLessThan(
      (await stat(join(folder, 'net-fp32-v1.1.weights'))).size,
    );
  });

  it.each<[string, () => Promise<unknown>]>([
    ['weights that were cut off', () => truncate(join(folder, 'net-fp32-v1.1.weights'), 10)],
    ['weights that are gone', () => rm(join(folder, 'net-fp32-v1.1.weights'))],
    ['a record that is damaged', () => writeFile(join(folder, 'net-fp32-v1.1.weights.json'), '{"by')],
  ])('gets over %s', async (_what, damage) => {
    await fileFor(8);
    const weights = await readFile(join(folder, 'net-fp32-v1.1.weights'));
    await damage();
    await fileFor(8);
    expect(opened).toBe(2);
    expect(Buffer.compare(await readFile(join(folder, 'net-fp32-v1.1.weights')), weights)).toBe(0);
  });

  it('is safe to ask for several times at once', async () => {
    const paths = await Promise.all([fileFor(8), fileFor(8), fileFor(16)]);
    expect(new Set(paths).size).toBe(2);
    expect((await names()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('leaves nothing behind where the weights are refused', async () => {
    const wrong = fileFor(8, { openWeights: async () => weightsOf({ 'a.weight': TENSORS['a.weight'] }) });
    await expect(wrong).rejects.toMatchObject({ code: 'WEIGHTS_REFUSED', message: /1 missing \(a\.bias \[4\]\)/ });
    expect(await names()).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses weights that hold %d', async (value) => {
    const data = TENSORS['a.weight'].data.slice();
    data[5] = value;
    const damaged = weightsOf({ ...TENSORS, 'a.weight': { ...TENSORS['a.weight'], data } });
    await expect(fileFor(8, { openWeights: async () => damaged })).rejects.toMatchObject({
      code: 'WEIGHTS_REFUSED',
      message: 'test.pth is damaged: the weights of a.weight hold what is no finite number. Get the file again.',
    });
    expect(await names()).toEqual([]);
  });

  it('ends when it is stopped', async () => {
    const stopped = fileFor(8, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await names()).toEqual([]);
  });

  it('says that a folder can not be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(fileFor(8, { folder: join(folder, 'file', 'graphs') })).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: /choose another folder, or set HAVC_HOME/,
    });
  });
});
