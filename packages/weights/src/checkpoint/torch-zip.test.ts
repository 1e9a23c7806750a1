import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckpoint } from './open-checkpoint.ts';
import { floats, torchZip, type ZipPart, zipFile } from './testing/checkpoint-writer.ts';
import {
  bytesOf,
  dict,
  global,
  integer,
  none,
  pickle,
  stateDict,
  tensor,
  text,
  tuple,
  uint64,
} from './testing/pickle-writer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc zip ü-'));
});
afterAll(() => rm(folder, { recursive: true }));

const OBJECT = stateDict({ 'a.weight': { key: '0' }, 'b.weight': { key: '1', shape: [2] } });
const DATA = { '0': floats(1, 2, 3, 4), '1': floats(5, 6) };

function parts(...changes: Partial<ZipPart>[]): ZipPart[] {
  return [
    { name: 'archive/data.pkl', data: pickle(OBJECT) },
    { name: 'archive/data/0', data: DATA['0'] },
    { name: 'archive/data/1', data: DATA['1'] },
  ].map((part, n) => ({ ...part, ...changes[n] }));
}

async function file(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'weights.pth');
  await writeFile(path, bytes);
  return path;
}

/** All values of a file, or the error. */
async function readAll(bytes: Uint8Array, stateDictPath?: readonly string[]): Promise<unknown> {
  try {
    await using checkpoint = await openCheckpoint(await file(bytes), { stateDictPath });
    const values: Record<string, number[]> = {};
    for (const name of checkpoint.tensors.keys()) values[name] = [...(await checkpoint.readFloat32(name))];
    return { path: checkpoint.stateDictPath, values };
  } catch (error) {
    if (HavcError.is(error)) return { code: error.code, reason: error.details['reason'], message: error.message };
    throw error;
  }
}

const VALUES = { 'a.weight': [1, 2, 3, 4], 'b.weight': [5, 6] };

it('reads what it writes', async () => {
  expect(await readAll(torchZip(OBJECT, DATA))).toEqual({ path: [], values: VALUES });
});

it('reads ZIP64 entries', async () => {
  const entry = parts()[1]!;
  const extra = bytesOf('\x01\x00\x10\x00', uint64(16n), uint64(16n));
  const wide = parts({}, { extra, size: 0xffffffff, compressedSize: 0xffffffff, data: entry.data! });
  expect(await readAll(zipFile(wide))).toEqual({ path: [], values: VALUES });
});

it.each<[string, Buffer, string[]]>([
  ['model, as fastai', dict([text('model'), OBJECT], [text('opt'), dict([text('lr'), none])]), ['model']],
  [
    'params, as BasicSR',
    dict([text('params_ema'), stateDict({ c: { key: '0' } })], [text('params'), OBJECT]),
    ['params'],
  ],
  ['params_ema where it stands alone', dict([text('params_ema'), OBJECT]), ['params_ema']],
  ['state_dict, as Lightning', dict([text('epoch'), integer(3)], [text('state_dict'), OBJECT]), ['state_dict']],
  [
    'modelC, as DeepRemaster',
    dict([text('modelR'), stateDict({ c: { key: '0' } })], [text('modelC'), OBJECT]),
    ['modelC'],
  ],
  ['any name, where there is but one', dict([text('net_g'), OBJECT], [text('iter'), integer(7)]), ['net_g']],
  ['two wrappers', dict([text('model'), dict([text('state_dict'), OBJECT])]), ['model', 'state_dict']],
])('finds the state dict under %s', async (_, object, path) => {
  expect(await readAll(torchZip(object, DATA))).toEqual({ path, values: VALUES });
});

it('takes the state dict that is asked for', async () => {
  const object = dict([text('modelR'), stateDict({ c: { key: '1', shape: [2] } })], [text('modelC'), OBJECT]);
  expect(await readAll(torchZip(object, DATA), ['modelR'])).toEqual({ path: ['modelR'], values: { c: [5, 6] } });
  expect(await readAll(torchZip(OBJECT, DATA), [])).toEqual({ path: [], values: VALUES });
});

