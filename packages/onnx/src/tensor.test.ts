import fc from 'fast-check';
import { expect, it } from 'vitest';
import { elementTypeOf, packTensors, type Tensor, unpackTensors } from './tensor.ts';

it.each([
  [Float32Array.of(1.5, -2), 'float32'],
  [Float64Array.of(1.5), 'float64'],
  [Uint8Array.of(255), 'uint8'],
  [Int8Array.of(-1), 'int8'],
  [Uint16Array.of(65535), 'uint16'],
  [Int16Array.of(-1), 'int16'],
  [Uint32Array.of(7), 'uint32'],
  [Int32Array.of(-7), 'int32'],
  [BigInt64Array.of(-7n), 'int64'],
  [BigUint64Array.of(7n), 'uint64'],
])('knows %o as %s, and brings it across', (data, type) => {
  expect(elementTypeOf(data)).toBe(type);
  const { places, parts } = packTensors({ x: { data, shape: [data.length] } });
  expect(unpackTensors(places, Buffer.concat(parts))).toEqual({ x: { data, shape: [data.length] } });
});

it('brings several tensors of different types across in one body, each at a place it may lie at', () => {
  const tensor: fc.Arbitrary<Tensor> = fc
    .oneof(fc.uint8Array({ maxLength: 9 }), fc.float32Array({ maxLength: 9 }), fc.bigInt64Array({ maxLength: 9 }))
    .map((data) => ({ data, shape: [data.length] }));
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), tensor, { maxKeys: 4, noNullPrototype: true }),
      (tensors) => {
        const { places, parts } = packTensors(tensors);
        const body = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
        let at = 0;
        for (const part of parts) {
          body.set(part, at);
          at += part.length;
        }
        for (const { offset } of places) expect(offset % 8).toBe(0);
        expect(Object.entries(unpackTensors(places, body))).toEqual(Object.entries(tensors));
      },
    ),
  );
});

it('brings a tensor across whatever a model calls it', () => {
  const tensors = Object.fromEntries([['__proto__', { data: Uint8Array.of(7), shape: [1] }]]);
  const { places, parts } = packTensors(tensors);
  expect(Object.entries(unpackTensors(places, Buffer.concat(parts)))).toEqual(Object.entries(tensors));
});

it('takes a view on a larger array for what it shows', () => {
  const data = Float32Array.of(0, 1, 2, 3).subarray(1, 3);
  const { places, parts } = packTensors({ x: { data, shape: [2] } });
  expect([...(unpackTensors(places, Buffer.concat(parts))['x']!.data as Float32Array)]).toEqual([1, 2]);
});

it('knows nothing else', () => {
  for (const data of [[1, 2], 'text', null, undefined, new ArrayBuffer(4), new DataView(new ArrayBuffer(4))]) {
    expect(elementTypeOf(data)).toBeUndefined();
  }
});
