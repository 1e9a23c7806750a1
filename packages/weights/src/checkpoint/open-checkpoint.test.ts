import { existsSync } from 'node:fs';
import { HavcError } from '@havc/core';
import { describe, expect, it } from 'vitest';
import { goldenPath, readJson } from '../../../core/src/testing/golden.ts';
import type { ElementArray } from './element-type.ts';
import { openCheckpoint } from './open-checkpoint.ts';

/** A tensor of expected.json: integers beyond 2^53 are texts, values are the first in C order. */
interface ExpectedTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly first: readonly (number | string | boolean)[];
  readonly sum: number | string;
}

interface ExpectedFile {
  readonly outcome: 'ok' | 'refuse' | 'ok-or-refuse';
  readonly format: 'zip' | 'legacy' | 'safetensors' | 'unknown';
  readonly reason?: string;
  readonly stateDictPath?: readonly string[];
  readonly tensors?: Readonly<Record<string, ExpectedTensor>>;
}

const FORMATS = { zip: 'torch-zip', legacy: 'torch-legacy', safetensors: 'safetensors', unknown: '' };

const folder = goldenPath('checkpoints');
if (existsSync(goldenPath('checkpoints', 'expected.json'))) {
  const files = Object.entries(
    readJson<{ files: Record<string, ExpectedFile> }>(goldenPath('checkpoints', 'expected.json')).files,
  );
  describe('golden checkpoints', () => {
    it.each(files.filter(([, { outcome }]) => outcome === 'ok'))('reads %s', async (name, expected) => {
      await using checkpoint = await openCheckpoint(goldenPath('checkpoints', name));
      expect(checkpoint.format).toBe(FORMATS[expected.format]);
      expect(checkpoint.stateDictPath).toEqual(expected.stateDictPath);
      expect([...checkpoint.tensors.keys()]).toEqual(Object.keys(expected.tensors!));
      for (const [key, tensor] of Object.entries(expected.tensors!)) {
        expect(checkpoint.tensors.get(key)).toMatchObject({ name: key, type: tensor.dtype, shape: tensor.shape });
        const exact = await checkpoint.readExact(key);
        expect(exact).toHaveLength(tensor.shape.reduce((product, size) => product * size, 1));
        expect([...exact.subarray(0, 8)]).toEqual(tensor.first.map((value) => expectedValue(value, exact)));
        ensureSum(exact, tensor.sum);
        const floats = Array.from(exact as Iterable<number | bigint>, (value) => Math.fround(Number(value)));
        expect([...(await checkpoint.readFloat32(key))]).toEqual(floats);
      }
    });

    it.each(files.filter(([, { outcome }]) => outcome !== 'ok'))('refuses %s', async (name, expected) => {
      const error = await refusalOf(goldenPath('checkpoints', name));
      expect(error.details).toMatchObject({ reason: expected.reason, path: goldenPath('checkpoints', name) });
      expect(error.message).toContain(name);
    });

    it.each([
      ['zip_malicious.pth', 'posix.system'],
      ['legacy_malicious.pth', 'posix.system'],
      ['zip_malicious_nested.pth', '__builtin__.eval'],
      ['zip_malicious_getattr.pth', '__builtin__.getattr'],
      ['zip_whole_module.pth', 'torch.nn.modules.container.Sequential'],
      ['legacy_truncated.pth', '37 bytes short'],
      ['not_a_checkpoint.pth', 'it is a web page: the download went wrong'],
      ['zip_bad_crc.pth', '"zip_plain/data/0"'],
      ['empty_file.pth', 'it is empty'],
    ])('says what is wrong with %s: %s', async (name, words) => {
      expect((await refusalOf(goldenPath('checkpoints', name))).message).toContain(words);
    });
  });
} else {
  const reason = `golden data not found at ${folder}: set HAVC_GOLDEN_DIR to run these tests`;
  it(`is skipped: ${reason}`, (context) => context.skip(reason));
}

/** The error with which opening a file or reading its tensors ends. */
async function refusalOf(path: string): Promise<HavcError> {
  try {
    await using checkpoint = await openCheckpoint(path);
    for (const name of checkpoint.tensors.keys()) await checkpoint.readFloat32(name);
  } catch (error) {
    if (HavcError.is(error, 'WEIGHTS_REFUSED')) return error;
    throw error;
  }
  throw new Error(`${path} was read.`);
}

function expectedValue(value: number | string | boolean, like: ElementArray): number | bigint {
  return like instanceof BigInt64Array ? BigInt(value) : Number(value);
}

function ensureSum(values: ElementArray, sum: number | string): void {
  if (values instanceof BigInt64Array) {
    expect(values.reduce((total, value) => total + value, 0n)).toBe(BigInt(sum));
    return;
  }
  const total = Array.from(values).reduce((all, value) => all + value, 0);
  // The sums are of doubles, in another order.
  expect(Math.abs(total - Number(sum))).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(Number(sum))));
}