it.each<[string, Buffer, string[] | undefined, string]>([
  [
    'two dictionaries that nothing tells apart',
    dict([text('a'), OBJECT], [text('b'), OBJECT]),
    undefined,
    'it has "a", "b"',
  ],
  ['a key that is not there', OBJECT, ['modelR'], 'nothing at "modelR"'],
  ['an empty dictionary', dict(), undefined, 'dictionary without names'],
  ['a tensor alone', tensor({ key: '0' }), undefined, 'it is no dictionary'],
  ['numbers as names', dict([integer(0), tensor({ key: '0' })]), undefined, 'dictionary without names'],
  ['texts', dict([text('a'), text('b')]), undefined, 'it has "a"'],
])('refuses %s', async (_, object, path, words) => {
  const result = await readAll(torchZip(object, DATA), path);
  expect(result).toMatchObject({ reason: 'no-state-dict', message: expect.stringContaining(words) });
});

it.each<[string, Uint8Array, string, string]>([
  ['a storage that is not there', torchZip(OBJECT, { '0': DATA['0'] }), 'out-of-bounds', 'storage "1"'],
  [
    'a storage that is too short',
    torchZip(OBJECT, { ...DATA, '0': floats(1) }),
    'size-mismatch',
    '16 bytes are declared',
  ],
  ['a storage that is too long', torchZip(OBJECT, { ...DATA, '1': floats(1, 2, 3) }), 'size-mismatch', 'has 12 bytes'],
  ['a wrong CRC', zipFile(parts({}, { crc: 1 })), 'crc', 'archive/data/0'],
  ['a wrong CRC of the pickle', zipFile(parts({ crc: 1 })), 'crc', 'archive/data.pkl'],
  ['a compressed entry', zipFile(parts({}, { method: 8 })), 'compressed', 'packed again by another program'],
  ['an encrypted entry', zipFile(parts({}, { flags: 1 })), 'encrypted', 'encrypted'],
  ['two entries of one name', zipFile([...parts(), parts()[1]!]), 'duplicate', 'archive/data/0'],
  ['two entries in one place', zipFile(parts({}, {}, { start: 0 })), 'overlap', 'next one'],
  ['an entry over the next', zipFile(parts({}, { size: 60, compressedSize: 60 })), 'overlap', 'archive/data/0'],
  [
    'an entry beyond the end',
    zipFile(parts({}, { size: 9999, compressedSize: 9999 })),
    'out-of-bounds',
    'archive/data/0',
  ],
  ['an entry of 2^32 bytes without ZIP64', zipFile(parts({}, { size: 0xffffffff })), 'malformed', 'missing'],
  [
    'an entry of 2^63 bytes',
    zipFile(parts({}, { size: 0xffffffff, extra: bytesOf('\x01\x00\x08\x00', uint64(2n ** 63n)) })),
    'out-of-bounds',
    'larger than any file',
  ],
  ['a local header of another name', zipFile(parts({}, { localName: 'archive/data/2' })), 'malformed', 'contradicts'],
  [
    'a name that leads out of its folder',
    zipFile([...parts(), { name: '../../etc/passwd' }]),
    'malformed',
    'etc/passwd',
  ],
  ['an absolute name', zipFile([...parts(), { name: '/etc/passwd' }]), 'malformed', 'etc/passwd'],
  ['a name of Windows', zipFile([...parts(), { name: 'C:\\a' }]), 'malformed', 'C:'],
  ['two checkpoints in one', zipFile([...parts(), { name: 'other/data.pkl' }]), 'unknown-format', "PyTorch's data.pkl"],
  ['a ZIP archive of something else', zipFile([{ name: 'weights.pth' }]), 'unknown-format', 'unpack it'],
  ['an empty ZIP archive', zipFile([]), 'unknown-format', 'empty'],
  ['TorchScript', zipFile([...parts(), { name: 'archive/constants.pkl' }]), 'module', 'TorchScript'],
  [
    'big-endian numbers',
    zipFile([...parts(), { name: 'archive/byteorder', data: Buffer.from('big') }]),
    'big-endian',
    '"big"',
  ],
  ['a directory of too few entries', zipFile(parts(), { count: 4 }), 'out-of-bounds', 'fewer entries'],
  ['a directory of too many entries', zipFile(parts(), { count: 2 }), 'malformed', 'directory'],
  ['65,535 entries that are not there', zipFile(parts(), { count: 65535 }), 'out-of-bounds', 'fewer entries'],
  ['a directory beyond the end', zipFile(parts(), { offset: 10_000 }), 'out-of-bounds', 'directory'],
  ['a directory of 4 GB', zipFile(parts(), { size: 0xfffffff0 }), 'limit', '4,294,967,280 bytes'],
  ['a directory that is elsewhere', zipFile(parts(), { offset: 0 }), 'malformed', 'directory'],
  ['bytes behind the end', bytesOf(zipFile(parts()), 'more'), 'size-mismatch', '4 bytes'],
  ['an end that is cut off', zipFile(parts()).subarray(0, -3), 'truncated', '3 bytes short'],
  ['no end', zipFile(parts()).subarray(0, 300), 'truncated', '300 bytes'],
  ['a comment that is not there', zipFile(parts(), { comment: 9 }), 'truncated', '9 bytes short'],
  ['a pickle that goes on', zipFile(parts({ data: bytesOf(pickle(OBJECT), 'N.') })), 'malformed', '2 bytes follow'],
  [
    'a pickle that ends too soon',
    zipFile(parts({ data: pickle(OBJECT).subarray(0, -1) })),
    'truncated',
    'ends in the middle',
  ],
  ['a forbidden global', torchZip(tuple(OBJECT, global('os', 'system')), DATA), 'forbidden-global', 'os.system'],
])('refuses %s', async (_, bytes, reason, words) => {
  expect(await readAll(bytes)).toMatchObject({
    code: 'WEIGHTS_REFUSED',
    reason,
    message: expect.stringContaining(words),
  });
});

