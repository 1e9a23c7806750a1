import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckpoint } from './open-checkpoint.ts';
import { floats, legacyHead, torchLegacy } from './testing/checkpoint-writer.ts';
import {
  bytesOf,
  global,
  integer,
  list,
  none,
  pickle,
  stateDict,
  text,
  tuple,
  uint64,
} from './testing/pickle-writer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-legacy-'));
});
afterAll(() => rm(folder, { recursive: true }));

const OBJECT = stateDict({ a: { key: '94', shape: [2] }, b: { key: '17', shape: [3] } });
const STORAGES = { '17': { count: 3, data: floats(3, 4, 5) }, '94': { count: 2, data: floats(1, 2) } };

async function readAll(bytes: Uint8Array): Promise<unknown> {
  const path = join(folder, 'weights.pth');
  await writeFile(path, bytes);
  try {
    await using checkpoint = await openCheckpoint(path);
    const values: [string, number[]][] = [];
    for (const name of checkpoint.tensors.keys()) values.push([name, [...(await checkpoint.readFloat32(name))]]);
    return values;
  } catch (error) {
    if (HavcError.is(error))
      return { code: error.code, reason: error.details['reason'], message: error.message, ...error.details };
    throw error;
  }
}

it('reads storages in the order of their list, and tensors in that of the state dict', async () => {
  expect(await readAll(torchLegacy(OBJECT, STORAGES))).toEqual([
    ['a', [1, 2]],
    ['b', [3, 4, 5]],
  ]);
});

it('reads views of storages', async () => {
  const object = stateDict({
    all: { key: '0', count: 4, shape: [4] },
    part: { key: '0', count: 4, shape: [2], view: [1, 3], offset: 1 },
  });
  expect(await readAll(torchLegacy(object, { '0': { count: 4, data: floats(1, 2, 3, 4) } }))).toEqual([
    ['all', [1, 2, 3, 4]],
    ['part', [3, 4]],
  ]);
});

it('reads a pickle that is longer than the first piece of the file', async () => {
  const tensors = Object.fromEntries(
    Array.from({ length: 3000 }, (_, n) => [`layer.${n}.weight`, { key: `${n}`, shape: [1] }]),
  );
  const storages = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`${n}`, { count: 1, data: floats(n) }]));
  const values = (await readAll(torchLegacy(stateDict(tensors), storages))) as [string, number[]][];
  expect(values).toHaveLength(3000);
  expect(values[2999]).toEqual(['layer.2999.weight', [2999]]);
});

it('tells by how many bytes a file is short', async () => {
  const whole = torchLegacy(OBJECT, STORAGES);
  expect(await readAll(whole.subarray(0, -5))).toMatchObject({
    reason: 'truncated',
    missingBytes: 5,
    message: expect.stringContaining('5 bytes short'),
  });
  // Cut before the last storage's count.
  expect(await readAll(whole.subarray(0, -17))).toMatchObject({ reason: 'truncated', missingBytes: 17 });
});

const listed = (...keys: string[]) => pickle(list(...keys.map(text)));
const body = bytesOf(uint64(3n), floats(3, 4, 5), uint64(2n), floats(1, 2));

it.each<[string, Uint8Array, string, string]>([
  [
    'big-endian numbers',
    bytesOf(legacyHead(bytesOf('\x89')), pickle(OBJECT), listed('17', '94'), body),
    'big-endian',
    'big-endian',
  ],
  [
    'a system that does not say its order',
    bytesOf(legacyHead(none), pickle(OBJECT), listed('17', '94'), body),
    'malformed',
    'byte order',
  ],
  [
    'another protocol',
    bytesOf(pickle(integer(0x1950a86a20f9469cfc6cn)), pickle(integer(1002))),
    'unknown-format',
    '1001',
  ],
  ['a pickle of something else', pickle(text('hello')), 'unknown-format', 'none that PyTorch wrote'],
  ['a pickle of code', pickle(global('os', 'system')), 'forbidden-global', 'os.system'],
  [
    'a count that is too large',
    torchLegacy(OBJECT, { ...STORAGES, '17': { count: 4, data: floats(3, 4, 5) } }),
    'size-mismatch',
    '4 elements',
  ],
  [
    'a count of -1',
    torchLegacy(OBJECT, { ...STORAGES, '17': { count: -1, data: floats(3, 4, 5) } }),
    'size-mismatch',
    '-1 elements',
  ],
  [
    'a count of 2^63 - 1',
    torchLegacy(OBJECT, { ...STORAGES, '17': { count: 2n ** 63n - 1n, data: floats(3, 4, 5) } }),
    'size-mismatch',
    'elements',
  ],
  [
    'a storage of petabytes',
    torchLegacy(stateDict({ a: { key: '17', count: 2 ** 50, shape: [3] } }), { '17': STORAGES['17'] }),
    'truncated',
    'short',
  ],
  [
    'a list with a storage too many',
    bytesOf(legacyHead(), pickle(OBJECT), listed('17', '94', '5'), body),
    'malformed',
    'no tensor has',
  ],
  [
    'a list with a storage too few',
    bytesOf(legacyHead(), pickle(OBJECT), listed('17'), body),
    'malformed',
    'not listed',
  ],
  [
    'a list with a storage twice',
    bytesOf(legacyHead(), pickle(OBJECT), listed('17', '94', '17'), body),
    'duplicate',
    'twice',
  ],
  ['no list', bytesOf(legacyHead(), pickle(OBJECT), pickle(tuple(text('17'))), body), 'malformed', 'no list'],
  ['bytes behind the end', bytesOf(torchLegacy(OBJECT, STORAGES), 'more'), 'size-mismatch', '4 bytes stand behind'],
])('refuses %s', async (_, bytes, reason, words) => {
  expect(await readAll(bytes)).toMatchObject({
    code: 'WEIGHTS_REFUSED',
    reason,
    message: expect.stringContaining(words),
  });
});
