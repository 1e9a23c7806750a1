import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckpoint } from './open-checkpoint.ts';
import { floats, safetensors } from './testing/checkpoint-writer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-safetensors-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function readAll(bytes: Uint8Array): Promise<unknown> {
  const path = join(folder, 'model.bin');
  await writeFile(path, bytes);
  try {
    await using checkpoint = await openCheckpoint(path);
    const values: [string, number[]][] = [];
    for (const name of checkpoint.tensors.keys()) values.push([name, [...(await checkpoint.readFloat32(name))]]);
    return values;
  } catch (error) {
    if (HavcError.is(error)) return { code: error.code, reason: error.details['reason'], message: error.message };
    throw error;
  }
}

const entry = (begin: number, end: number, shape: number[] = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

it("keeps the header's order, also of names that are numbers", async () => {
  const header = `{"b":${JSON.stringify(entry(4, 8))},"0":${JSON.stringify(entry(0, 4))} } `;
  expect(await readAll(safetensors(header, floats(1, 2)))).toEqual([
    ['b', [2]],
    ['0', [1]],
  ]);
});

it('reads names with escapes, and those that mean something to JavaScript', async () => {
  const header = `{"__metadata__":{"a\\"":"}"},"\\u00e9\\\\\\"":${JSON.stringify(entry(0, 4))},"__proto__":${JSON.stringify(entry(4, 8))}}`;
  expect(await readAll(safetensors(header, floats(1, 2)))).toEqual([
    ['é\\"', [1]],
    ['__proto__', [2]],
  ]);
});

const four = floats(1);
const one = JSON.stringify(entry(0, 4));

it.each<[string, Uint8Array, string, string]>([
  [
    'a header beyond the file',
    safetensors({ a: entry(0, 4) }, four, 2n ** 40n),
    'out-of-bounds',
    '1,099,511,627,776 bytes',
  ],
  ['a header of 2^64 - 1 bytes', safetensors({ a: entry(0, 4) }, four, -1n), 'out-of-bounds', 'its header has'],
  [
    'a header of 20 MB',
    safetensors(`{"a":${one}${' '.repeat(20 * 2 ** 20)}}`, four),
    'limit',
    '16,777,216 bytes are the most',
  ],
  ['no tensors', safetensors({ __metadata__: { format: 'pt' } }), 'no-state-dict', 'no tensors'],
  ['a name that comes twice', safetensors(`{"a":${one},"a":${one}}`, four), 'duplicate', '"a" twice'],
  ['a key that comes twice', safetensors('{"a":{"dtype":"F32","dtype":"F32"}}'), 'duplicate', '"dtype" twice'],
  ['a key that is unknown', safetensors({ a: { ...entry(0, 4), strides: [1] } }, four), 'malformed', '"strides"'],
  ['a tensor without a shape', safetensors({ a: { dtype: 'F32', data_offsets: [0, 4] } }, four), 'malformed', 'lacks'],
  [
    'three offsets',
    safetensors({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4, 4] } }, four),
    'malformed',
    'lacks',
  ],
  ['a shape of texts', safetensors('{"a":{"shape":["1"]}}'), 'malformed', 'whole number'],
  ['a shape of fractions', safetensors('{"a":{"shape":[1.5]}}'), 'malformed', 'whole number'],
  ['a shape of exponents', safetensors('{"a":{"shape":[1e9]}}'), 'malformed', 'whole number'],
  ['a negative size', safetensors('{"a":{"shape":[-1]}}'), 'malformed', 'whole number'],
  ['NaN', safetensors('{"a":{"shape":[NaN]}}'), 'malformed', 'whole number'],
  ['a size of 2^63', safetensors('{"a":{"shape":[9223372036854775808]}}'), 'out-of-bounds', 'larger than any file'],
  ['65 axes', safetensors(`{"a":{"shape":[${Array(65).fill(1)}]}}`), 'limit', '64'],
  ['an unknown type', safetensors({ a: entry(0, 4, [4], 'F8_E4M3') }, four), 'unsupported-type', '"F8_E4M3"'],
  [
    'a type of JavaScript',
    safetensors({ a: entry(0, 4, [4], 'constructor') }, four),
    'unsupported-type',
    'constructor',
  ],
  ['a list instead of a header', safetensors('[1]'), 'unknown-format', 'neither'],
  ['a header that ends early', safetensors('{"a":{"dtype":"F32'), 'malformed', 'without an end'],
  ['lists in lists', safetensors(`{"a":{"shape":${'['.repeat(100_000)}`), 'malformed', 'whole number'],
  ['objects in objects', safetensors('{"a":'.repeat(100_000)), 'malformed', 'unknown key'],
  ['something behind the header', safetensors(`{"a":${one}}x`, four), 'malformed', 'behind its end'],
  ['a header that is no UTF-8', safetensors('{"a":{}}').fill(0xff, 10), 'malformed', 'UTF-8'],
  ['tensors over each other', safetensors({ a: entry(0, 8), b: entry(4, 12) }, floats(1, 2, 3)), 'overlap', '"b"'],
  ['a gap', safetensors({ a: entry(0, 4), b: entry(8, 12) }, floats(1, 2, 3)), 'malformed', 'behind a gap'],
  [
    'a tensor beyond the end',
    safetensors({ a: entry(0, 4), b: entry(8, 400) }, floats(1, 2, 3)),
    'out-of-bounds',
    '"b"',
  ],
  [
    'offsets that go back',
    safetensors({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 0] } }, four),
    'size-mismatch',
    '"a"',
  ],
  ['a shape that needs more', safetensors({ a: entry(0, 4, [2]) }, four), 'size-mismatch', 'needs 8 bytes'],
  ['bytes behind the end', safetensors({ a: entry(0, 4) }, floats(1, 2)), 'size-mismatch', '4 bytes stand behind'],
  ['an end that is cut off', safetensors({ a: entry(0, 40) }, floats(1, 2)), 'truncated', '32 bytes short'],
])('refuses %s', async (_, bytes, reason, words) => {
  expect(await readAll(bytes)).toMatchObject({
    code: 'WEIGHTS_REFUSED',
    reason,
    message: expect.stringContaining(words),
  });
});
