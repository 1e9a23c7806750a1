import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ndarray from 'ndarray';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { difference, readNpy } from './golden.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'havc-npy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('readNpy', () => {
  it('reads floats in C order', () => {
    const array = readNpy(
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", Float32Array.of(1, 2, 3, 4, 5, 6)),
    );
    expect(array.shape).toEqual([2, 3]);
    expect([array.get(0, 2), array.get(1, 0)]).toEqual([3, 4]);
    expect(array.data).toBeInstanceOf(Float32Array);
  });

  it('reads Fortran order by strides', () => {
    const array = readNpy<Int32Array>(
      npy("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }", Int32Array.of(1, 2, 3, 4, 5, 6)),
    );
    expect([array.get(0, 1), array.get(1, 0), array.get(1, 2)]).toEqual([3, 2, 6]);
  });

  it('reads one axis and bytes', () => {
    const array = readNpy<Uint8Array>(
      npy("{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }", Uint8Array.of(9, 8, 7, 6)),
    );
    expect(array.shape).toEqual([4]);
    expect([...array.data]).toEqual([9, 8, 7, 6]);
  });

  it('refuses other files and other types by name', () => {
    const text = join(folder, 'text.npy');
    writeFileSync(text, 'not an array');
    expect(() => readNpy(text)).toThrow('is not an .npy file');
    expect(() => readNpy(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", new Uint8Array(8)))).toThrow(
      "'<c8'",
    );
  });

  function npy(header: string, data: ArrayBufferView): string {
    const path = join(folder, 'array.npy');
    const line = Buffer.from(`${header}\n`);
    const length = Buffer.alloc(2);
    length.writeUInt16LE(line.length);
    const payload = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    writeFileSync(path, Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, line, payload]));
    return path;
  }
});

describe('difference', () => {
  it('says how far, how many and where', () => {
    const a = ndarray(Float32Array.of(1, 2, 3, 9), [2, 2]);
    const b = ndarray(Float32Array.of(1, 2.5, 3, 4), [2, 2]);
    expect(difference(a, b, 1)).toEqual({ max: 5, mean: 5.5 / 4, beyond: 1, where: '[1, 1]: 9 instead of 4' });
  });

  it('takes NaN for infinitely far', () => {
    const a = ndarray(Float32Array.of(Number.NaN), [1]);
    expect(difference(a, ndarray(Float32Array.of(0), [1]), 1e9).beyond).toBe(1);
  });

  it('refuses arrays of two shapes', () => {
    expect(() => difference(ndarray([1, 2], [2]), ndarray([1, 2], [1, 2]))).toThrow('[2] instead of [1, 2]');
  });
});