it('finds damage in a part of a storage that the tensor has not', async () => {
  const object = stateDict({ a: { key: '0', count: 4, shape: [1], offset: 0 } });
  const bytes = torchZip(object, DATA);
  bytes[bytes.indexOf(floats(4))] = 1;
  expect(await readAll(bytes)).toMatchObject({ reason: 'crc' });
});

it('reads one tensor twice, and several at once', async () => {
  await using checkpoint = await openCheckpoint(await file(torchZip(OBJECT, DATA)));
  const read = ['a.weight', 'b.weight', 'a.weight'].map((name) => checkpoint.readFloat32(name));
  expect((await Promise.all(read)).map((values) => [...values])).toEqual([
    [1, 2, 3, 4],
    [5, 6],
    [1, 2, 3, 4],
  ]);
});

it('says which tensors there are, where one is asked for that is not', async () => {
  await using checkpoint = await openCheckpoint(await file(torchZip(OBJECT, DATA)));
  await expect(checkpoint.readFloat32('c.weight')).rejects.toMatchObject({
    code: 'MODEL_MISSING',
    message: expect.stringMatching(/no tensor "c.weight" among its 2 \("a.weight", "b.weight"/),
  });
  await expect(checkpoint.readFloat32('__proto__')).rejects.toMatchObject({ code: 'MODEL_MISSING' });
});

it('reads no more once it is closed, which may be twice', async () => {
  const checkpoint = await openCheckpoint(await file(torchZip(OBJECT, DATA)));
  await checkpoint.close();
  await checkpoint.close();
  await expect(checkpoint.readFloat32('a.weight')).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
});

it('stops at an aborted signal, before opening and between readings', async () => {
  const path = await file(torchZip(OBJECT, DATA));
  await expect(openCheckpoint(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
  const controller = new AbortController();
  await using checkpoint = await openCheckpoint(path, { signal: controller.signal });
  controller.abort();
  await expect(checkpoint.readFloat32('a.weight')).rejects.toMatchObject({ code: 'ABORTED' });
});

it('says of a path where no file is what is there', async () => {
  await expect(openCheckpoint(join(folder, 'none.pth'))).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  await expect(openCheckpoint(folder)).rejects.toMatchObject({ code: 'MODEL_MISSING' });
});
