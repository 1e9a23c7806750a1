import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numbers, weightsOf } from '../testing/run-graph.ts';
import { conv2d } from './convolution.ts';
import { exportGraph } from './export-graph.ts';
import type { NetworkDefinition } from './network.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TENSORS = { 'a.weight': numbers([4, 3, 3, 3]), 'a.bias': numbers([4], 2) };

const network = (size: number): NetworkDefinition => ({
  name: 'net',
  version: 1,
  define(graph) {
    graph.output('y', conv2d(graph.input('x', [1, 3, size, size]), 'a', { channels: 4 }));
  },
});

const names = async () => (await readdir(folder)).sort();

describe('exportGraph', () => {
  const write = (more: Partial<Parameters<typeof exportGraph>[0]> = {}) =>
    exportGraph({ path: join(folder, 'net.onnx'), network: network(8), weights: weightsOf(TENSORS), ...more });

  it('writes two files that work wherever they are put together', async () => {
    const { bytes } = await write();
    expect(await names()).toEqual(['net.onnx', 'net.onnx.data']);
    const sizes = await Promise.all((await names()).map(async (name) => (await stat(join(folder, name))).size));
    expect(bytes).toBe(sizes[0]! + sizes[1]!);
    await mkdir(join(folder, 'elsewhere'));
    for (const name of ['net.onnx', 'net.onnx.data']) await rename(join(folder, name), join(folder, 'elsewhere', name));
    const session = await InferenceSession.create(join(folder, 'elsewhere', 'net.onnx'));
    expect(session.inputNames).toEqual(['x']);
    await session.release();
  });

  it('replaces nothing unless it may', async () => {
    await writeFile(join(folder, 'net.onnx.data'), 'precious');
    await expect(write()).rejects.toMatchObject({ code: 'OUTPUT_EXISTS', message: /net\.onnx\.data" exists already/ });
    expect(await readFile(join(folder, 'net.onnx.data'), 'utf8')).toBe('precious');
    await write({ overwrite: true });
    expect(await names()).toEqual(['net.onnx', 'net.onnx.data']);
  });

  it('says that a folder is missing', async () => {
    await expect(write({ path: join(folder, 'missing', 'net.onnx') })).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
    });
  });
});
