import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HavcError } from '@havc/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenPath } from '../../../core/src/testing/golden.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { floats, safetensors, torchLegacy, torchZip } from './testing/checkpoint-writer.ts';
import { dict, integer, stateDict, text } from './testing/pickle-writer.ts';

/** How often each property is tried; many more by hand: `HAVC_FUZZ_RUNS=20000 npx vitest run mutation`. */
const RUNS = Number(process.env['HAVC_FUZZ_RUNS'] ?? 400);

const OBJECT = stateDict({ a: { key: '0', shape: [2, 2] }, b: { key: '1', shape: [3], strides: [0], count: 1 } });
const MADE: readonly [string, Buffer][] = [
  [
    'zip',
    torchZip(dict([text('params'), OBJECT], [text('step'), integer(7)]), { '0': floats(1, 2, 3, 4), '1': floats(5) }),
  ],
  ['legacy', torchLegacy(OBJECT, { '0': { count: 4, data: floats(1, 2, 3, 4) }, '1': { count: 1, data: floats(5) } })],
  ['safetensors', safetensors({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, floats(1, 2))],
];

// Those of the golden data and, where they are missing too, our own.
const golden = goldenPath('checkpoints');
const files: [string, Buffer][] = [
  ...MADE,
  ...(existsSync(golden) ? readdirSync(golden) : [])
    .filter((name) => /\.(pth|safetensors)$/.test(name))
    .map((name): [string, Buffer] => [name, readFileSync(join(golden, name))]),
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-mutation-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The tensors of a file by name, or why it's refused; anything else is an error of ours. */
async function contentOf(bytes: Uint8Array): Promise<Record<string, unknown> | string> {
  const path = join(folder, 'mutant');
  await writeFile(path, bytes);
  const content: Record<string, unknown> = {};
  try {
    await using checkpoint = await openCheckpoint(path);
    for (const [name, { shape }] of checkpoint.tensors) {
      const values = await checkpoint.readFloat32(name);
      if (values.length !== shape.reduce((product, size) => product * size, 1))
        throw new Error(`${name} has another size`);
      content[name] = [shape, [...values]];
    }
    return content;
  } catch (error) {
    if (!HavcError.is(error, 'WEIGHTS_REFUSED')) throw error;
    // Three parts: what is wrong, where, what to do.
    if (!/mutant can't be used as weights: .+\. .+\.$/s.test(error.message))
      throw new Error(`Message: ${error.message}`);
    return String(error.details['reason']);
  }
}

const file = fc.constantFrom(...files);
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: Buffer, where: number) => Math.floor(where * bytes.length);

describe('files that were changed by chance', () => {
  it('are refused when they are cut off', async () => {
    await fc.assert(
      fc.asyncProperty(file, place, async ([, bytes], where) => {
        expect(typeof (await contentOf(bytes.subarray(0, at(bytes, where))))).toBe('string');
      }),
      { numRuns: RUNS },
    );
  });

  it('are refused or read when bytes are changed', async () => {
    const changes = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(file, changes, async ([, bytes], list) => {
        const changed = Buffer.from(bytes);
        for (const [where, value] of list) if (bytes.length > 0) changed[at(bytes, where)] = value;
        await contentOf(changed);
      }),
      { numRuns: RUNS },
    );
  });

  it('are refused or read when a part of one is put into another', async () => {
    await fc.assert(
      fc.asyncProperty(file, file, place, place, place, place, async ([, into], [, from], a, b, c, d) => {
        const [start, end] = [at(into, a), at(into, b)].sort((x, y) => x - y) as [number, number];
        const part = from.subarray(...([at(from, c), at(from, d)].sort((x, y) => x - y) as [number, number]));
        await contentOf(Buffer.concat([into.subarray(0, start), part, into.subarray(end)]));
      }),
      { numRuns: RUNS },
    );
  });

  it('are refused or read when numbers in them become extreme', async () => {
    const extremes = [
      '00000000',
      'ffffffff',
      'ffffff7f',
      '00000080',
      'ffffffffffffff7f',
      'ffffffffffffffff',
      '0000f07f',
    ];
    await fc.assert(
      fc.asyncProperty(file, place, fc.constantFrom(...extremes), async ([, bytes], where, value) => {
        const changed = Buffer.from(bytes);
        Buffer.from(value, 'hex').copy(changed, at(bytes, where));
        await contentOf(changed);
      }),
      { numRuns: RUNS },
    );
  });

  it('never give other numbers when one bit of a ZIP archive flips', async () => {
    const archives = files.filter(([name, bytes]) => bytes.subarray(0, 2).toString() === 'PK' && /^zip/.test(name));
    const sound = new Map<string, unknown>();
    for (const [name, bytes] of archives) sound.set(name, await contentOf(bytes));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...archives), place, fc.nat(7), async ([name, bytes], where, bit) => {
        const changed = Buffer.from(bytes);
        changed[at(bytes, where)]! ^= 1 << bit;
        const content = await contentOf(changed);
        if (typeof content !== 'string') expect(content).toEqual(sound.get(name));
      }),
      { numRuns: RUNS },
    );
  });
});
