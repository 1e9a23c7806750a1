import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ElementType } from './checkpoint.ts';
import { createElements, decodeFloat32 } from './element-type.ts';
import { FileBytes } from './file-bytes.ts';
import { readTensor } from './read-tensor.ts';
import { planTensors } from './stored-tensor.ts';

const START = 24;
const COUNT = 4096;

let folder: string;
let file: FileBytes;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'havc-tensor-'));
  const values = Int32Array.from({ length: COUNT }, (_, i) => i);
  await writeFile(join(folder, 'numbers'), Buffer.concat([Buffer.alloc(START), Buffer.from(values.buffer)]));
  file = await FileBytes.open(join(folder, 'numbers'));
});
afterAll(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});

interface View {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

function plan({ shape, strides, offset }: View, type: ElementType = 'int32') {
  const storage = { locate: () => Promise.resolve(START) };
  const tensors = planTensors(file, [{ name: 'x', type, shape, strides, offset, available: COUNT, storage }]);
  return tensors.get('x')!;
}

async function read(view: View, blockBytes: number): Promise<number[]> {
  const out = createElements('int32', plan(view).layout.count);
  await readTensor(file, plan(view), out, undefined, blockBytes);
  return [...(out as Int32Array)];
}

/** The positions of a view's elements in C order, by the definition of strides. */
function positions({ shape, strides, offset }: View): number[] {
  return shape.reduce(
    (starts, size, axis) => starts.flatMap((at) => Array.from({ length: size }, (_, i) => at + i * strides[axis]!)),
    [offset],
  );
}

/** Views that PyTorch makes of a contiguous tensor by slicing with a step, expanding and permuting. */
const views = fc
  .array(fc.record({ size: fc.nat(6), first: fc.nat(2), step: fc.integer({ min: 1, max: 3 }), expand: fc.boolean() }), {
    maxLength: 4,
  })
  .chain((axes) =>
    fc.record({ axes: fc.constant(axes), order: fc.shuffledSubarray([...axes.keys()], { minLength: axes.length }) }),
  )
  .map(({ axes, order }): View => {
    let whole = 1;
    let offset = 0;
    const made = axes.toReversed().map(({ size, first, step, expand }) => {
      const stride = whole;
      if (expand) return { size, stride: 0 };
      whole *= first + Math.max(1, size * step);
      offset += first * stride;
      return { size, stride: step * stride };
    });
    const permuted = order.map((axis) => made[axis]!);
    return { shape: permuted.map(({ size }) => size), strides: permuted.map(({ stride }) => stride), offset };
  })
  .filter((view) => Math.max(...positions(view), 0) < COUNT && positions(view).length <= 20_000);

it('reads every view in C order, whatever the blocks', async () => {
  await fc.assert(
    fc.asyncProperty(views, fc.constantFrom(8, 16, 40, 64, 1024, 65536), async (view, blockBytes) => {
      expect(await read(view, blockBytes)).toEqual(positions(view));
    }),
    { numRuns: 300 },
  );
});

it.each<[string, View]>([
  ['a number', { shape: [], strides: [], offset: 7 }],
  ['nothing', { shape: [0, 3], strides: [3, 1], offset: 9999 }],
  ['a transposed matrix', { shape: [8, 6], strides: [1, 8], offset: 0 }],
  ['an expanded row', { shape: [4, 3], strides: [0, 1], offset: 2 }],
  ['channels last', { shape: [2, 3, 4, 5], strides: [60, 1, 15, 3], offset: 0 }],
  ['far columns', { shape: [3, 2], strides: [1, 2000], offset: 5 }],
])('reads %s', async (_, view) => {
  expect(await read(view, 8)).toEqual(positions(view));
  expect(await read(view, 2 ** 20)).toEqual(positions(view));
});

it('converts while it scatters', async () => {
  const view = { shape: [3, 2], strides: [1, 3], offset: 10 };
  const out = new Float32Array(6);
  await readTensor(file, plan(view), out, (bytes) => decodeFloat32('int32', bytes));
  expect([...out]).toEqual([10, 13, 11, 14, 12, 15]);
});

it.each<[string, View, string]>([
  ['a negative stride', { shape: [2, 2], strides: [2, -1], offset: 2 }, 'malformed'],
  ['a negative offset', { shape: [1], strides: [1], offset: -1 }, 'malformed'],
  ['a negative size', { shape: [-1, -1], strides: [1, 1], offset: 0 }, 'malformed'],
  ['a size that is not a number', { shape: [Number.NaN], strides: [1], offset: 0 }, 'malformed'],
  ['fewer strides than axes', { shape: [2, 2], strides: [1], offset: 0 }, 'malformed'],
  ['more axes than there are', { shape: Array(65).fill(1), strides: Array(65).fill(1), offset: 0 }, 'limit'],
  ['a last element beyond the storage', { shape: [2], strides: [COUNT], offset: 0 }, 'out-of-bounds'],
  ['an offset beyond the storage', { shape: [1], strides: [1], offset: COUNT }, 'out-of-bounds'],
  ['strides that leave the range of numbers', { shape: [3], strides: [2 ** 53 - 1], offset: 0 }, 'out-of-bounds'],
  ['2^64 elements by strides of 0', { shape: [2 ** 32, 2 ** 32], strides: [0, 0], offset: 0 }, 'limit'],
  ['2^80 elements by sixteen axes', { shape: Array(16).fill(32), strides: Array(16).fill(0), offset: 0 }, 'limit'],
  ['1 GiB of the same number', { shape: [2 ** 28], strides: [0], offset: 0 }, 'limit'],
  ['rows that run into each other', { shape: [10, 10], strides: [3, 1], offset: 0 }, 'unsupported-layout'],
  ['two axes of one stride', { shape: [3, 3], strides: [1, 1], offset: 0 }, 'unsupported-layout'],
])('refuses %s before it takes memory', (_, view, reason) => {
  expect(() => plan(view)).toThrow(expect.objectContaining({ details: expect.objectContaining({ reason }) }));
});

it('counts all tensors of a file together', () => {
  const storage = { locate: () => Promise.resolve(START) };
  const many = Array.from({ length: 6 }, (_, n) => ({
    name: `x${n}`,
    type: 'int8' as const,
    shape: [2 ** 20],
    strides: [0],
    offset: 0,
    available: 1,
    storage,
  }));
  expect(planTensors(file, many.slice(0, 4)).size).toBe(4);
  expect(() => planTensors(file, many)).toThrow('declare tensors of more than 16,777,216 bytes');
});
