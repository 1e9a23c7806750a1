import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleProgram } from './testing/bundle-program.ts';
import { floats, legacyHead, writeSparse, type ZipPart, zipFile } from './testing/checkpoint-writer.ts';
import { bytesOf, list, pickle, stateDict, text, uint64 } from './testing/pickle-writer.ts';

const MEGABYTE = 2 ** 20;
const DIRECTORY = 'PK\x01\x02';

// As large as DeOldify's: 870 MB, of which the largest tensor has 300.
const ROWS = 75;
const LARGE = ROWS * MEGABYTE;
const LARGE_BYTES = 4 * LARGE;
const REST_BYTES = 570 * MEGABYTE;
const OBJECT = stateDict({
  large: { key: '0', shape: [ROWS, MEGABYTE] },
  transposed: { key: '0', count: LARGE, shape: [MEGABYTE, 8], strides: [1, MEGABYTE], offset: LARGE - 8 * MEGABYTE },
  half: { key: '1', count: REST_BYTES / 2, shape: [10, MEGABYTE], storage: 'HalfStorage' },
  corner: { key: '1', count: REST_BYTES / 2, shape: [2, 3], strides: [MEGABYTE, 1], storage: 'HalfStorage' },
});

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-memory-'));
  program = await bundleProgram('read-tensors.ts', folder);
});
afterAll(() => rm(folder, { recursive: true }));

interface Result {
  readonly format: string;
  readonly opened: number;
  readonly memory: number;
  readonly sums: number[];
}

async function read(path: string, ...names: string[]): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, path, ...names]);
  return JSON.parse(stdout) as Result;
}

async function writeLegacy(): Promise<string> {
  const path = join(folder, 'legacy.pth');
  const head = bytesOf(legacyHead(), pickle(OBJECT), pickle(list(text('0'), text('1'))), uint64(BigInt(LARGE)));
  const second = head.length + LARGE_BYTES;
  await writeSparse(path, second + 8 + REST_BYTES, [
    [0, head],
    [second - 4, floats(3)],
    [second, uint64(BigInt(REST_BYTES / 2))],
    // The half of 1, in `corner` and `half`.
    [second + 8, Buffer.of(0, 0x3c)],
  ]);
  return path;
}

async function writeZip(): Promise<string> {
  const path = join(folder, 'zip.pth');
  const zeros = Buffer.alloc(MEGABYTE);
  const crcOf = (parts: readonly Uint8Array[], megabytes: number) => {
    let crc = parts.reduce((sum, part) => crc32(part, sum), 0);
    for (let n = 0; n < megabytes; n++) crc = crc32(zeros, crc);
    return crc;
  };
  const large = crc32(floats(3), crcOf([zeros.subarray(4)], ROWS * 4 - 1));
  const rest = crcOf([Buffer.of(0, 0x3c), zeros.subarray(2)], REST_BYTES / MEGABYTE - 1);
  const parts: ZipPart[] = [
    { name: 'archive/data.pkl', data: pickle(OBJECT) },
    { name: 'archive/data/0', size: LARGE_BYTES, crc: large },
    { name: 'archive/data/1', size: REST_BYTES, crc: rest },
  ];
  // Written without the numbers, and then taken apart to make room for them.
  const [first, second, end] = [1, 2, 3].map((n) => zipFile(parts.slice(0, n)).indexOf(DIRECTORY)) as [
    number,
    number,
    number,
  ];
  const shifted = parts.map((part, n) => ({ ...part, start: [0, first, second + LARGE_BYTES][n]! }));
  const bare = zipFile(shifted, { offset: end + LARGE_BYTES + REST_BYTES });
  await writeSparse(path, bare.length + LARGE_BYTES + REST_BYTES, [
    [0, bare.subarray(0, second)],
    [second + LARGE_BYTES - 4, floats(3)],
    [second + LARGE_BYTES, bare.subarray(second, end)],
    [end + LARGE_BYTES, Buffer.of(0, 0x3c)],
    [end + LARGE_BYTES + REST_BYTES, bare.subarray(end)],
  ]);
  return path;
}

it.each([
  ['torch-legacy', writeLegacy],
  ['torch-zip', writeZip],
])('reads 870 MB of %s with at most 300 MB beside what is converted', async (format, write) => {
  const path = await write();
  const result = await read(path, 'large', 'transposed', 'half', 'corner');
  expect(result).toMatchObject({ format, sums: [3, 3, 1, 1] });
  expect(result.opened).toBeLessThan(50 * MEGABYTE);
  // The promise is 300 MB; measured were 7.
  expect(result.memory - LARGE_BYTES).toBeLessThan(100 * MEGABYTE);
  // Without a large tensor there's next to nothing.
  expect((await read(path, 'corner')).memory).toBeLessThan(50 * MEGABYTE);
});
